import type { Captions } from './captions.ts'
import type { Offered, Playback } from './playback.ts'
import type { PlaybackGrant } from './playback-grant.ts'
import { choicesOf, type Quality } from './quality.ts'
import { hasSmallWindow, inSmallWindow } from './small-window.ts'

/**
 * `waiting`: the picture stands still and is being brought back. `blocked`: the browser wants a tap first. `paused`: in
 * the browser's small window. `failed`: given up, after `attemptsMax`.
 */
export type PlayerState = 'loading' | 'playing' | 'waiting' | 'blocked' | 'paused' | 'ended' | 'failed'

/** What a device or a stream may not have. */
export type Extra = 'none' | 'off' | 'on'

/** All that a viewer may see of a player. */
export type PlayerStatus = {
  state: PlayerState
  muted: boolean
  /** Ways to play, when there are several. */
  choices: Quality[]
  quality: Quality
  /** The picture comes by WebRTC: whoever wants that has it now. */
  byWebRtc: boolean
  /** The viewer went back on purpose. */
  back: boolean
  /** How far the viewer went back, whole seconds; 0 is live. */
  behindSeconds: number
  /** How far back one can go, whole seconds. */
  windowSeconds: number
  captions: Extra
  captionText: string
  smallWindow: Extra
}

export type PlayerOptions = {
  /** What lets one see a stream that not everybody may see; it stands in for the address. */
  grant?: PlaybackGrant
  onStatus?: (status: PlayerStatus) => void
  /** Instead of the one that was chosen on this device. */
  quality?: Quality
  /** The server's clock in ms, for the measured delay; the device's own clock otherwise. */
  now?: () => number
  /** Start with sound, as after a tap. Browsers refuse it without one; the player then starts muted. */
  sound?: boolean
  /** Of a show that is only heard: nothing else is fetched where there is a choice, and nothing is to be chosen. */
  soundOnly?: boolean
  /** How often to try again before `failed`; without end by default, since a show may come back. */
  attemptsMax?: number
}

type Of = { state: PlayerState; quality: Quality; offered: Offered; back: boolean; soundOnly: boolean }

export function statusOf(
  video: HTMLVideoElement,
  playback: Playback | undefined,
  captions: Captions,
  { state, quality, offered, back, soundOnly }: Of,
): PlayerStatus {
  const { startSeconds = 0, edgeSeconds = 0 } = playback?.window() ?? {}
  const fastest = offered.whepUrl !== undefined && 'RTCPeerConnection' in globalThis
  const choices = soundOnly ? [] : choicesOf(offered.variants, fastest)
  // Browsers open no small window for what has no picture.
  const seen = !soundOnly && !(quality === 'sound' && choices.includes(quality))
  return {
    ...{ state, quality, back, choices, muted: video.muted, byWebRtc: playback?.byWebRtc ?? false },
    behindSeconds: back ? Math.max(0, Math.round(edgeSeconds - video.currentTime)) : 0,
    windowSeconds: Math.max(0, Math.floor(edgeSeconds - startSeconds - 1)),
    captions: extra(captions.available, captions.on),
    captionText: captions.text,
    smallWindow: extra(seen && hasSmallWindow(video), inSmallWindow(video)),
  }
}

const extra = (there: boolean, on: boolean): Extra => (there ? (on ? 'on' : 'off') : 'none')
