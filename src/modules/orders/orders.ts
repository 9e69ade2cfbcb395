/** From the bag to the parcel: what is about to be bought, what was agreed at which price, and what became of it. */
export { addHeldLines, addToBag, changeLine, mergeBag, readBag } from './bag.ts'
export { checkout, quote, readDelivery } from './checkout.ts'
export { addMethod, archiveMethod, changeMethod, readMethods } from './delivery.ts'
export { orderCancelled, orderPaid, orderPlaced } from './facts.ts'
export {
  cancelOrder,
  expireOrder,
  hearPaymentCaptured,
  hearPaymentDeclined,
  hearPaymentNeedsCare,
  hearPaymentPending,
  hearPaymentRefunded,
  markSent,
  payAgain,
} from './paying.ts'
export { orderOwner, readList, readMine, readOrder, revenueOf } from './reading.ts'
