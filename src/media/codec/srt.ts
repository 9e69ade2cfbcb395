import * as av from 'node-av/constants'
import { Dictionary, FFmpegError, FormatContext, Packet } from 'node-av/lib'
import type { FromCodec } from './messages.ts'

const secondsMax = 20 // For the one caller that was let in to come.

/**
 * Takes one SRT caller on a port of the loopback address, and MPEG-TS apart: pictures and sound as they came coded, with
 * the times of the stream (90 kHz). Ends with the connection.
 */
export async function receiveSrt(
  task: { port: number; passphrase?: string | undefined },
  send: (message: FromCodec) => void,
): Promise<void> {
  const context = new FormatContext()
  context.allocContext()
  const query = new URLSearchParams({
    mode: 'listener',
    listen_timeout: String(secondsMax * 1_000_000),
    ...(task.passphrase && { passphrase: task.passphrase }),
  })
  const options = Dictionary.fromObject({ analyzeduration: '1500000', probesize: '2000000', fflags: 'nobuffer' })
  const opened = await context.openInput(`srt://127.0.0.1:${task.port}?${query}`, null, options)
  FFmpegError.throwIfError(opened, 'listening for SRT')
  FFmpegError.throwIfError(await context.findStreamInfo(null), 'reading the stream')
  const streams = context.streams ?? []
  const picture = streams.find(({ codecpar }) => codecpar.codecId === av.AV_CODEC_ID_H264)?.index
  const sound = streams.find(({ codecpar }) => codecpar.codecId === av.AV_CODEC_ID_AAC)?.index
  send({ type: 'srt tracks', video: picture !== undefined, audio: sound !== undefined })
  const packet = new Packet()
  packet.alloc()
  while ((await context.readFrame(packet)) >= 0) {
    const { data, streamIndex } = packet
    const [pts, dts] = [Number(packet.pts), Number(packet.dts)]
    if (data && Number.isSafeInteger(pts) && (streamIndex === picture || streamIndex === sound)) {
      const ts = Number.isSafeInteger(dts) ? dts : pts
      const kind = streamIndex === picture ? 'srt picture' : 'srt sound'
      send({ type: kind, ts, offset: pts - ts, data: new Uint8Array(data) })
    }
    packet.unref()
  }
}
