import type { Page } from 'playwright-core'
import type { Device } from './browser.ts'
import { moreFrames } from './picture.ts'

export const goodCard = '4242 4242 4242 4242'
export const declinedCard = '4000 0000 0000 0002'
export const askingCard = '4000 0000 0000 3184'

/** Where a parcel for Dana goes. */
const home = {
  'Full name': 'Dana Ferrand',
  'Street and number': '12 rue du Panier',
  'Postal code': '13002',
  City: 'Marseille',
}
export const danaEmail = 'dana@phone.example'

/** Dana, who watches on her phone without an account: what she does, by what she reads on the screen. */
export type Dana = ReturnType<typeof danaAt>

export const danaOpens = async (device: Device, url: string, showId: string): Promise<Dana> =>
  danaAt(await device.open(`${url}/maison-alma/shows/${showId}`))

export const danaAt = (page: Page) => ({
  page,

  /** The picture moves. */
  sees: (frames = 30) => moreFrames(page, frames),

  async says(text: string) {
    await page.getByRole('textbox', { name: 'Say something' }).fill(text)
    await page.getByRole('button', { name: 'Send', exact: true }).tap()
    await page.getByRole('log', { name: 'Comments' }).getByText(text).waitFor()
  },

  /** Waits for the button to arm, and taps it once; the checkout rises. */
  async claims() {
    await page.getByRole('timer', { name: 'Opens in' }).waitFor()
    await page.getByRole('button', { name: 'Get one' }).tap()
    await page.getByRole('dialog', { name: 'Checkout' }).getByLabel('E-mail').waitFor()
  },

  /** Types contact and address into the checkout, from field to field with the Tab key. */
  async fillsIn(email = danaEmail) {
    const sheet = page.getByRole('dialog', { name: 'Checkout' })
    await sheet.getByLabel('E-mail').focus()
    await page.keyboard.type(email)
    for (const [label, text] of Object.entries(home)) {
      await sheet.getByLabel(label).focus()
      await page.keyboard.type(text)
    }
  },

  /** The sum on the button: the full price, before the tap. */
  async fullPrice(): Promise<string> {
    const button = page.getByRole('dialog', { name: 'Checkout' }).getByRole('button', { name: /^Pay €/ })
    return (await button.innerText()).replace('Pay ', '').trim()
  },

  /** Goes to the provider's page. */
  async goesToPay() {
    await page.getByRole('button', { name: /^Pay €/ }).tap()
    await page.getByRole('textbox', { name: 'Card number' }).waitFor()
  },

  /** On the provider's page. */
  async paysWith(card: string) {
    await page.getByRole('textbox', { name: 'Card number' }).fill(card)
    await page.getByRole('button', { name: /^Pay €/ }).tap()
  },

  /** Back in the room, with the order over it. */
  async isThanked(): Promise<string> {
    const order = page.getByRole('dialog', { name: 'Your order' })
    await order.getByRole('heading', { name: 'Thank you' }).waitFor()
    return /Order (\S+)/.exec(await order.innerText())![1]!
  },
})
