import type { FastLane } from './fast-lane.ts'
import { openHls } from './hls-playback.ts'
import type { Variant } from './master.ts'
import { playsNatively } from './native.ts'
import { openNative } from './native-playback.ts'
import type { PlaybackGrant } from './playback-grant.ts'
import type { Quality } from './quality.ts'
import { takeStart } from './start.ts'

/** What can be seen now, in the time of `video.currentTime`: from the oldest piece that is kept to now. */
export type TimeWindow = { startSeconds: number; edgeSeconds: number }

/** What there is of a stream. */
export type Offered = {
  readonly variants: readonly Variant[]
  /** Where it is played by WebRTC. */
  readonly whepUrl: string | undefined
}

/** One way of playing a stream in a `<video>`. */
export type Playback = Offered & {
  readonly byWebRtc: boolean
  /** Wall clock (ms) of the picture on the screen. */
  programmeMs(): number | undefined
  window(): TimeWindow | undefined
  /** So far behind the newest piece that catching up by itself takes too long. */
  isLate(): boolean
  /** Asks again, at once, for what may hang since the network changed. */
  ask(): void
  /** False when it must be opened again for that. */
  choose(quality: Quality): boolean
  destroy(): void
}

export type PlaybackOptions = {
  /** Puts the token that is good now into addresses. */
  grant?: Pick<PlaybackGrant, 'renewed'>
  quality: Quality
  lane: FastLane
  /** Called when it cannot go on. */
  fail: () => void
}

/** Of a first picture by WebRTC; the other way has one sooner then. */
const firstMsMost = 1500

/**
 * By WebRTC where that is wanted and can be had, by the browser itself where that does low latency, by hls.js elsewhere.
 * Rejects when there is nothing to play.
 */
export async function openPlayback(video: HTMLVideoElement, src: string, options: PlaybackOptions): Promise<Playback> {
  const found = await takeStart(new URL(src, location.href).href, options.quality)
  const { whepUrl } = found
  const { lane, fail } = options
  const link = options.quality === 'fastest' && whepUrl && lane.isDue && (await lane.connect(whepUrl, firstMsMost))
  if (link) return lane.show(video, link, { variants: found.variants, whepUrl }, fail)
  return playsNatively(video) ? openNative(video, found, options) : openHls(video, found, options)
}
