import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import type { BrowserContext, Page } from 'playwright-core'

const inPage = new URL('./picture-in-page.js', import.meta.url)
const clock = new URL('../../web/src/lib/media/clock.ts', import.meta.url)

/** Lets every page of the context say what its picture does; see picture-in-page.js. */
export async function watchPictures(context: BrowserContext): Promise<void> {
  const reader = stripTypeScriptTypes(await readFile(clock, 'utf8')).replaceAll(/^export /gm, '')
  await context.addInitScript(`(() => {\n${reader}\n${await readFile(inPage, 'utf8')}\n})()`)
}

/** Waits until the page has shown `count` more frames than it had. */
export async function moreFrames(page: Page, count: number, patienceMs = 40_000): Promise<void> {
  await page.evaluate(`picture.more(${count}, ${patienceMs})`)
}

/** Ages in ms of the frames seen so far, by the clock in their pixels; empty for a picture without one. */
export const latenciesOf = (page: Page): Promise<number[]> => page.evaluate('picture.latencies()')

/** How old the last frame is, ms. */
export const ageOf = async (page: Page): Promise<number> => (await latenciesOf(page)).at(-1)!

/** Looks until the frames are as old as they should be. */
export async function framesOlder(page: Page, isRight: (ageMs: number) => boolean): Promise<void> {
  do await moreFrames(page, 1)
  while (!isRight(await ageOf(page)))
}

/** The clock of the frame that is on the screen when something says `text` there. */
export const clockWhen = (page: Page, selector: string, text: string): Promise<number | null> =>
  page.evaluate(`picture.clockWhen(${JSON.stringify(selector)}, ${JSON.stringify(text)})`)

/** `currentTime` of the picture, in seconds. */
export const timeOf = async (page: Page): Promise<number> => Number(await page.evaluate('picture.time()'))
