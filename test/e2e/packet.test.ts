import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { worldPassword, worldPeople } from '../world.ts'
import { bringAxe, violationsOn } from './axe.ts'
import { type Device, laptop, openBrowser, openDevice, phone } from './browser.ts'
import { type LiveHouse, openShopHouse } from './live-house.ts'
import { signedIn } from './signed-in.ts'

const scope = new AsyncDisposableStack()
let live: LiveHouse
let browser: Browser
before(async () => {
  live = scope.use(await openShopHouse())
  browser = scope.use(await openBrowser())
})
after(() => scope.disposeAsync())

/** Where the pictures go of what people saw, when somebody wants to look. */
const looks = process.env.LOOKS
const look = async (page: Page, name: string) => {
  if (looks) await page.screenshot({ path: `${looks}/${name}.png`, animations: 'disabled' })
}

test('a packet falls among three people: each opens it once, the shares add up, and each browser reckons them again', async () => {
  const { friday } = live.world.shows
  const host = await live.world.as('bea')
  await live.house.estrade.database.sql`update shows.shows set picture = 'coming' where show_id = ${friday}`
  await host('shows.start', { showId: friday })
  await host('packets.setBudget', { showId: friday, amount: { minor: '50000', currency: 'EUR' } })
  const { packetId } = await host('packets.prepare', {
    ...{ showId: friday, kind: 'random', minor: '1200', pieces: 3, greeting: 'Thank you for tonight' },
  })
  if (looks) await lookAround(friday)
  await using his = await openDevice(browser, laptop)
  await using hers = await openDevice(browser, phone)
  await using theirs = await openDevice(browser, phone)
  await bringAxe(hers.context)
  const of = (name: 'carl' | 'dana') => live.house.signIn(worldPeople[name].email, worldPassword)
  await signedIn(live, his, await of('carl'))
  await signedIn(live, hers, await of('dana'))
  await signedIn(live, theirs, await live.house.signUp('Inès', 'ines@viewer.example', worldPassword))
  const room = `${live.url}/${live.world.slug}/shows/${friday}`
  const devices: [string, Device][] = [
    ['carl', his],
    ['dana', hers],
    ['ines', theirs],
  ]
  const pages = await Promise.all(devices.map(async ([name, device]) => [name, await device.open(room)] as const))

  await host('packets.launch', { packetId, opensInSeconds: looks ? 6 : 2 })
  const dana = pages[1]![1]
  await dana.getByText('Thank you for tonight').waitFor()
  await look(dana, 'falling-phone')
  await look(pages[0]![1], 'falling-laptop')
  const shares: number[] = []
  for (const [name, page] of pages) {
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    const told = await page.getByRole('status').filter({ hasText: /^€/ }).innerText()
    shares.push(Number(told.replace('€', '')) * 100)
    await look(page, `opened-${name}`)
  }
  assert.equal(
    shares.reduce((sum, one) => sum + Math.round(one), 0),
    1200,
  )
  for (const [name, page] of pages) {
    await page.getByText('Luckiest').waitFor()
    await page.getByText('How this was split').click()
    await page.getByRole('button', { name: 'Check it' }).click()
    await page.getByText('3 shares reckoned again here: all are right. Yours is among them.').waitFor()
    await look(page, `checked-${name}`)
  }
  assert.deepEqual(await violationsOn(dana), [])
  await watchesTooShort(host, pages[2]![1])
  await host('draws.start', { showId: friday, title: 'The ivory lamp', winners: 1, seconds: 600, followed: true })
  await dana.keyboard.press('Escape')
  await dana.getByRole('button', { name: 'Take part' }).click()
  await dana.getByText('Follow the house first.').waitFor()
  await look(dana, 'draw-follow-phone')
  await dana.getByRole('button', { name: 'Follow and take part' }).click()
  await dana.getByText('You take part').waitFor()
  await look(dana, 'draw-phone')
  await live.house.estrade.database.sql`update draws.draws set closes_at = now() where show_id = ${friday}`
  await dana.getByText('You have won!').waitFor()
  await dana.getByRole('button', { name: 'Where shall it go?' }).click()
  await dana.getByRole('button', { name: 'Check it' }).last().click()
  await dana.getByText('Reckoned again from one entry: it is right. Yours is in the list.').waitFor()
  await look(dana, 'draw-won-phone')
  await dana.getByLabel('Full name').fill('Dana Lévy')
  await dana.getByLabel('Street and number').fill('3 rue des Lilas')
  await dana.getByLabel('City').fill('Paris')
  await dana.getByRole('button', { name: 'Send it here' }).click()
  await dana.getByText('The house knows where to send it').waitFor()
  const wallet = await hers.open(`${live.url}/account`)
  await wallet.getByText(`€${(shares[1]! / 100).toFixed(2)}`).waitFor()
  await look(wallet, 'account-phone')
  const house = await hers.open(`${live.url}/${live.world.slug}`)
  await house.getByRole('button', { name: 'Following', pressed: true }).waitFor()
  await look(house, 'brand-phone')
  if (looks) await look(await his.open(`${live.url}/${live.world.slug}`), 'brand-laptop')
  await spendAtTheCheckout(hers, `€${(shares[1]! / 100).toFixed(2)}`)
  assert.deepEqual([...his.errors, ...hers.errors, ...theirs.errors], [])
})

