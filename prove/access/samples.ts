import type { Api } from '../../src/api.ts'
import type { Sent } from '../../src/lib/contract.ts'
import { articleSamples } from './article-samples.ts'
import { deliverySamples, type SetAside } from './delivery-samples.ts'
import { giftSamples } from './gift-samples.ts'
import { goodsSamples } from './goods-samples.ts'
import { hostSamples } from './host-samples.ts'
import { moneySamples } from './money-samples.ts'
import { programmeSamples } from './programme-samples.ts'
import { reminderSamples } from './reminder-samples.ts'
import { reportSamples } from './report-samples.ts'
import { simulcastSamples } from './simulcast-samples.ts'
import { stageSamples } from './stage-samples.ts'
import { talkSamples } from './talk-samples.ts'

/** The objects that the samples speak of; all belong to one brand, the personal ones to one person. */
export type Objects = SetAside & {
  brandId: string
  showId: string
  productId: string
  variantId: string
  orderId: string
  intentId: string
  dropId: string
  auctionId: string
  packetId: string
  parcelId: string
  returnId: string
  articleId: string
  seriesId: string
  /** Of an order of its own. */
  link: string
  /** Nothing that is there. */
  nothing: string
}

export type Samples = { [Name in keyof Api]: Sent<Api[Name]> }

