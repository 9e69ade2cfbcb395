import * as av from 'node-av/constants'
import {
  Codec,
  CodecContext,
  FFmpegError,
  Filter,
  FilterGraph,
  FilterInOut,
  Frame,
  Packet,
  Rational,
} from 'node-av/lib'
import { type Encoder, openH264 } from './encoders.ts'
import type { FromCodec, LadderSource, Rung, ToCodec } from './messages.ts'

const decoders = { avc1: av.FF_DECODER_H264, hvc1: av.FF_DECODER_HEVC, av01: av.FF_DECODER_LIBDAV1D }

const fps = 30 // As good as any: the encoder reads the times of the pictures.

type SourcePicture = Extract<ToCodec, { type: 'source picture' }>

/**
 * Makes smaller pictures of a source: decodes once, scales from rung to rung, encodes each. A key picture becomes key
 * pictures at the same time, and nothing else does, so that segments of all renditions begin together.
 * Gives the function that takes what the media process says.
 */
export async function ladder(send: (message: FromCodec) => void): Promise<(message: ToCodec) => void> {
  let open: OpenLadder | undefined
  let work: Promise<void> = Promise.resolve()
  const fail = (error: unknown) => {
    console.error(error)
    process.exit(1) // Whoever watches us starts another.
  }
  send({ type: 'ladder ready' })
  return (message) => {
    work = work
      .then(async () => {
        if (message.type === 'source') open = await OpenLadder.of(message, send)
        if (message.type === 'source picture') open?.take(message)
      })
      .catch(fail)
  }
}

/** The decoder, scalers and encoders of one run of pictures. */
class OpenLadder {
  readonly #source: LadderSource
  #lastKeyTs = Number.NEGATIVE_INFINITY
  readonly #decoder: CodecContext
  readonly #rungs: { rung: Rung; encoder: Encoder; scaler?: Scaler }[]
  readonly #send: (message: FromCodec) => void
  readonly #times = new PictureTimes()
  readonly #packet = allocated(new Packet())
  readonly #decoded = allocated(new Frame())
  readonly #scaled = allocated(new Frame())

  private constructor(
    source: LadderSource,
    decoder: CodecContext,
    rungs: { rung: Rung; encoder: Encoder }[],
    send: (message: FromCodec) => void,
  ) {
    this.#source = source
    this.#decoder = decoder
    this.#rungs = rungs
    this.#send = send
  }

  static async of(source: LadderSource, send: (message: FromCodec) => void): Promise<OpenLadder> {
    const rungs = await Promise.all(
      source.rungs.map(async (rung) => ({
        rung,
        encoder: await openH264({ ...rung, fps, variable: true, preset: 'veryfast', profile: 'main' }),
      })),
    )
    return new OpenLadder(source, await openDecoder(source), rungs, send)
  }

  take(picture: SourcePicture): void {
    this.#times.sent(picture)
    this.#packet.data = Buffer.from(picture.data.buffer, picture.data.byteOffset, picture.data.byteLength)
    this.#packet.pts = BigInt(picture.ts + picture.offset)
    this.#packet.dts = BigInt(picture.ts)
    this.#packet.timeBase = { num: 1, den: 90000 }
    if (this.#decoder.sendPacketSync(this.#packet) < 0) return // A broken picture is one that is missing.
    while (this.#decoder.receiveFrameSync(this.#decoded) >= 0) {
      this.#encode(this.#decoded)
      this.#decoded.unref()
    }
  }

  #encode(decoded: Frame): void {
    const pts = Number(decoded.pts)
    const shown = this.#times.shown(pts)
    const { ts } = shown
    const { takeId, keyEveryTicks, afterTs = Number.NEGATIVE_INFINITY } = this.#source
    if (ts <= afterTs) return
    const key = keyEveryTicks === undefined ? shown.key : ts - this.#lastKeyTs >= keyEveryTicks
    if (key) this.#lastKeyTs = ts
    let larger = decoded
    for (const each of this.#rungs) {
      const { rung, encoder } = each
      each.scaler ??= new Scaler(larger, rung)
      each.scaler.scale(larger, this.#scaled)
      this.#scaled.pts = BigInt(pts)
      this.#scaled.pictType = key ? av.AV_PICTURE_TYPE_I : av.AV_PICTURE_TYPE_NONE
      for (const { data } of encoder.encode(this.#scaled))
        this.#send({ type: 'rung picture', name: rung.name, takeId, ts, offset: pts - ts, data })
      larger = this.#scaled
    }
    this.#scaled.unref()
  }
}

/** Pictures leave the decoder in the order of their showing; each gets the decoding time of its place in that order. */
class PictureTimes {
  readonly #waiting: number[] = []
  readonly #keys = new Map<number, number>()

  sent({ ts, offset, key }: SourcePicture): void {
    this.#waiting.push(ts)
    if (key) this.#keys.set(ts + offset, ts)
  }

  shown(pts: number): { ts: number; key: boolean } {
    const keyTs = this.#keys.get(pts)
    this.#keys.delete(pts)
    // Whatever should have come before a key picture will not come any more.
    while (keyTs !== undefined && this.#waiting[0]! < keyTs) this.#waiting.shift()
    return { ts: this.#waiting.shift() ?? pts, key: keyTs !== undefined }
  }
}

/** Held whole: the graph frees its filters when it is collected, whoever still has them (SIGSEGV). */
export class Scaler {
  readonly #graph = new FilterGraph()
  readonly #source
  readonly #sink

  constructor(from: Frame, to: Rung) {
    this.#graph.alloc()
    this.#graph.nbThreads = 1
    const source = this.#graph.createFilter(
      Filter.getByName('buffer')!,
      'in',
      `video_size=${from.width}x${from.height}:pix_fmt=${from.format}:time_base=1/90000:pixel_aspect=1/1`,
    )
    const sink = this.#graph.createFilter(Filter.getByName('buffersink')!, 'out', null)
    if (!source || !sink) throw new Error('This FFmpeg has no video filters.')
    const inputs = FilterInOut.createList([{ name: 'out', filterCtx: sink, padIdx: 0 }])
    const outputs = FilterInOut.createList([{ name: 'in', filterCtx: source, padIdx: 0 }])
    const chain = `scale=${to.width}:${to.height}:flags=bilinear,format=yuv420p`
    FFmpegError.throwIfError(this.#graph.parsePtr(chain, inputs, outputs), 'reading the scaler')
    FFmpegError.throwIfError(this.#graph.configSync(), 'opening the scaler')
    this.#source = source
    this.#sink = sink
  }

  /** Takes `from` away and fills `into`; both may be the same. */
  scale(from: Frame, into: Frame): void {
    FFmpegError.throwIfError(this.#source.buffersrcAddFrameSync(from), 'scaling')
    into.unref()
    FFmpegError.throwIfError(this.#sink.buffersinkGetFrameSync(into), 'scaling')
  }
}

async function openDecoder({ coding, config, reorders }: LadderSource): Promise<CodecContext> {
  const codec = Codec.findDecoderByName(decoders[coding])
  if (!codec) throw new Error(`This FFmpeg cannot decode ${coding}.`)
  const context = new CodecContext()
  context.allocContext3(codec)
  context.extraData = Buffer.from(config)
  context.pktTimebase = new Rational(1, 90000)
  context.threadCount = 1 // Threads would hold pictures back.
  if (!reorders) context.setFlags(av.AV_CODEC_FLAG_LOW_DELAY)
  FFmpegError.throwIfError(await context.open2(codec, null), 'opening the decoder')
  return context
}

function allocated<T extends { alloc(): void }>(one: T): T {
  one.alloc()
  return one
}