/** A packet for those who have watched half an hour: whoever has not is told how long is missing. */
async function watchesTooShort(host: Awaited<ReturnType<LiveHouse['world']['as']>>, page: Page): Promise<void> {
  const { packetId } = await host('packets.prepare', {
    ...{ showId: live.world.shows.friday, kind: 'equal', minor: '100', pieces: 2, greeting: 'For the faithful' },
    ...{ eligibility: 'watched', watchMinutes: 30 },
  })
  await page.keyboard.press('Escape')
  await host('packets.launch', { packetId, opensInSeconds: 0 })
  const card = page.getByRole('article').filter({ hasText: 'For the faithful' })
  await card.getByText(/^For those who have watched 30/).waitFor()
  await card.getByRole('button', { name: 'Open', exact: true }).click()
  await card.getByText(/^Watch (29|30) min.* more, then try again\.$/).waitFor()
  await look(page, 'watch-more-phone')
}

/** Dana's credit comes off what she has in her bag. */
async function spendAtTheCheckout(device: Device, credit: string): Promise<void> {
  const { world } = live
  const dana = await world.as('dana')
  await dana('orders.addToBag', {
    ...{ brandId: world.brandId, variantId: world.products.throw.variantIds[0]!, quantity: 1 },
  })
  const page = await device.open(`${live.url}/${world.slug}/bag?sheet=checkout`)
  await page.getByText(`You have ${credit} of shop credit`).waitFor()
  await look(page, 'checkout-credit-phone')
  await page.getByRole('button', { name: 'Use it' }).click()
  await page.getByText(`−${credit}`).waitFor()
  await look(page, 'checkout-credit-used-phone')
  assert.equal(await page.getByText(`You have ${credit} of shop credit`).count(), 0)
}

/** What the host and the brand's people see of it, for whoever wants to look. */
async function lookAround(showId: string): Promise<void> {
  for (const [name, size] of Object.entries({ phone, laptop })) {
    await using device = await openDevice(browser, size)
    await signedIn(live, device, await live.house.signIn(worldPeople.bea.email, worldPassword))
    const studio = await device.open(`${live.url}/studio/${showId}`)
    const fall = studio.getByRole('button', { name: 'Let it fall' }).first()
    await fall.scrollIntoViewIfNeeded()
    await look(studio, `studio-${name}`)
    await fall.click()
    await studio.getByText('Let this packet fall?').waitFor()
    await look(studio, `studio-launch-${name}`)
    await signedIn(live, device, await live.house.signIn(worldPeople.alma.email, worldPassword))
    const desk = await device.open(`${live.url}/console/${live.world.slug}/shows/${showId}/giveaways`)
    await desk.getByRole('heading', { name: 'Giveaways' }).waitFor()
    if (looks) await desk.screenshot({ path: `${looks}/console-${name}.png`, fullPage: true })
  }
}
