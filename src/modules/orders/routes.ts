import type { Handlers } from '../../lib/contract.ts'
import { ok } from '../../lib/shapes.ts'
import type { ordersContract } from './contract.ts'
import * as orders from './orders.ts'

export const ordersRoutes: Handlers<typeof ordersContract> = {
  'orders.bag': orders.readBag,
  'orders.addToBag': orders.addToBag,
  'orders.offer': orders.readOffer,
  'orders.changeLine': async (ctx, input) => {
    await orders.changeLine(ctx, input)
    return ok
  },
  'orders.delivery': orders.readDelivery,
  'orders.deliveryMethods': orders.readMethods,
  'orders.addDeliveryMethod': orders.addMethod,
  'orders.changeDeliveryMethod': orders.changeMethod,
  'orders.archiveDeliveryMethod': orders.archiveMethod,
  'orders.weightSettings': orders.readWeightSettings,
  'orders.changeWeightSettings': orders.changeWeightSettings,
  'orders.stores': orders.readStores,
  'orders.addStore': orders.addStore,
  'orders.changeStore': orders.changeStore,
  'orders.archiveStore': orders.archiveStore,
  'orders.makePayLink': orders.makePayLink,
  'orders.payLinks': orders.readPayLinks,
  'orders.cancelPayLink': orders.cancelPayLink,
  'orders.payLink': orders.readPayLink,
  'orders.payLinkDelivery': orders.readPayLinkDelivery,
  'orders.quotePayLink': orders.quotePayLink,
  'orders.payByLink': orders.payByLink,
  'orders.taxSettings': orders.readTaxSettings,
  'orders.changeTaxSettings': orders.changeTaxSettings,
  'orders.quote': orders.quote,
  'orders.checkout': orders.checkout,
  'orders.payAgain': orders.payAgain,
  'orders.order': orders.readOrder,
  'orders.mine': orders.readMine,
  'orders.list': orders.readList,
  'orders.cancel': async (ctx, input) => {
    await orders.cancelOrder(ctx, input)
    return ok
  },
  'orders.linked': orders.readLinked,
  'orders.cancelLinked': orders.cancelLinked,
  'orders.link': orders.readLink,
  'orders.renewLink': orders.renewLink,
  'orders.openParcels': orders.readOpenParcels,
  'orders.together': orders.readTogether,
  'orders.changeTogether': orders.changeTogether,
  'orders.addNote': async (ctx, input) => {
    await orders.addNote(ctx, input)
    return ok
  },
  'orders.resendMail': async (ctx, input) => {
    await orders.resendMail(ctx, input)
    return ok
  },
}
