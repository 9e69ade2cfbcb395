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
import { openAac } from './encoders.ts'
import { audioRate, type FromCodec } from './messages.ts'

/**
 * Fills holes of lost packets with silence and follows the sender's clock by stretching a little, so that sound does
 * not run away from the picture (measured without: -151 ms in 30 s); then cuts it to the encoder's frames.
 */
const chain =
  'aresample=async=1000:min_comp=0.002:min_hard_comp=0.015,aformat=sample_fmts=fltp:channel_layouts=stereo,asetnsamples=n=1024:p=0'

/** Opens an Opus to AAC path. Gives the function to feed it: a time in 48 kHz ticks and one Opus packet. */
export async function transcode(send: (message: FromCodec) => void): Promise<(ts: number, packet: Uint8Array) => void> {
  const [decoder, encoder] = [await openOpus(), await openAac()]
  // Held whole: the graph frees its filters when it is collected, whoever still has them (SIGSEGV).
  const filters = await openFilters()
  const packet = new Packet()
  packet.alloc()
  const decoded = new Frame()
  decoded.alloc()
  const cut = new Frame()
  cut.alloc()
  let last = -1
  send({ type: 'ready', audioConfig: encoder.config, startedAtMs: Date.now() })

  return (ts, data) => {
    if (ts <= last) return // The resampler must never see time run backwards.
    last = ts
    packet.data = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    packet.pts = BigInt(ts)
    packet.timeBase = { num: 1, den: audioRate }
    if (decoder.sendPacketSync(packet) < 0) return // A broken packet is a hole like a lost one.
    while (decoder.receiveFrameSync(decoded) >= 0) {
      decoded.pts = BigInt(ts)
      FFmpegError.throwIfError(filters.source.buffersrcAddFrameSync(decoded), 'resampling')
      while (filters.sink.buffersinkGetFrameSync(cut) >= 0) {
        for (const frame of encoder.encode(cut)) if (frame.ts >= 0) send({ type: 'audio', ...frame })
        cut.unref()
      }
      decoded.unref()
    }
  }
}

async function openOpus(): Promise<CodecContext> {
  const codec = Codec.findDecoderByName(av.FF_DECODER_LIBOPUS)
  if (!codec) throw new Error('This FFmpeg has no Opus decoder.')
  const context = new CodecContext()
  context.allocContext3(codec)
  context.sampleRate = audioRate
  context.channelLayout = av.AV_CHANNEL_LAYOUT_STEREO
  context.pktTimebase = new Rational(1, audioRate)
  FFmpegError.throwIfError(await context.open2(codec, null), 'opening libopus')
  return context
}

async function openFilters() {
  const graph = new FilterGraph()
  graph.alloc()
  const source = graph.createFilter(
    Filter.getByName('abuffer')!,
    'in',
    `time_base=1/${audioRate}:sample_rate=${audioRate}:sample_fmt=s16:channel_layout=stereo`,
  )
  const sink = graph.createFilter(Filter.getByName('abuffersink')!, 'out', null)
  if (!source || !sink) throw new Error('This FFmpeg has no audio filters.')
  const inputs = FilterInOut.createList([{ name: 'out', filterCtx: sink, padIdx: 0 }])
  const outputs = FilterInOut.createList([{ name: 'in', filterCtx: source, padIdx: 0 }])
  FFmpegError.throwIfError(graph.parsePtr(chain, inputs, outputs), 'reading the filters')
  FFmpegError.throwIfError(await graph.config(), 'joining the filters')
  return { graph, source, sink }
}
