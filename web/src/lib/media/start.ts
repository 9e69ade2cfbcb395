import { askAhead } from './ahead.ts'
import { firstPartIn, firstVariant } from './first-part.ts'
import { type Master, readMaster } from './master.ts'
import { playsNatively } from './native.ts'
import { firstQuality, type Quality, savesData, variantFor } from './quality.ts'

/** What a picture begins with, as it was found at its (absolute) address. */
export type Start = Master & {
  src: string
  text: string
  /** The playlist of the variant to begin with; undefined where the browser or somebody else chooses. */
  playlist?: { url: string; text: string }
  /** Where in that playlist the picture begins soonest. */
  startSeconds?: number
}

const answerMsMost = 8000
const qualityKey = 'quality'

/** As it was chosen on this device. */
export const rememberedQuality = (): Quality => firstQuality(localStorage.getItem(qualityKey), savesData())

export const rememberQuality = (quality: Quality): void => localStorage.setItem(qualityKey, String(quality))

const begun = new Map<string, Promise<Start>>()

/** Begins to fetch what a player of `src` asks for first, and hls.js where it is needed, before there is a `<video>`. */
export function startAhead(src: string): void {
  if (!playsNatively()) void import('hls.js/light').catch(() => {})
  const found = findStart(src, rememberedQuality())
  // Whoever wants it then asks once more.
  found.catch(() => begun.delete(src))
  begun.set(src, found)
}

/** What was begun ahead, once: a live stream goes on. */
export function takeStart(src: string, quality: Quality): Promise<Start> {
  const found = begun.get(src)
  begun.delete(src)
  return found?.catch(() => findStart(src, quality)) ?? findStart(src, quality)
}

/**
 * Finds where to begin, and asks for the first part meanwhile: by the playlists alone, a picture would be four round
 * trips away. Rejects when there is nothing to play: a playlist that is not there yet is an error that Safari does not
 * come back from.
 */
async function findStart(src: string, quality: Quality): Promise<Start> {
  const text = await read(src)
  const master = readMaster(text, src)
  const found = { ...master, src, text }
  const variant = variantFor(master.variants, quality) ?? firstVariant(master.variants, bitsASecond())
  if (!variant || variant.lines === undefined || quality === 'fastest' || playsNatively()) return found
  const { url } = variant
  try {
    const playlist = { url, text: await read(url, 'error') }
    const first = firstPartIn(playlist.text, url)
    if (first) for (const wanted of [first.initUrl, first.partUrl]) askAhead(wanted)
    return { ...found, playlist, ...(first && { startSeconds: first.startSeconds }) }
  } catch {
    // The player asks for it, and says what is wrong.
    return found
  }
}

/** What a playlist names is beside where it was found: one that is found elsewhere is read by who can follow it. */
async function read(url: string, redirect: RequestRedirect = 'follow'): Promise<string> {
  const response = await fetch(url, { redirect, signal: AbortSignal.timeout(answerMsMost) })
  if (!response.ok) throw new Error(`The playlist answered ${response.status}.`)
  return response.text()
}

/** What the page itself came with, waiting included: rather too little than too much. */
function bitsASecond(): number {
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return page ? (page.transferSize * 8000) / Math.max(1, page.responseEnd - page.requestStart) : 0
}
