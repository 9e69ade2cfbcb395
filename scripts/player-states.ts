import type { BrowserContext, Page } from 'playwright-core'
import type { LiveHouse } from '../test/e2e/live-house.ts'
import { moreFrames } from '../test/e2e/picture.ts'
import type player from '../web/src/lib/messages/player.en.ts'
import type viewer from '../web/src/lib/messages/viewer.en.ts'
import { closesShow, speaksOnAir } from './player-shows.ts'

export type Words = typeof player & typeof viewer

export type Scene = { live: LiveHouse; page: Page; context: BrowserContext; words: Words }

/** One thing a viewer's player can look like. They are shown in this order: the last ones end the shows. */
export interface PlayerState {
  name: string
  /** Below the brand's address; the show that is on air when left out. */
  path?: (live: LiveHouse) => string
  /** Before the page is opened. */
  before?: (scene: Omit<Scene, 'page'>) => Promise<unknown>
  act?: (scene: Scene) => Promise<unknown>
  /** So that the next one finds what this one found. */
  after?: (scene: Scene) => Promise<unknown>
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const plays = ({ page }: Scene) => moreFrames(page, 10)
const tools = ({ page, words }: Scene) => button(page, words.picture).waitFor()
const hears = async (scene: Scene) => {
  await tools(scene)
  await button(scene.page, scene.words.tapForSound).click()
  await button(scene.page, scene.words.soundOff).waitFor()
}
/** The wave stands higher than at rest: somebody speaks. */
const speaks = ({ page }: Scene) =>
  page.evaluate(`new Promise((resolve) => {
    let frames = 0
    const look = () => {
      const canvas = document.querySelector('.wave canvas')
      const row = canvas?.getContext('2d').getImageData(canvas.width / 2 - 20, Math.round(canvas.height * 0.38), 40, 1).data
      if (row?.some((byte, at) => at % 4 === 3 && byte > 200) || ++frames > 600) resolve()
      else requestAnimationFrame(look)
    }
    look()
  })`)
const moves = async (scene: Scene) => {
  await hears(scene)
  await speaks(scene)
}
const breaks = async ({ page }: Scene) => page.route('**/hls/**', () => {})
const showOf = (live: LiveHouse, name: keyof LiveHouse['world']['shows']) => `shows/${live.world.shows[name]}`
const heard = (live: LiveHouse) => showOf(live, 'morning')

const closed = (live: LiveHouse) => showOf(live, 'clay')

/** What a browser without a tap says to `play()`. */
const refusesPlay = `{
  HTMLMediaElement.prototype.play = () => Promise.reject(new DOMException('a tap first', 'NotAllowedError'))
}`

/** A ladder of one stream, so that there is something to choose without the cost of coding it. */
const ladder = [
  '#EXTM3U',
  ...[
    ['2000000', '1280x720', 'live.m3u8'],
    ['900000', '854x480', 'live.m3u8?480'],
    ['350000', '426x240', 'live.m3u8?240'],
  ].flatMap(([rate, size, file]) => [
    `#EXT-X-STREAM-INF:BANDWIDTH=${rate},CODECS="avc1.42c01f,mp4a.40.2",RESOLUTION=${size},FRAME-RATE=30.000`,
    file,
  ]),
  '#EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS="mp4a.40.2"',
  'live.m3u8?sound',
  '',
].join('\n')

const withLadder = ({ context }: Omit<Scene, 'page'>) =>
  context.route('**/master.m3u8', (route) =>
    route.fulfill({ body: ladder, contentType: 'application/vnd.apple.mpegurl' }),
  )

const captioned = `{
  const track = document.querySelector('video').addTextTrack('captions', 'Captions', document.documentElement.lang)
  track.addCue(new VTTCue(0, 1e6, 'This is the third firing;\\nyou can see it in the glaze.'))
}`

async function opensMenu(scene: Scene): Promise<void> {
  await tools(scene)
  await plays(scene)
  await scene.page.evaluate(captioned)
  await button(scene.page, scene.words.picture).click()
  await scene.page.getByRole('switch', { name: scene.words.captions }).waitFor()
}

/** What `npm run shot -- --player` looks at. */
export const playerStates: PlayerState[] = [
  { name: 'loading', before: ({ context }) => context.route('**/hls/**', () => {}) },
  { name: 'muted', act: tools },
  { name: 'playing', act: hears },
  { name: 'menu', before: withLadder, act: opensMenu },
  {
    name: 'menu-below',
    before: withLadder,
    act: async (scene) => {
      await opensMenu(scene)
      await scene.page.getByRole('switch', { name: scene.words.captions }).scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'captions',
    act: async (scene) => {
      await opensMenu(scene)
      await scene.page.getByRole('switch', { name: scene.words.captions }).check()
      await scene.page.keyboard.press('Escape')
      await scene.page.locator('p.captions').waitFor()
    },
  },
  {
    name: 'behind',
    act: async (scene) => {
      await opensMenu(scene)
      await button(scene.page, scene.words.goBackBy(10)).click()
      await scene.page.keyboard.press('Escape')
      await scene.page.locator('.to-live').waitFor()
    },
  },
  {
    name: 'sound-only',
    before: async (scene) => {
      await withLadder(scene)
      await scene.context.addInitScript(`localStorage.setItem('quality', 'sound')`)
    },
    act: hears,
  },
  {
    name: 'reconnecting',
    act: async (scene) => {
      await plays(scene)
      await breaks(scene)
      await scene.page.getByText(scene.words.oneMoment).waitFor()
    },
  },
  {
    name: 'error',
    act: async (scene) => {
      await plays(scene)
      await breaks(scene)
      await button(scene.page, scene.words.reload).waitFor()
    },
  },
  {
    name: 'offline',
    act: async (scene) => {
      await plays(scene)
      await scene.context.setOffline(true)
      await scene.page.getByText(scene.words.noConnection).waitFor()
    },
  },
  {
    name: 'slate',
    act: async (scene) => {
      await plays(scene)
      await (await scene.live.world.as('bea'))('shows.pause', { showId: scene.live.world.shows.friday })
      await scene.page.getByText(scene.words.rightBack).waitFor()
    },
    after: async ({ live }) => (await live.world.as('bea'))('shows.resume', { showId: live.world.shows.friday }),
  },
  {
    name: 'tap-to-play',
    before: ({ context }) => context.addInitScript(refusesPlay),
    act: ({ page, words }) => button(page, words.tapToPlay).waitFor(),
  },
  {
    name: 'small-window',
    act: async (scene) => {
      await tools(scene)
      await plays(scene)
      await button(scene.page, scene.words.smallWindow).click()
      await scene.page.locator('.way').getByText(scene.words.leaveSmallWindow).waitFor()
    },
  },
  {
    name: 'in-the-shop',
    act: async (scene) => {
      await hears(scene)
      await scene.page.locator('a.host').click()
      await scene.page.getByRole('region', { name: scene.words.watching }).waitFor()
      await plays(scene)
    },
  },
  {
    name: 'heard-muted',
    path: heard,
    before: speaksOnAir,
    act: tools,
  },
  { name: 'heard', path: heard, before: speaksOnAir, act: moves },
  {
    name: 'heard-shelf',
    path: (live) => `${heard(live)}?sheet=bag`,
    before: speaksOnAir,
    act: ({ page }) => page.locator('dialog[open]').waitFor(),
  },
  {
    name: 'heard-error',
    path: heard,
    before: speaksOnAir,
    act: async (scene) => {
      await hears(scene)
      await breaks(scene)
      await button(scene.page, scene.words.reload).waitFor()
    },
  },
  {
    name: 'heard-in-the-shop',
    path: heard,
    before: speaksOnAir,
    act: async (scene) => {
      await hears(scene)
      await scene.page.locator('a.host').click()
      await speaks(scene)
    },
  },
  { name: 'private', path: closed, before: (scene) => closesShow(scene, 'private') },
  { name: 'not-invited', path: closed, before: (scene) => closesShow(scene, 'private', 'carl') },
  { name: 'ticketed', path: closed, before: (scene) => closesShow(scene, 'ticketed') },
]

/** What is seen once the shows are over, which happens once. */
export const endedStates: PlayerState[] = [
  { name: 'ended', act: ({ page, words }) => page.getByText(words.showOver).waitFor() },
  { name: 'replay', act: ({ page }) => page.locator('video').waitFor() },
  {
    name: 'replay-heard',
    path: heard,
    act: async (scene) => {
      await scene.page.locator('.buttons button').first().click()
      await speaks(scene)
    },
  },
]
