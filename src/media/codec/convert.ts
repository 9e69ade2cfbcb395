import * as av from 'node-av/constants'
import { Codec, CodecContext, FFmpegError, Frame, Packet, Rational } from 'node-av/lib'
import { type Encoder, openH264 } from './encoders.ts'
import { Scaler } from './ladder.ts'
import type { ConvertedCoding, FromCodec } from './messages.ts'

const decoders = { vp8: av.FF_DECODER_VP8, vp9: av.FF_DECODER_VP9, av1: av.FF_DECODER_LIBDAV1D }

const fps = 30 // As good as any: the encoder reads the times of the pictures.
const kbps = 2500
const keyEveryTicks = 2 * 90000

type Target = { width: number; height: number; encoder: Encoder; scaler: Scaler }

/**
 * Opens a path from VP8, VP9 or AV1 to H.264, for publishers that send nothing else. Gives the function to feed it:
 * a time in 90 kHz ticks and one coded picture, the first one a key picture.
 */
export async function convert(
  coding: ConvertedCoding,
  send: (message: FromCodec) => void,
): Promise<(ts: number, data: Uint8Array) => Promise<void>> {
  const decoder = await openDecoder(coding)
  const packet = new Packet()
  packet.alloc()
  const decoded = new Frame()
  decoded.alloc()
  const scaled = new Frame()
  scaled.alloc()
  let target: Target | undefined
  let lastKeyTs = Number.NEGATIVE_INFINITY
  send({ type: 'converter ready' })

  return async (ts, data) => {
    packet.data = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    packet.pts = BigInt(ts)
    packet.dts = BigInt(ts)
    packet.timeBase = { num: 1, den: 90000 }
    if (decoder.sendPacketSync(packet) < 0) return // A broken picture is one that is missing.
    while (decoder.receiveFrameSync(decoded) >= 0) {
      const at = Number(decoded.pts)
      const fits = target && target.width === even(decoded.width) && target.height === even(decoded.height)
      if (!target || !fits) target = await openTarget(decoded)
      if (!fits) lastKeyTs = Number.NEGATIVE_INFINITY
      target.scaler.scale(decoded, scaled)
      scaled.pts = BigInt(at)
      const isKey = at - lastKeyTs >= keyEveryTicks
      if (isKey) lastKeyTs = at
      scaled.pictType = isKey ? av.AV_PICTURE_TYPE_I : av.AV_PICTURE_TYPE_NONE
      for (const picture of target.encoder.encode(scaled)) send({ type: 'video', ...picture })
      decoded.unref()
    }
  }
}

async function openTarget(decoded: Frame): Promise<Target> {
  const [width, height] = [even(decoded.width), even(decoded.height)]
  const encoder = await openH264({ width, height, fps, kbps, variable: true, preset: 'veryfast', profile: 'main' })
  return { width, height, encoder, scaler: new Scaler(decoded, { name: 'converted', width, height, kbps }) }
}

/** H.264 in 4:2:0 has no odd lengths. */
const even = (length: number): number => Math.max(16, length - (length % 2))

async function openDecoder(coding: ConvertedCoding): Promise<CodecContext> {
  const codec = Codec.findDecoderByName(decoders[coding])
  if (!codec) throw new Error(`This FFmpeg cannot decode ${coding}.`)
  const context = new CodecContext()
  context.allocContext3(codec)
  context.pktTimebase = new Rational(1, 90000)
  context.threadCount = 1 // Threads would hold pictures back.
  context.setFlags(av.AV_CODEC_FLAG_LOW_DELAY)
  FFmpegError.throwIfError(await context.open2(codec, null), 'opening the decoder')
  return context
}
