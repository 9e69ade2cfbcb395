import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { bidderAddress, keepCard } from '../bidders.ts'
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

/** Signed in on this device. */
async function comes(device: Device, who: keyof typeof worldPeople) {
  return signedIn(live, device, await live.house.signIn(worldPeople[who].email, worldPassword))
}

const said = (page: Page, text: string) => page.getByRole('status').getByText(text).waitFor()

test('two people bid for one lamp: the outbid one is told, a maximum answers, and the winner is charged at the hammer', async () => {
  const { friday } = live.world.shows
  const host = await live.world.as('bea')
  await live.house.estrade.database.sql`update shows.shows set picture = 'coming' where show_id = ${friday}`
  await host('shows.start', { showId: friday })
  await using deviceOfDana = await openDevice(browser, phone)
  await using deviceOfCarl = await openDevice(browser, looks ? laptop : phone)
  await bringAxe(deviceOfDana.context)
  const [dana, carl] = [await comes(deviceOfDana, 'dana'), await comes(deviceOfCarl, 'carl')]
  await keepCard(live.house, dana.personId)
  const keptId = (await keepCard(live.house, carl.personId)) as never
  const paddle = { showId: friday, keptId, email: worldPeople.carl.email, address: bidderAddress }
  await carl.call('auctions.takePaddle', { ...paddle, deliveryMethodId: 'standard' })
  const room = `${live.url}/${live.world.slug}/shows/${friday}`
  const [his, hers] = [await deviceOfCarl.open(room), await deviceOfDana.open(room)]
  const look = async (name: string) => {
    if (!looks) return
    await hers.screenshot({ path: `${looks}/${name}-phone.png` })
    await his.screenshot({ path: `${looks}/${name}-laptop.png` })
  }
  const { auctionId } = await host('auctions.start', {
    ...{ showId: friday, variantId: live.world.products.lamp.variantIds[0]!, seconds: 600, counterSeconds: 10 },
    ...{ start: { minor: '7000', currency: 'EUR' }, increments: [{ from: '0', step: '500' }] },
  })
  await hers.getByRole('button', { name: 'Bid €70' }).click()
  await hers.getByLabel('Full name').fill('Dana Lévy')
  await hers.getByLabel('Street and number').fill('3 rue des Lilas')
  await hers.getByLabel('City').fill('Paris')
  await look('paddle')
  await hers.getByRole('button', { name: 'Take a paddle and bid' }).click()
  await said(hers, 'You lead')
  await his.getByRole('button', { name: 'Bid €75' }).click()
  await said(his, 'You lead')
  await said(hers, 'You have been outbid')
  await look('outbid')
  await hers.getByRole('button', { name: 'Another amount' }).click()
  await hers.getByRole('textbox', { name: 'Amount' }).fill('150')
  await look('own-amount')
  await hers.getByRole('button', { name: 'Place the bid' }).click()
  await said(hers, 'You lead')
  await his.getByRole('button', { name: 'Bid €85' }).click()
  await said(his, 'You have been outbid')
  await look('answered')
  assert.doesNotMatch(await his.content(), /€150/, 'a maximum is told to nobody')
  assert.deepEqual(await violationsOn(hers), [])
  if (looks) await lookAround(friday)
  await live.house.estrade.database.sql`update auctions.auctions set ends_at = now() where auction_id = ${auctionId}`
  await said(hers, 'The hammer fell for you at €90')
  await said(his, 'Sold to paddle 2 for €90')
  await look('won')
  await hers.getByRole('button', { name: 'See the order' }).click()
  await hers.getByRole('heading', { name: 'Thank you' }).waitFor()
  await look('paid')
  assert.deepEqual([...deviceOfDana.errors, ...deviceOfCarl.errors], [])
})