/** One well-shaped input for every route. A route without one does not compile: no cell is left unasserted. */
export function samples(of: Objects): Samples {
  const {
    brandId,
    showId,
    productId,
    variantId,
    orderId,
    intentId,
    dropId,
    auctionId,
    parcelId,
    returnId,
    articleId,
    link,
    nothing,
  } = of
  const text = { en: 'A text' }
  const address = { name: 'Dana', line1: '1 rue de la Paix', city: 'Paris', country: 'FR' }
  const price = { minor: '1000', currency: 'EUR' } as const
  const product = { title: text, description: text, variants: [{ sku: `S-${nothing.slice(-6)}`, prices: [price] }] }
  const show = { title: text, description: text, hostName: 'Béa' }
  const delivery = { title: text, prices: [{ price }], taxRateBp: 2000, days: { least: 1, most: 3 }, countries: ['FR'] }
  const nobody = 'nobody@nowhere.example'
  const promotion = { title: text, effect: { kind: 'percentage', rateBp: 1500 } } as const
  return {
    'accounts.me': {},
    'accounts.changeMe': { locale: 'fr' },
    'accounts.setup': {},
    'accounts.setUp': {
      brand: { name: 'Again', slug: 'again', currency: 'EUR' },
      owner: { name: 'A', email: nobody, password: 'long-enough-password' },
    },
    'accounts.brands': {},
    'accounts.brand': { slug: 'maison-alma' },
    'accounts.createBrand': { name: 'Another', slug: 'maison-alma', currency: 'EUR' },
    'accounts.changeBrand': { brandId },
    'accounts.members': { brandId },
    'accounts.addMember': { brandId, email: nobody, roles: ['analyst'] },
    'accounts.changeMember': { brandId, email: 'not@there.example', roles: ['analyst'] },
    'accounts.removeMember': { brandId, email: 'not@there.example' },
    'accounts.invitation': { key: 'f'.repeat(64) },
    'accounts.acceptInvitation': { key: 'f'.repeat(64) },
    'accounts.addresses': {},
    'accounts.saveAddress': address,
    'accounts.forgetAddress': { addressId: nothing },
    'catalog.products': { brandId },
    'catalog.product': { productId },
    'catalog.createProduct': { brandId, ...product },
    'catalog.changeProduct': { productId, ...product, variants: [{ ...product.variants[0]!, variantId: nothing }] },
    'catalog.importProducts': { brandId, csv: 'sku,title\n', dryRun: true },
    'stock.levels': { brandId },
    ...moneySamples(of, price),
    'stock.adjust': { variantId, by: 1, reason: 'found' },
    'payments.methods': { brandId, country: 'FR', currency: 'EUR', minor: '1000' },
    'payments.kept': {},
    'payments.forgetKept': { keptId: nothing },
    'payments.intent': { intentId },
    'payments.namePayer': { intentId, code: 'code' },
    'payments.ofOrder': { orderId },
    'payments.refund': { intentId, amount: { minor: '999999', currency: 'EUR' }, reason: 'a scratch' },
    'payments.reviews': { brandId },
    'payments.checkSettlement': { brandId, provider: 'stripe', file: 'eA==' },
    'payments.endReview': { intentId, note: 'seen' },
    'promotions.list': { brandId },
    'promotions.create': { brandId, ...promotion },
    'promotions.change': { brandId, promotionId: nothing, ...promotion },
    'promotions.turn': { brandId, promotionId: nothing, isOn: false },
    'promotions.uses': { brandId, promotionId: nothing },
    'orders.bag': { brandId },
    'orders.addToBag': { brandId, variantId: nothing },
    'orders.changeLine': { lineId: nothing, quantity: 1 },
    'orders.delivery': { brandId, country: 'FR' },
    'orders.taxSettings': { brandId },
    'orders.changeTaxSettings': { brandId, oss: true, ukVat: false, exports: 'net', rates: [] },
    'orders.deliveryMethods': { brandId },
    'orders.addDeliveryMethod': { brandId, ...delivery },
    'orders.changeDeliveryMethod': { brandId, deliveryMethodId: 'nothing', ...delivery },
    'orders.archiveDeliveryMethod': { brandId, deliveryMethodId: 'nothing', archived: true },
    'orders.quote': { brandId, country: 'FR', deliveryMethodId: 'nothing' },
    'orders.checkout': {
      ...{ brandId, address, email: nobody, deliveryMethodId: 'nothing', expectedTotal: price, returnTo: '/' },
    },
    'orders.payAgain': { orderId, returnTo: '/' },
    'orders.order': { orderId },
    'orders.mine': {},
    'orders.list': { brandId },
    'orders.cancel': { orderId },
    'orders.linked': { link },
    'orders.cancelLinked': { link, email: nobody },
    'orders.link': { orderId },
    'orders.renewLink': { orderId },
    'orders.openParcels': { brandId },
    'orders.addNote': { orderId, text: 'Called twice' },
    'orders.resendMail': { orderId, kind: 'paidTwice' },
    'fulfilment.settings': { brandId },
    'fulfilment.changeSettings': { brandId, returnDays: 30, sender: null, returnWords: {} },
    'fulfilment.pickList': { brandId },
    'fulfilment.packParcel': { orderId, lines: [{ lineId: nothing, quantity: 1 }] },
    'fulfilment.packOrders': { brandId, orderIds: [nothing] },
    'fulfilment.unpackParcel': { parcelId },
    'fulfilment.sendParcel': { parcelId, carrier: 'Post' },
    'fulfilment.shipOrder': { orderId, carrier: 'Post', lines: [{ lineId: nothing, quantity: 1 }] },
    'fulfilment.parcelsOf': { orderId },
    'fulfilment.parcels': { brandId },
    'fulfilment.refund': { orderId, lines: [{ lineId: nothing, quantity: 1 }], reason: 'a scratch' },
    'fulfilment.askReturn': { orderId, lines: [{ lineId: nothing, quantity: 1 }], reason: 'damaged' },
    'fulfilment.returnsOf': { orderId },
    'fulfilment.linked': { link },
    'fulfilment.askReturnLinked': { link, email: nobody, lines: [{ lineId: nothing, quantity: 1 }], reason: 'damaged' },
    'fulfilment.returns': { brandId },
    'fulfilment.withdrawReturn': { returnId },
    'fulfilment.answerReturn': { returnId, accept: true },
    'fulfilment.receiveReturn': { returnId, lines: [{ lineId: nothing, restocked: 1, scrapped: 0 }] },
    'fulfilment.refundReturn': { returnId },
    'invoices.settings': { brandId },
    'invoices.changeSettings': { brandId, legalName: 'Maison Alma SAS', address, prefix: 'MA-' },
    'invoices.ofOrder': { orderId },
    'invoices.linked': { link },
    'invoices.list': { brandId },
    'invoices.issue': { orderId },
    'fulfilment.resendMail': { orderId, kind: 'nothing' },
    'shows.public': { brandId },
    'shows.list': { brandId },
    'shows.show': { showId },
    'shows.move': { showId, startsAt: '2030-01-01T19:00:00Z' },
    'shows.create': { brandId, ...show },
    'shows.change': { showId, ...show },
    'shows.setRunOfShow': { showId, items: [{ productId: nothing }] },
    'shows.schedule': { showId },
    'shows.start': { showId },
    'shows.end': { showId },
    'shows.cancel': { showId },
    'shows.pinProduct': { showId, productId },
    'shows.unpinProduct': { showId, productId },
    'shows.issueKey': { showId },
    'shows.stream': { showId },
    'shows.room': { showId },
    'shows.playback': { showId },
    'shows.admission': { showId },
    'shows.setAdmission': { showId, visibility: 'public', guests: [] },
    'shows.moments': { showId },
    'shows.report': { showId },
    ...stageSamples(showId, nothing),
    ...giftSamples(of),
    ...goodsSamples(of),
    ...hostSamples(of),
    'drops.plans': { showId },
    'drops.setPlans': { showId, items: [] },
    'drops.create': { showId, variantId, quantity: 1, price },
    'drops.close': { dropId },
    'drops.claim': { dropId },
    'drops.takeTicket': { dropId },
    'drops.ticket': { dropId },
    'drops.leaveLine': { dropId },
    'drops.seeOffer': { dropId },
    'drops.decisions': { brandId },
    'drops.letThrough': { brandId, decisionId: nothing },
    'auctions.start': { showId, variantId, start: price, increments: [{ from: '0', step: '100' }] },
    'auctions.cancel': { auctionId },
    'auctions.takePaddle': { showId, keptId: nothing, email: nobody, address, deliveryMethodId: 'nothing' },
    'auctions.paddle': { showId },
    'auctions.bid': { auctionId, kind: 'bid', amount: price },
    'auctions.takeOffer': { auctionId },
    'auctions.declineOffer': { auctionId },
    'auctions.list': { brandId },
    'auctions.bids': { auctionId },
    ...talkSamples(showId, nothing),
    'codes.ofShow': { showId },
    'codes.add': { showId, name: 'Window' },
    'codes.end': { showId, code: '000000' },
    'codes.greeting': { code: '000000' },
    ...reminderSamples({ brandId, showId, nobody }),
    'attendance.figures': { showId },
    'recordings.recording': { showId },
    'recordings.prepareAgain': { showId },
    'recordings.delete': { showId },
    'recordings.settings': { brandId },
    'recordings.changeSettings': { brandId, keepDays: 30, publish: true },
    'recordings.replay': { showId },
    'recordings.shown': { productId },
    'rehearsals.start': { showId },
    'rehearsals.rehearsal': { showId },
    'rehearsals.issueKey': { showId },
    'rehearsals.playback': { showId },
    'rehearsals.end': { showId },
    'engines.settings': { brandId },
    'engines.changeSettings': {
      ...{ brandId, enabled: false },
      ...{ whipUrl: 'https://engine.example/{stream}/whip', hlsUrl: 'https://engine.example/{stream}/index.m3u8' },
    },
    'engines.issueSecret': { brandId },
    ...simulcastSamples(of),
    ...programmeSamples(of),
    ...reportSamples(showId, orderId),
    ...deliverySamples(of),
    ...articleSamples(brandId, articleId),
  }
}
