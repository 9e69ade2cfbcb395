import type { Handlers } from '../../lib/contract.ts'
import { ok } from '../../lib/shapes.ts'
import type { fulfilmentContract } from './contract.ts'
import * as fulfilment from './fulfilment.ts'

export const fulfilmentRoutes: Handlers<typeof fulfilmentContract> = {
  'fulfilment.settings': fulfilment.readSettings,
  'fulfilment.changeSettings': fulfilment.changeSettings,
  'fulfilment.pickList': fulfilment.readPickList,
  'fulfilment.packParcel': fulfilment.packParcel,
  'fulfilment.packOrders': fulfilment.packOrders,
  'fulfilment.unpackParcel': fulfilment.unpackParcel,
  'fulfilment.sendParcel': fulfilment.sendParcel,
  'fulfilment.shipOrder': fulfilment.shipOrder,
  'fulfilment.parcelsOf': fulfilment.readParcelsOf,
  'fulfilment.parcels': fulfilment.readParcels,
  'fulfilment.counter': fulfilment.readCounter,
  'fulfilment.makeReady': fulfilment.makeReady,
  'fulfilment.collection': fulfilment.readCollection,
  'fulfilment.collectionPass': fulfilment.readPass,
  'fulfilment.atCounter': fulfilment.readAtCounter,
  'fulfilment.handOver': fulfilment.handOver,
  'fulfilment.returnUncollected': fulfilment.returnUncollected,
  'fulfilment.refund': fulfilment.refundOrder,
  'fulfilment.askReturn': fulfilment.askReturn,
  'fulfilment.returnsOf': fulfilment.readReturnsOf,
  'fulfilment.linked': fulfilment.readLinked,
  'fulfilment.askReturnLinked': fulfilment.askReturnLinked,
  'fulfilment.returns': fulfilment.readReturns,
  'fulfilment.withdrawReturn': fulfilment.withdrawReturn,
  'fulfilment.answerReturn': fulfilment.answerReturn,
  'fulfilment.receiveReturn': fulfilment.receiveReturn,
  'fulfilment.refundReturn': fulfilment.refundReturn,
  'fulfilment.resendMail': async (ctx, input) => {
    await fulfilment.resendMail(ctx, input)
    return ok
  },
}
