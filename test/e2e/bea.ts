import type { Page } from 'playwright-core'
import { worldPassword, worldPeople } from '../world.ts'
import type { Device } from './browser.ts'

/** Béa, who hosts: what she does at her laptop, by what she reads on the screen. */
export type Bea = ReturnType<typeof beaAt>

/** She opens the studio of a show, is asked who she is, and says so; then she finds herself before it, or in it. */
export async function beaSignsIn(
  device: Device,
  url: string,
  showId: string,
  finds: string | RegExp = 'Before you go live',
  person: 'bea' | 'alma' = 'bea',
): Promise<Bea> {
  const page = await device.open(`${url}/studio/${showId}`)
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('E-mail').fill(worldPeople[person].email)
  await page.getByLabel('Password').fill(worldPassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { name: finds }).waitFor()
  return beaAt(page)
}

const beaAt = (page: Page) => ({
  page,

  /** Camera, microphone, picture on its way, and live. */
  async goesLive() {
    await page.getByRole('meter', { name: 'Level of the microphone' }).waitFor()
    await page.getByRole('button', { name: 'Send the picture' }).click()
    await page.getByText('Good connection').waitFor()
    await page.getByText('The picture has arrived').waitFor()
    await page.getByRole('button', { name: 'Go live' }).click()
    await page.getByRole('heading', { name: /^You are live/ }).waitFor()
  },

  /** In a show whose picture comes from elsewhere: she looks at herself first; then viewers see her. */
  async takesOver() {
    await page.getByRole('button', { name: 'Use my camera' }).click()
    await page.getByText('Viewers still see the other device').waitFor()
    await page.getByRole('button', { name: 'Send from this device' }).click()
    await page.getByText('Viewers still see the other device').waitFor({ state: 'hidden' })
    await page.getByText(/pictures\/s/).waitFor()
  },

  /** Pins the product in her hand, the first of the run of show. */
  pins: () => page.getByRole('button', { name: 'Pin', exact: true }).click(),

  /** Announces a drop of the product in her hand, as it is proposed but without a draw, and with ten seconds of countdown. */
  async drops(variant: string) {
    await page.getByRole('button', { name: 'Drop', exact: true }).click()
    const sheet = page.getByRole('dialog', { name: /^Drop/ })
    await sheet.getByRole('radio', { name: variant }).check()
    await sheet.getByRole('radio', { name: '10 sec' }).check()
    await sheet.getByRole('radio', { name: 'First come' }).check()
    await sheet.getByRole('button', { name: 'Launch: opens in 10 sec' }).click()
    await page.getByRole('region', { name: 'Running drops' }).waitFor()
  },

  reads: (text: string) => page.getByRole('region', { name: 'Chat' }).getByText(text).waitFor(),

  /** The delay that her viewers' players measured, in seconds. */
  async viewerDelay(): Promise<number> {
    const words = await page.getByText(/^Viewers see you .* later$/).textContent()
    return Number(/([\d.]+) sec/.exec(words ?? '')?.[1])
  },

  /** The newest order, as a line of her list. */
  async orderArrives(what: string): Promise<string> {
    await page.getByRole('tab', { name: /^Orders/ }).click()
    const line = page.getByRole('region', { name: 'Orders' }).getByRole('listitem').filter({ hasText: what }).first()
    await line.getByText('Paid').waitFor()
    return line.innerText()
  },
})
