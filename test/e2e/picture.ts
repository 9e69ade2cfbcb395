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

/** `currentTime` of the picture, in seconds. */
export const timeOf = async (page: Page): Promise<number> => Number(await page.evaluate('picture.time()'))
