import type { Browser, CDPSession, Page } from 'playwright-core'
import { openDevice, phone } from '../../test/e2e/browser.ts'

/** What somebody meets who opens the room: times in ms from the navigation, bytes as they travelled. */
export type Visit = {
  lcpMs: number
  inpMs: number
  firstFrameMs: number
  bytesBeforeVideo: number
  playerBytes: number
}

/** A phone four times slower than this machine, on slow 4G: 1.6 Mbit/s down, 0.75 up, 150 ms a request. */
const line = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 }
const slowdown = 4

const watch = `(() => {
  const seen = (globalThis.seen = { lcpMs: 0, inpMs: 0, firstFrameMs: 0 })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.lcpMs = entry.startTime
  }).observe({ type: 'largest-contentful-paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.interactionId) seen.inpMs = Math.max(seen.inpMs, entry.duration)
  }).observe({ type: 'event', durationThreshold: 16, buffered: true })
  const framed = Promise.withResolvers()
  const look = () => {
    const video = document.querySelector('video')
    if (!video) return requestAnimationFrame(look)
    video.requestVideoFrameCallback((now) => framed.resolve((seen.firstFrameMs = now)))
  }
  look()
  globalThis.firstFrame = framed.promise
})()`

/** Opens the room on a device that was never there, waits for the picture, taps about. */
export async function visit(browser: Browser, url: string): Promise<Visit> {
  await using device = await openDevice(browser, phone)
  const page = await device.context.newPage()
  const cdp = await device.context.newCDPSession(page)
  const bytes = await countBytes(cdp)
  await cdp.send('Network.emulateNetworkConditions', line)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  await page.addInitScript(watch)
  await page.goto(url, { waitUntil: 'load' })
  await page.evaluate('firstFrame')
  const { lcpMs, firstFrameMs } = await seenBy(page)
  const before = bytes(firstFrameMs)
  await tapAbout(page)
  // An event is told with the frame that follows it.
  await page.evaluate('new Promise((told) => requestAnimationFrame(() => setTimeout(told, 200)))')
  return { ...before, lcpMs, firstFrameMs, inpMs: (await seenBy(page)).inpMs }
}

const seenBy = async (page: Page) => {
  const seen = (await page.evaluate('seen')) as Pick<Visit, 'lcpMs' | 'inpMs' | 'firstFrameMs'>
  return Object.fromEntries(Object.entries(seen).map(([name, ms]) => [name, Math.round(ms)])) as typeof seen
}

/** What anybody does in the first minute: sound, the shelf, the bag, a word. */
async function tapAbout(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Tap for sound' }).tap()
  for (const name of ['Products', 'Bag']) {
    await page.getByRole('button', { name, exact: true }).tap()
    await page.getByRole('dialog', { name }).getByRole('button', { name: 'Close' }).tap()
    await page.getByRole('dialog', { name }).waitFor({ state: 'hidden' })
  }
  await page.getByRole('textbox', { name: 'Say something' }).tap()
  await page.keyboard.type('What a lovely lamp', { delay: 30 })
}

/** @returns what came until an instant (ms from the navigation): the page itself, and apart from it the player's script */
async function countBytes(
  cdp: CDPSession,
): Promise<(untilMs: number) => Pick<Visit, 'bytesBeforeVideo' | 'playerBytes'>> {
  const asked = new Map<string, { url: string; startedAt: number }>()
  const came: { url: string; bytes: number; atMs: number }[] = []
  const players = new Set<string>()
  let openedAt = 0
  cdp.on('Network.requestWillBeSent', ({ requestId, request, timestamp, type }) => {
    if (type === 'Document') openedAt ||= timestamp
    asked.set(requestId, { url: request.url, startedAt: timestamp })
  })
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength, timestamp }) => {
    const url = asked.get(requestId)?.url ?? ''
    came.push({ url, bytes: encodedDataLength, atMs: (timestamp - openedAt) * 1000 })
    if (url.endsWith('.js')) void isPlayer(cdp, requestId).then((is) => is && players.add(url))
  })
  await cdp.send('Network.enable')
  return (untilMs) => {
    const until = came.filter(({ atMs, url }) => atMs <= untilMs && !new URL(url).pathname.startsWith('/hls/'))
    const sum = (which: typeof until) => which.reduce((total, { bytes }) => total + bytes, 0)
    const player = until.filter(({ url }) => players.has(url))
    return { bytesBeforeVideo: sum(until) - sum(player), playerBytes: sum(player) }
  }
}

const isPlayer = (cdp: CDPSession, requestId: string): Promise<boolean> =>
  cdp.send('Network.getResponseBody', { requestId }).then(
    ({ body }) => body.includes('#EXTM3U'),
    () => false,
  )
