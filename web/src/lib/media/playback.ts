import type Hls from 'hls.js'
import { LiveEdge } from './live-edge.ts'

/** One way of playing a playlist in a `<video>`. */
export type Playback = { programmeMs(): number | undefined; toLiveEdge(): void; destroy(): void }

/** `fail` is called when it cannot go on. */
export type Watched = { fail: () => void }

const watchEveryMs = 1000

/** By the browser itself where that does low latency, by hls.js elsewhere. Rejects when there is nothing to play. */
export function openPlayback(video: HTMLVideoElement, src: string, watched: Watched): Promise<Playback> {
  return playsNatively(video) ? openNative(video, src, watched) : openHls(video, src, watched)
}

/** Only where hls.js cannot work or is worse: Chromium says "maybe" too, but does not do low latency. */
function playsNatively(video: HTMLVideoElement): boolean {
  const native = video.canPlayType('application/vnd.apple.mpegurl') !== ''
  return (
    native && ('ManagedMediaSource' in window || !('MediaSource' in window) || 'webkitSetPresentationMode' in video)
  )
}

async function openNative(video: HTMLVideoElement, src: string, watched: Watched): Promise<Playback> {
  const off = new AbortController()
  // A playlist that is not there yet is an error that Safari does not come back from.
  const response = await fetch(src, { cache: 'no-store' })
  if (!response.ok) throw new Error(`The playlist answered ${response.status}.`)
  video.addEventListener('error', watched.fail, { signal: off.signal })
  video.src = src
  return {
    programmeMs: () => {
      const start = (video as HTMLVideoElement & { getStartDate?: () => Date }).getStartDate?.().getTime()
      return start === undefined || Number.isNaN(start) ? undefined : start + video.currentTime * 1000
    },
    toLiveEdge: () => {
      const { seekable } = video
      if (seekable.length > 0 && seekable.end(seekable.length - 1) - video.currentTime > 12)
        video.currentTime = seekable.end(seekable.length - 1) - 3
    },
    destroy: () => off.abort(),
  }
}

async function openHls(video: HTMLVideoElement, src: string, watched: Watched): Promise<Playback> {
  const { default: HlsPlayer } = await import('hls.js/light')
  const hls: Hls = new HlsPlayer({
    lowLatencyMode: true,
    maxLiveSyncPlaybackRate: 1.1,
    backBufferLength: 10,
    manifestLoadPolicy: { default: oneTry },
    enableWorker: false, // fMP4 needs no remuxing; a worker is a script more to load.
  })
  const edge = new LiveEdge()
  const timer = setInterval(() => {
    if (!video.paused && edge.shouldJump(hls.latency)) toLiveEdge()
  }, watchEveryMs)
  const toLiveEdge = () => {
    const at = hls.liveSyncPosition
    if (at !== null && at > video.currentTime + 1) video.currentTime = at
  }
  hls.on(HlsPlayer.Events.ERROR, (_, error) => {
    if (error.fatal) watched.fail()
  })
  hls.loadSource(src)
  hls.attachMedia(video)
  return {
    programmeMs: () => hls.playingDate?.getTime(),
    toLiveEdge,
    destroy: () => {
      clearInterval(timer)
      hls.destroy()
    },
  }
}

/** The player tries again by itself, with a fresh start each time. */
const oneTry = { maxTimeToFirstByteMs: 8000, maxLoadTimeMs: 12_000, timeoutRetry: null, errorRetry: null }