test('Dana asks, Carl asks the same, Béa answers on air and asks the room; a muted Carl reads why and objects', async () => {
  const { friday } = live.world.shows
  const [host, eli] = [await live.world.as('bea'), await live.world.as('eli')]
  await using deviceOfDana = await openDevice(browser, phone)
  await using deviceOfCarl = await openDevice(browser, phone)
  await bringAxe(deviceOfDana.context)
  const carl = await comes(deviceOfCarl, 'carl')
  await comes(deviceOfDana, 'dana')
  const room = `${live.url}/${live.world.slug}/shows/${friday}`
  const [his, hers] = [await deviceOfCarl.open(room), await deviceOfDana.open(room)]
  await hers.getByRole('button', { name: 'Ask the host' }).click()
  await hers.getByLabel('Your question').fill('How tall is the lamp?')
  await hers.getByRole('dialog').getByRole('button', { name: 'Ask the host' }).click()
  await said(hers, 'Your question is with the host')
  await his.getByRole('button', { name: 'Ask the host' }).click()
  await his.getByRole('button', { name: /^Me too/ }).click()
  await hers.getByText('2 ask this').waitFor()
  assert.deepEqual(await violationsOn(hers), [])
  const { items } = await host('questions.queue', { showId: friday })
  await host('questions.take', { showId: friday, questionId: items[0]!.questionId as never })
  await hers.getByRole('button', { name: 'Close' }).click()
  await hers.getByRole('status', { name: 'Béa answers' }).waitFor()
  await host('questions.answer', { showId: friday, questionId: items[0]!.questionId as never, how: 'onAir' })
  await said(hers, 'Your question was answered')

  const options = [{ text: 'Seven' }, { text: 'Nine' }]
  const quiz = { kind: 'quiz' as const, question: 'How many firings?', options, right: 1, open: true }
  const { pollId } = await host('polls.prepare', { showId: friday, ...quiz })
  await hers.getByRole('button', { name: 'Nine' }).click()
  await said(hers, 'Your first answer counts')
  await host('polls.close', { showId: friday, pollId })
  await said(hers, 'You were right')
  assert.deepEqual(await violationsOn(hers), [])

  await eli('chat.mute', { showId: friday, personId: carl.personId as never, reason: 'Capitals' })
  await his.getByRole('button', { name: 'Close' }).click()
  await his.getByRole('textbox', { name: 'Say something' }).fill('HELLO')
  await his.getByRole('textbox', { name: 'Say something' }).press('Enter')
  await his.getByText('Capitals').waitFor()
  await his.getByRole('dialog').getByRole('textbox').fill('My key was stuck')
  await his.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
  await said(his, 'The moderators have it')
  const { items: muted } = await eli('chat.sanctions', { showId: friday })
  assert.equal(muted[0]!.appeal, 'My key was stuck')
  assert.deepEqual([...deviceOfDana.errors, ...deviceOfCarl.errors], [])
})

/** What the host and the brand's people see of it, for whoever wants to look. */
async function lookAround(showId: string): Promise<void> {
  for (const [name, size] of Object.entries({ phone, laptop })) {
    await using device = await openDevice(browser, size)
    await comes(device, 'bea')
    const studio = await device.open(`${live.url}/studio/${showId}`)
    await studio.getByRole('button', { name: 'Auction' }).first().waitFor()
    await studio.screenshot({ path: `${looks}/studio-${name}.png` })
    await studio.getByRole('button', { name: 'Auction' }).first().click()
    await studio.getByRole('button', { name: 'Start the auction' }).waitFor()
    await studio.screenshot({ path: `${looks}/studio-start-${name}.png` })
    await comes(device, 'alma')
    const desk = await device.open(`${live.url}/console/${live.world.slug}/auctions`)
    await desk.screenshot({ path: `${looks}/console-${name}.png` })
    await desk.getByRole('button', { name: /^Bids for/ }).click()
    await desk.getByText('Paddle 1 ·').first().waitFor()
    await desk.screenshot({ path: `${looks}/console-bids-${name}.png` })
  }
}
