/** From the paid order to the parcel and back: what is packed, sent, returned and refunded. */
export {
  handOver,
  makeReady,
  readAtCounter,
  readCollection,
  readCounter,
  readPass,
  remindToCollect,
  returnUncollected,
} from './collect.ts'
export { resendMail } from './mailing.ts'
export {
  hearOrderCancelled,
  packOrders,
  packParcel,
  parcelOwner,
  readParcels,
  readParcelsOf,
  sendParcel,
  shipOrder,
  unpackParcel,
} from './parcels.ts'
export { readPickList } from './pick-list.ts'
export { refundOrder, whatWasRefunded } from './refunds.ts'
export { moveReturns, readLinked, readReturns, readReturnsOf, returnOwner } from './return-views.ts'
export { answerReturn, askReturn, askReturnLinked, receiveReturn, refundReturn, withdrawReturn } from './returns.ts'
export { addressLines, changeSettings, readSettings } from './settings.ts'
