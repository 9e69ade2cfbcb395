import type HlsType from 'hls.js'
import type { HlsConfig } from 'hls.js'
import { LiveEdge } from './live-edge.ts'
import { answersAhead } from './loaders.ts'
import type { Playback, PlaybackOptions } from './playback.ts'
import { type Quality, variantFor } from './quality.ts'
import type { Start } from './start.ts'

type HlsClass = typeof HlsType

const watchEveryMs = 1000

/** The small build knows neither captions nor sound beside the picture; it is two thirds of the whole one. */
const fetchHls = (hasSideTracks: boolean): Promise<{ default: HlsClass }> =>
  hasSideTracks ? import('hls.js') : import('hls.js/light')

/** By hls.js, over Media Source. */
export async function openHls(video: HTMLVideoElement, found: Start, options: PlaybackOptions): Promise<Playback> {
  const { default: Hls } = await fetchHls(found.hasSideTracks)
  const { src, variants } = found
  const chosen = variantFor(variants, options.quality)
  // hls.js plays no sound-only variant of a stream that has pictures, so that one is opened by itself.
  const soundOnly = chosen !== undefined && chosen.lines === undefined
  const hls = new Hls({ ...configFor(Hls, soundOnly ? undefined : found), ...signing(options.grant) })
  const levelAt = (url: string | undefined) => (url === undefined ? -1 : hls.levels.findIndex(({ uri }) => uri === url))
  const levelFor = (quality: Quality) => levelAt(variantFor(variants, quality)?.url)
  hls.on(Hls.Events.ERROR, (_, error) => {
    if (error.fatal) options.fail()
  })
  hls.once(Hls.Events.MANIFEST_PARSED, () => {
    const [begun, chosen] = [levelAt(found.playlist?.url), levelFor(options.quality)]
    if (!soundOnly && begun >= 0) hls.startLevel = begun
    if (soundOnly || chosen < 0) return
    hls.startLevel = chosen
    hls.loadLevel = chosen
  })
  beginAt(Hls, hls, video)
  const calm = onTakeThatDoesNotPlay(Hls, hls, video, options.fail)
  const edge = new LiveEdge()
  let late = false
  const timer = setInterval(() => {
    late = edge.shouldJump(hls.latency)
  }, watchEveryMs)
  hls.loadSource(soundOnly ? chosen.url : src)
  hls.attachMedia(video)
  return {
    variants,
    whepUrl: found.whepUrl,
    byWebRtc: false,
    programmeMs: () => hls.playingDate?.getTime(),
    window: () => {
      const [start, end] = [hls.latestLevelDetails?.fragmentStart, hls.liveSyncPosition]
      return start === undefined || end === null ? undefined : { startSeconds: start, edgeSeconds: end }
    },
    isLate: () => late,
    ask: () => {
      hls.stopLoad()
      hls.startLoad()
    },
    choose: (quality) => {
      if ((variantFor(variants, quality)?.lines === undefined && quality === 'sound') !== soundOnly) return false
      if (!soundOnly) hls.nextLevel = levelFor(quality)
      return true
    },
    destroy: () => {
      clearInterval(timer)
      calm()
      hls.destroy()
    },
  }
}

/** Every request bears the token that is good when it leaves: the picture does not stop for a new one. */
function signing(grant: PlaybackOptions['grant']): Partial<HlsConfig> {
  return grant ? { xhrSetup: (xhr, url) => xhr.open('GET', grant.renewed(url), true) } : {}
}

/** hls.js goes to where it begins only once a whole segment is there: with its first part there is a picture to show. */
function beginAt(Hls: HlsClass, hls: HlsType, video: HTMLVideoElement): void {
  const go = () => {
    if (video.readyState < 1 || video.buffered.length === 0) return
    hls.off(Hls.Events.BUFFER_APPENDED, go)
    const first = video.buffered.start(0)
    if (video.currentTime < first) video.currentTime = first
  }
  hls.on(Hls.Events.BUFFER_APPENDED, go)
}

/** How long a new take may be known before it plays. */
const takeMsMost = 700

/**
 * Another device sends now, and its pictures begin a timeline of their own. hls.js places them wrongly when they come
 * while it plays at the very edge (measured: nothing moves for 6 s, until the watchdog starts afresh): so start afresh.
 */
function onTakeThatDoesNotPlay(Hls: HlsClass, hls: HlsType, video: HTMLVideoElement, fail: () => void): () => void {
  let timer: ReturnType<typeof setInterval> | undefined
  let [playing, known] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  hls.on(Hls.Events.FRAG_CHANGED, (_, { frag }) => {
    playing = frag.cc
    if (playing >= known) clearInterval(timer)
  })
  hls.on(Hls.Events.LEVEL_UPDATED, (_, { details }) => {
    if (details.endCC <= known) return
    known = details.endCC
    clearInterval(timer)
    if (playing !== Number.NEGATIVE_INFINITY && known > playing)
      timer = setInterval(() => video.readyState < 3 && fail(), takeMsMost)
  })
  return () => clearInterval(timer)
}

function configFor(Hls: HlsClass, found: Start | undefined): Partial<HlsConfig> {
  return {
    lowLatencyMode: true,
    maxLiveSyncPlaybackRate: 1.1,
    capLevelToPlayerSize: true,
    backBufferLength: 30,
    manifestLoadPolicy: { default: oneTry },
    enableWorker: false, // fMP4 needs no remuxing; a worker is a script more to load.
    ...(found && answersAhead(Hls, found)),
    // hls.js would begin at its distance from the edge, in the middle of a segment that has to be there whole first
    // (measured: 400 kB instead of 110). It gets to its distance by playing a little faster.
    ...(found?.startSeconds !== undefined && { startPosition: found.startSeconds }),
  }
}

/** The player tries again by itself, with a fresh start each time. */
const oneTry = { maxTimeToFirstByteMs: 8000, maxLoadTimeMs: 12_000, timeoutRetry: null, errorRetry: null }
