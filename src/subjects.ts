import type { Subjects } from './lib/access.ts'
import * as accounts from './modules/accounts/accounts.ts'
import * as articles from './modules/articles/articles.ts'
import * as auctions from './modules/auctions/auctions.ts'
import * as catalog from './modules/catalog/catalog.ts'
import * as drops from './modules/drops/drops.ts'
import * as fulfilment from './modules/fulfilment/fulfilment.ts'
import * as invoices from './modules/invoices/invoices.ts'
import * as orders from './modules/orders/orders.ts'
import * as packets from './modules/packets/packets.ts'
import * as payments from './modules/payments/payments.ts'
import * as shows from './modules/shows/shows.ts'

/** Whose a thing of a route is: the brand that owns it. */
export const subjects: Subjects = {
  brandId: accounts.brandOwner,
  showId: shows.showOwner,
  productId: catalog.productOwner,
  variantId: catalog.variantOwner,
  pictureId: catalog.pictureOwner,
  orderId: orders.orderOwner,
  parcelId: fulfilment.parcelOwner,
  returnId: fulfilment.returnOwner,
  intentId: payments.intentOwner,
  invoiceId: invoices.invoiceOwner,
  dropId: drops.dropOwner,
  auctionId: auctions.auctionOwner,
  packetId: packets.packetOwner,
  articleId: articles.articleOwner,
}
