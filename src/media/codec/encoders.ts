/**
 * FFmpeg's encoders through node-av. Only ever loaded in a codec child: native code may crash, and it is GPL.
 *
 * Hazard: `open2Sync` and a first `encodeAllSync` free their options twice (node-av 6.1.1, crash at a later
 * garbage collection), so contexts are opened with `await open2` and only then used synchronously. The
 * asynchronous calls would cost 2.5 ms of CPU per frame in thread hops.
 */
import * as av from 'node-av/constants'
import { Codec, CodecContext, Dictionary, FFmpegError, type Frame, Log, Packet, Rational } from 'node-av/lib'
import { audioRate } from './messages.ts'

Log.setLevel(av.AV_LOG_WARNING)

export type Encoded = { ts: number; data: Uint8Array }

export type Encoder = {
  /** Codec configuration (AudioSpecificConfig for AAC). */
  config: Buffer
  /** Frames need a pts in ticks; gives what the encoder finished by then. */
  encode(frame: Frame): Encoded[]
}

export async function openH264(options: {
  width: number
  height: number
  fps: number
  kbps: number
  preset?: 'ultrafast' | 'veryfast'
  profile?: 'baseline' | 'main'
  /** Pictures come when they come, rather than `fps` times a second. */
  variable?: boolean
}): Promise<Encoder> {
  const codec = Codec.findEncoderByName(av.FF_ENCODER_LIBX264)
  if (!codec) throw new Error('This FFmpeg has no libx264.')
  const context = new CodecContext()
  context.allocContext3(codec)
  context.width = options.width
  context.height = options.height
  context.pixelFormat = av.AV_PIX_FMT_YUV420P
  context.timeBase = new Rational(1, 90000)
  context.framerate = new Rational(options.fps, 1)
  context.gopSize = 10_000 // Key frames come where the caller asks for them.
  context.maxBFrames = 0
  context.bitRate = BigInt(options.kbps * 1000)
  context.rcMaxRate = BigInt(options.kbps * 1000)
  context.rcBufferSize = options.kbps * 1000
  context.threadCount = 1
  const settings = {
    preset: options.preset ?? 'ultrafast',
    tune: 'zerolatency',
    profile: options.profile ?? 'baseline',
    'x264-params': options.variable ? 'scenecut=0' : 'scenecut=0:force-cfr=1',
  }
  FFmpegError.throwIfError(await context.open2(codec, Dictionary.fromObject(settings)), 'opening libx264')
  return { config: Buffer.alloc(0), encode: (frame) => drain(context, frame) }
}

export async function openAac(): Promise<Encoder> {
  const codec = Codec.findEncoderByName(av.FF_ENCODER_AAC)
  if (!codec) throw new Error('This FFmpeg has no AAC encoder.')
  const context = new CodecContext()
  context.allocContext3(codec)
  context.sampleRate = audioRate
  context.sampleFormat = av.AV_SAMPLE_FMT_FLTP
  context.channelLayout = av.AV_CHANNEL_LAYOUT_STEREO
  context.timeBase = new Rational(1, audioRate)
  context.bitRate = 128_000n
  context.setFlags(av.AV_CODEC_FLAG_GLOBAL_HEADER)
  FFmpegError.throwIfError(await context.open2(codec, null), 'opening aac')
  return { config: Buffer.from(context.extraData ?? []), encode: (frame) => drain(context, frame) }
}

function drain(context: CodecContext, frame: Frame): Encoded[] {
  FFmpegError.throwIfError(context.sendFrameSync(frame), 'encoding')
  const out: Encoded[] = []
  const packet = new Packet()
  packet.alloc()
  while (context.receivePacketSync(packet) >= 0) {
    if (packet.data) out.push({ ts: Number(packet.pts), data: new Uint8Array(packet.data) })
    packet.unref()
  }
  packet.free()
  return out
}
