/**
 * Takes pictures of the pages in `shot-pages.ts`, at every width, theme and language, into `shots/`:
 *
 *   npm run shot -- --url http://localhost:4000 --only kit --size 390 --theme dark --locale fr
 *
 * Each filter may be given several times, or as a list with commas. Whoever has to sign in is of the demo's world.
 * With `--player` it looks at each state of the player instead (`player-states.ts`), in a house of its own:
 *
 *   npm run shot -- --player --size 390 --locale en --only menu,heard
 */
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { chromiumPath, quietly, withFakeCamera } from '../test/chromium.ts'
import { type PersonName, worldPassword, worldPeople } from '../test/world.ts'
import { pages, type ShotPage } from './shot-pages.ts'

const heights: Record<number, number> = { 360: 640, 390: 844, 768: 1024, 1280: 800, 1440: 900 }
const themes = ['light', 'dark'] as const
const locales = ['en', 'fr', 'zh-Hans'] as const
interface Look {
  width: number
  theme: (typeof themes)[number]
  locale: (typeof locales)[number]
}

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:4000' },
    out: { type: 'string', default: 'shots' },
    only: { type: 'string', multiple: true },
    size: { type: 'string', multiple: true },
    theme: { type: 'string', multiple: true },
    locale: { type: 'string', multiple: true },
    player: { type: 'boolean', default: false },
    chromium: { type: 'string', default: chromiumPath },
  },
})

/** Those of the list that a filter names; all of them without a filter. An unknown name is an error, not an empty run. */
function chosen<Item>(all: readonly Item[], filter: string[] | undefined, nameOf: (item: Item) => string): Item[] {
  const wanted = filter?.flatMap((list) => list.split(','))
  const unknown = wanted?.filter((name) => !all.some((item) => nameOf(item) === name)) ?? []
  if (unknown.length > 0) throw new Error(`not known: ${unknown.join(', ')} (known: ${all.map(nameOf).join(', ')})`)
  return wanted ? all.filter((item) => wanted.includes(nameOf(item))) : [...all]
}

async function contextFor(browser: Browser, look: Look, page: ShotPage): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: heights[look.width] ?? 800 },
    deviceScaleFactor: look.width < 700 ? 2 : 1,
    isMobile: look.width < 700,
    hasTouch: look.width < 700,
    colorScheme: look.theme,
    locale: look.locale,
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
  })
  const cookies = { locale: look.locale, theme: look.theme, tz: encodeURIComponent('Europe/Paris') }
  await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: values.url })))
  if (page.who) await signIn(context, page.who)
  return context
}

async function signIn(context: BrowserContext, who: PersonName) {
  const answer = await context.request.post(`${values.url}/api/auth/sign-in/email`, {
    data: { email: worldPeople[who].email, password: worldPassword },
    headers: { origin: new URL(values.url).origin },
  })
  if (!answer.ok()) throw new Error(`${who} could not sign in: ${answer.status()}`)
}

async function shoot(browser: Browser, page: ShotPage, look: Look): Promise<string> {
  const context = await contextFor(browser, look, page)
  try {
    const tab = await context.newPage()
    const answer = await tab.goto(values.url + placed(page.path), { waitUntil: 'load' })
    if (!answer?.ok()) throw new Error(`${page.path} answered ${answer?.status()}`)
    if (page.ready) await tab.waitForSelector(page.ready)
    await tab.evaluate('document.fonts.ready.then(() => undefined)')
    await loadPictures(tab)
    const file = join(values.out, `${page.name}-${look.width}-${look.theme}-${look.locale}.png`)
    await tab.screenshot({ path: file, fullPage: page.whole, animations: 'disabled' })
    return file
  } finally {
    await context.close()
  }
}

/** Pictures that load when they come into sight have to come into sight. As text: this project's types know no browser. */
const loadPictures = (tab: Page) =>
  tab.evaluate(`(async () => {
    for (const picture of document.images) picture.loading = 'eager'
    await Promise.all([...document.images].map((picture) => picture.decode().catch(() => undefined)))
  })()`)

/** What the paths of pages leave open: the world's ids are made anew in every install. */
async function placesOfWorld(): Promise<Record<string, string>> {
  const ask = async (path: string) => {
    const answer = await fetch(`${values.url}/api${path}`)
    return answer.ok
      ? ((await answer.json()) as { brandId: string; items: { showId: string; status: string }[] })
      : undefined
  }
  const brand = await ask('/brands/by-slug/maison-alma')
  const shows = brand ? ((await ask(`/brands/${brand.brandId}/shows/public`))?.items ?? []) : []
  const idOf = (status: string) => shows.find((show) => show.status === status)?.showId ?? 'none'
  return { live: idOf('live'), coming: idOf('scheduled') }
}
const places = values.player ? {} : await placesOfWorld()
const placed = (path: string) => path.replace(/\{(\w+)\}/g, (_, name: string) => places[name] ?? name)

const widths = Object.keys(heights).map(Number)
const looks = chosen(widths, values.size, String).flatMap((width) =>
  chosen(themes, values.theme, String).flatMap((theme) =>
    chosen(locales, values.locale, String).map((locale): Look => ({ width, theme, locale })),
  ),
)
const shots = values.player
  ? []
  : chosen(pages, values.only, (page) => page.name).flatMap((page) => looks.map((look) => ({ page, look })))

/** The room is dark whatever the theme. */
async function player(): Promise<number> {
  const only = values.only?.flatMap((list) => list.split(','))
  const sizes = chosen(widths, values.size ?? ['390'], String).map((width) => ({
    width,
    height: heights[width] ?? 800,
  }))
  const looks = sizes.flatMap((size) => chosen(locales, values.locale, String).map((locale) => ({ ...size, locale })))
  const { shootPlayer } = await import('./shot-player.ts')
  return shootPlayer({ browser, out: values.out, looks, only })
}

mkdirSync(resolve(values.out), { recursive: true })
const browser = await chromium.launch({
  executablePath: values.chromium,
  headless: true,
  args: values.player ? withFakeCamera : quietly,
})
let failures = 0
try {
  if (values.player) failures = await player()
  for (const [index, { page, look }] of shots.entries()) {
    try {
      console.log(`${index + 1}/${shots.length} ${await shoot(browser, page, look)}`)
    } catch (error) {
      failures++
      console.error(`${index + 1}/${shots.length} ${page.name}: ${error instanceof Error ? error.message : error}`)
    }
  }
} finally {
  await browser.close()
}
process.exitCode = failures > 0 ? 1 : 0
