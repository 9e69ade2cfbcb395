import { aacFrameTicks, audioRate, type BroadcastPicture, type FromCodec } from './codec/messages.ts'
import { type CodecChild, superviseCodec } from './codec/supervise.ts'
import type { MediaLog } from './events.ts'
import type { Feed } from './feed.ts'
import type { AudioFormat } from './format.ts'
import { splitAnnexB } from './h264/nal.ts'
import type { Meter } from './meter.ts'
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

/** Puts the synthetic broadcaster on a stream, until the source is stopped. */
export function broadcastOn(stream: Stream, picture: BroadcastPicture, now: () => Date, log: MediaLog): Source {
  let child: CodecChild | undefined
  const source: Source = {
    expects: { video: !picture.soundOnly, audio: true },
    requestKeyFrame: () => {}, // Every two seconds anyway.
    stop: () => child?.stop(),
  }
  const onUnavailable = () => stream.detach(source)
  child = playBroadcast(stream.attach(source), picture, { now, log, meter: stream.meter, onUnavailable })
  return source
}

export type BroadcastNeeds = { now: () => Date; log: MediaLog; meter?: Meter; onUnavailable: () => void }

/** Fills a feed with a drawn picture, until the child is stopped. One that crashes is followed by another. */
export function playBroadcast(feed: Feed, picture: BroadcastPicture, needs: BroadcastNeeds): CodecChild {
  const { now, log, meter, onUnavailable } = needs
  return superviseCodec({ type: 'broadcast', picture }, hear, log)

  function hear(message: FromCodec): void {
    const nowMs = now().getTime()
    if (message.type === 'unavailable') {
      log.error({ title: picture.title, reason: message.reason }, 'no synthetic picture without node-av')
      onUnavailable()
    }
    if (message.type === 'ready') {
      feed.cut()
      feed.startedAtMs = message.startedAtMs
      feed.audio = aacFormat(message.audioConfig)
    }
    if (message.type === 'video') {
      meter?.picture(message.data.length, nowMs)
      feed.picture(message.ts, splitAnnexB(asBuffer(message.data)), nowMs)
    }
    if (message.type === 'audio') {
      meter?.sound(message.data.length, nowMs)
      feed.sound({ ts: message.ts, duration: aacFrameTicks, data: asBuffer(message.data) }, nowMs)
    }
  }
}

export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
