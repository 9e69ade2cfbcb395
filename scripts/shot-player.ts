import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { type LiveHouse, openLiveHouse, putOnAir } from '../test/e2e/live-house.ts'
import { watchPictures } from '../test/e2e/picture.ts'
import { showFor } from '../test/recorded.ts'
import playerEn from '../web/src/lib/messages/player.en.ts'
import playerFr from '../web/src/lib/messages/player.fr.ts'
import playerZh from '../web/src/lib/messages/player.zh-Hans.ts'
import viewerEn from '../web/src/lib/messages/viewer.en.ts'
import viewerFr from '../web/src/lib/messages/viewer.fr.ts'
import viewerZh from '../web/src/lib/messages/viewer.zh-Hans.ts'
import { endedStates, type PlayerState, playerStates, type Words } from './player-states.ts'

const wordsIn: Record<Look['locale'], Words> = {
  en: { ...viewerEn, ...playerEn },
  fr: { ...viewerFr, ...playerFr },
  'zh-Hans': { ...viewerZh, ...playerZh },
}

type Look = { width: number; height: number; locale: 'en' | 'fr' | 'zh-Hans' }
type Wish = { browser: Browser; out: string; looks: Look[]; only: string[] | undefined }

/** Takes a picture of each state of the player, in a house of its own with shows on air. @returns how many failed */
export async function shootPlayer({ browser, out, looks, only }: Wish): Promise<number> {
  await using live = await openLiveHouse()
  const { friday, morning } = live.world.shows
  await putOnAir(live, friday)
  const bea = await live.world.as('bea')
  await bea('shows.pinProduct', { showId: friday, productId: live.world.products.lamp.productId })
  await (await live.world.as('carl'))('chat.post', { showId: friday, text: 'Does it come with a bulb?' })
  await showFor(live.house.estrade, friday, 12_000)
  let failures = 0
  const shootAll = async (states: PlayerState[]) => {
    for (const state of states.filter(({ name }) => !only || only.includes(name)))
      for (const look of looks) if (!(await attempt(browser, live, state, { look, out }))) failures++
  }
  await shootAll(playerStates)
  const [last, ...replays] = endedStates
  if (!only || only.some((name) => endedStates.some((state) => state.name === name))) {
    for (const showId of [friday, morning]) await bea('shows.end', { showId }).catch(() => undefined)
    await shootAll([last!])
    await live.house.idle()
    await shootAll(replays)
  }
  return failures
}

async function attempt(browser: Browser, live: LiveHouse, state: PlayerState, to: { look: Look; out: string }) {
  try {
    console.log(await shootState(browser, live, state, to))
    return true
  } catch (error) {
    console.error(`${state.name}: ${error instanceof Error ? error.message : error}`)
    return false
  }
}

async function shootState(
  browser: Browser,
  live: LiveHouse,
  { name, path, before, act, after }: PlayerState,
  { look: { width, height, locale }, out }: { look: Look; out: string },
): Promise<string> {
  const touch = width < 700
  const context = await browser.newContext({
    ...{ viewport: { width, height }, deviceScaleFactor: touch ? 2 : 1, isMobile: touch, hasTouch: touch },
    ...{ locale, timezoneId: 'Europe/Paris' },
  })
  try {
    context.setDefaultTimeout(40_000)
    await watchPictures(context)
    const cookies = { locale, tz: encodeURIComponent('Europe/Paris') }
    await context.addCookies(Object.entries(cookies).map(([cookie, value]) => ({ name: cookie, value, url: live.url })))
    const words = wordsIn[locale]
    await before?.({ live, context, words })
    const page = await context.newPage()
    await page.goto(`${live.url}/maison-alma/${path?.(live) ?? `shows/${live.world.shows.friday}`}`)
    await page.evaluate('document.fonts.ready.then(() => undefined)')
    const file = join(out, `player-${name}-${width}-${locale}.png`)
    try {
      await act?.({ live, page, context, words })
    } finally {
      await page.screenshot({ path: file })
      await after?.({ live, page, context, words })
    }
    return file
  } finally {
    await context.close()
  }
}
