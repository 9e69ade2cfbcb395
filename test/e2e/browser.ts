import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { chromiumPath, withFakeCamera } from '../chromium.ts'
import { watchPictures } from './picture.ts'

/** How long a person would wait for something on a busy machine. Waiting ends with the event, not with the time. */
export const patienceMs = 40_000

/** The system's Chromium with a camera and a microphone that are not real. Closed when its scope is left. */
export const openBrowser = (...more: string[]): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath,
    headless: true,
    args: [...withFakeCamera, ...more],
  })

const reads = { locale: 'en-GB', timezoneId: 'Europe/Paris' } satisfies BrowserContextOptions

/** Held in one hand. */
export const phone = {
  ...reads,
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
} satisfies BrowserContextOptions

export const laptop = { ...reads, viewport: { width: 1280, height: 800 } } satisfies BrowserContextOptions

/** A page can be read before it answers to taps. The first thing it does once it does: it leaves its time zone. */
const alive = `new Promise((resolve) => {
  const look = () => (document.cookie.includes('tz=') ? resolve() : requestAnimationFrame(look))
  look()
})`

/** A device of its own: no cookies, nothing remembered. What breaks in its pages is kept in `errors`. */
export type Device = AsyncDisposable & {
  context: BrowserContext
  errors: string[]
  open(url: string): Promise<Page>
}

export async function openDevice(browser: Browser, options: BrowserContextOptions): Promise<Device> {
  const context = await browser.newContext(options)
  context.setDefaultTimeout(patienceMs)
  await watchPictures(context)
  const errors: string[] = []
  context.on('weberror', (error) => errors.push(String(error.error().stack ?? error.error())))
  return {
    context,
    errors,
    async open(url) {
      await context.clearCookies({ name: 'tz' })
      const page = await context.newPage()
      await page.goto(url, { waitUntil: 'load' })
      await page.evaluate(alive)
      return page
    },
    [Symbol.asyncDispose]: () => context.close(),
  }
}
