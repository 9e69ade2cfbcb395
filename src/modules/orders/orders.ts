/** From the bag to the parcel: what is about to be bought, what was agreed at which price, and what became of it. */
export { assertDelivers, placeAgreed } from './agreed.ts'
export { addHeldLines, addToBag, changeLine, mergeBag, readBag } from './bag.ts'
export { buyersAmong, buyersInShow, hasPaidFor } from './buyers.ts'
export { payersIn } from './buyers-store.ts'
export { checkout, readDelivery } from './checkout.ts'
export { type LineUnits, toPack } from './decide.ts'
export {
  addMethod,
  archiveMethod,
  changeMethod,
  changeWeightSettings,
  readMethods,
  readWeightSettings,
} from './delivery.ts'
export { orderCancelled, orderPaid, orderPlaced } from './facts.ts'
export { actByLink, cancelLinked, linkUrl, maskedEmail, openLink, readLink, readLinked, renewLink } from './link.ts'
export { mailPage } from './mail-page.ts'
export { noteForBuyer, resendMail } from './mailing.ts'
export { readOffer } from './offer.ts'
export { payByLink, quotePayLink, readPayLink, readPayLinkDelivery } from './pay-link-order.ts'
export { cancelPayLink, makePayLink, readPayLinks } from './pay-links.ts'
export {
  callOffAtDesk,
  cancelOrder,
  expireOrder,
  hearPaymentCaptured,
  hearPaymentDeclined,
  hearPaymentNeedsCare,
  hearPaymentPending,
  hearPaymentRefunded,
  payAgain,
} from './paying.ts'
export { bundlePriceOf, paidFor } from './price.ts'
export { quote } from './quote.ts'
export { orderOwner, readList, readMine, readOrder, revenueOf } from './reading.ts'
export { setInReview, stopOrder } from './review.ts'
export {
  carriesOthers,
  changeTogether,
  keepDelivery,
  leaveParcel,
  readOpenParcels,
  readTogether,
} from './riding.ts'
export { type Sale, salesOf } from './sales-store.ts'
export { buyerName, type Order, type OrderLine } from './store.ts'
export { addStore, archiveStore, changeStore, readStores, storesNamed } from './stores.ts'
export type { Store } from './stores-store.ts'
export { isInEu } from './tax.ts'
export { changeTaxSettings, readTaxSettings } from './tax-settings.ts'
export { addNote, noteOnOrder } from './timeline.ts'
export {
  endWhenSent,
  lockOrder,
  moveUnits,
  type OrderAtWork,
  ordersAtWork,
  ordersToCollect,
  ordersToPack,
  paidOrderIds,
  takeBackUnits,
} from './work.ts'
