import { openHls } from './hls-playback.ts'
import { type Master, readMaster, type Variant } from './master.ts'
import { playsNatively } from './native.ts'
import { openNative } from './native-playback.ts'
import type { PlaybackGrant } from './playback-grant.ts'
import type { Quality } from './quality.ts'

/** What can be seen now, in the time of `video.currentTime`: from the oldest piece that is kept to now. */
export type TimeWindow = { startSeconds: number; edgeSeconds: number }

/** One way of playing a playlist in a `<video>`. */
export type Playback = {
  readonly variants: readonly Variant[]
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
  /** Called when it cannot go on. */
  fail: () => void
}

/** A playlist as it was read at its (absolute) address. */
export type Found = Master & { src: string; text: string }

const answerMsMost = 8000

/**
 * By the browser itself where that does low latency, by hls.js elsewhere. Rejects when there is nothing to play: a
 * playlist that is not there yet is an error that Safari does not come back from.
 */
export async function openPlayback(video: HTMLVideoElement, src: string, options: PlaybackOptions): Promise<Playback> {
  const at = new URL(src, location.href).href
  const response = await fetch(at, { signal: AbortSignal.timeout(answerMsMost) })
  if (!response.ok) throw new Error(`The playlist answered ${response.status}.`)
  const text = await response.text()
  const found = { ...readMaster(text, at), src: at, text }
  return playsNatively(video) ? openNative(video, found, options) : openHls(video, found, options)
}
