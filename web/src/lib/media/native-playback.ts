import type { Playback, PlaybackOptions } from './playback.ts'
import { variantFor } from './quality.ts'
import type { Start } from './start.ts'

type AppleVideo = HTMLVideoElement & { getStartDate?: () => Date }

const lateSeconds = 12
/** Safari plays about this far behind the end of what it could seek to. */
const holdBackSeconds = 3

/** By the browser itself, which climbs and falls by its own lights: a choice is made by handing it one variant. */
export function openNative(video: AppleVideo, { src, variants, whepUrl }: Start, options: PlaybackOptions): Playback {
  const off = new AbortController()
  const urlFor = (quality: PlaybackOptions['quality']) => variantFor(variants, quality)?.url ?? src
  const playing = urlFor(options.quality)
  const seekable = () => {
    const last = video.seekable.length - 1
    return last < 0 ? undefined : { start: video.seekable.start(last), end: video.seekable.end(last) }
  }
  video.addEventListener('error', options.fail, { signal: off.signal })
  video.src = playing
  return {
    variants,
    whepUrl,
    byWebRtc: false,
    programmeMs: () => {
      const start = video.getStartDate?.().getTime()
      return start === undefined || Number.isNaN(start) ? undefined : start + video.currentTime * 1000
    },
    window: () => {
      const { start, end } = seekable() ?? {}
      if (start === undefined || end === undefined) return undefined
      return { startSeconds: start, edgeSeconds: Math.max(start, end - holdBackSeconds) }
    },
    isLate: () => (seekable()?.end ?? 0) - video.currentTime > lateSeconds,
    ask: () => {},
    choose: (quality) => urlFor(quality) === playing,
    destroy: () => off.abort(),
  }
}
