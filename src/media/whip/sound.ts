import { aacFormat, asBuffer } from '../broadcaster.ts'
import { aacFrameTicks, audioRate, type FromCodec } from '../codec/messages.ts'
import { superviseCodec } from '../codec/supervise.ts'
import type { MediaLog } from '../events.ts'
import type { Feed } from '../feed.ts'
import { opusTicks } from '../rtp/opus.ts'
import type { SoundPath } from './tracks.ts'

/**
 * Opus to AAC in a codec child, since Safari plays no Opus in HLS. Where node-av is not installed, Opus goes on as it
 * is. A child that crashes is followed by another; the packager puts silence in between.
 */
export function openSound(feed: Feed, now: () => Date, log: MediaLog): SoundPath & { stop(): void } {
  let direct = false
  const child = superviseCodec({ type: 'transcode' }, hear, log)
  return {
    stop: () => child.stop(),
    opus: (ts, data, nowMs) => {
      if (direct) feed.sound({ ts, duration: opusTicks(data), data }, nowMs)
      else child.send({ type: 'opus', ts, data })
    },
  }

  function hear(message: FromCodec): void {
    if (message.type === 'ready') feed.audio ??= aacFormat(message.audioConfig)
    if (message.type === 'audio') {
      const sample = { ts: message.ts, duration: aacFrameTicks, data: asBuffer(message.data) }
      feed.sound(sample, now().getTime())
    }
    if (message.type === 'unavailable') {
      log.warn({ reason: message.reason }, 'no AAC without node-av: sound stays Opus')
      direct = true
      feed.audio = { codec: 'opus', timescale: audioRate, channels: 2, frameTicks: 960, config: Buffer.alloc(0) }
    }
  }
}
