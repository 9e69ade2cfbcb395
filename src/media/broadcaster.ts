import { aacFrameTicks, audioRate, type BroadcastPicture, type FromCodec } from './codec/messages.ts'
import { superviseCodec } from './codec/supervise.ts'
import type { MediaLog } from './events.ts'
import type { Feed } from './feed.ts'
import type { AudioFormat } from './format.ts'
import { splitAnnexB } from './h264/nal.ts'
import type { Source, Stream } from './stream.ts'

export function aacFormat(config: Uint8Array): AudioFormat {
  return {
    codec: 'mp4a.40.2',
    timescale: audioRate,
    channels: 2,
    frameTicks: aacFrameTicks,
    config: Buffer.from(config),
  }
}

/** Puts the synthetic broadcaster on a stream, until the source is stopped. A crashed child is followed by another. */
export function broadcastOn(stream: Stream, picture: BroadcastPicture, now: () => Date, log: MediaLog): Source {
  let feed: Feed | undefined
  const child = superviseCodec({ type: 'broadcast', picture }, hear, log)
  const source: Source = {
    expects: { video: true, audio: true },
    requestKeyFrame: () => {}, // Every two seconds anyway.
    stop: () => child.stop(),
  }
  feed = stream.attach(source)
  return source

  function hear(message: FromCodec): void {
    const nowMs = now().getTime()
    if (message.type === 'unavailable') {
      log.error({ streamId: stream.id, reason: message.reason }, 'no synthetic broadcaster without node-av')
      stream.detach(source)
    }
    if (message.type === 'ready' && feed) {
      feed.cut()
      feed.startedAtMs = message.startedAtMs
      feed.audio = aacFormat(message.audioConfig)
    }
    if (message.type === 'video') {
      stream.meter.picture(message.data.length, nowMs)
      feed?.picture(message.ts, splitAnnexB(asBuffer(message.data)), nowMs)
    }
    if (message.type === 'audio') {
      stream.meter.sound(message.data.length, nowMs)
      feed?.sound({ ts: message.ts, duration: aacFrameTicks, data: asBuffer(message.data) }, nowMs)
    }
  }
}

export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
