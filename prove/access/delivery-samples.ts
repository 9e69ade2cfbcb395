/** `pass` is what a buyer shows where an order is collected. */
export type SetAside = { payLinkId: string; payLink: string; pass: string }

/** Inputs of delivery by weight, of stores and of the counter. */
export const deliverySamples = ({
  brandId,
  orderId,
  payLinkId,
  payLink: link,
  pass,
  nothing,
}: SetAside & { brandId: string; orderId: string; nothing: string }) => {
  const address = { line1: '8 rue Paradis', city: 'Marseille', country: 'FR' }
  const store = { name: 'Alma Marseille', address, hours: [], note: {}, readyHours: 2, keepDays: 14 }
  return {
    'orders.together': { brandId },
    'orders.changeTogether': { brandId, togetherHours: 24 },
    'orders.weightSettings': { brandId },
    'orders.changeWeightSettings': { brandId, assumedGrams: null },
    'orders.stores': { brandId },
    'orders.addStore': { brandId, ...store },
    'orders.changeStore': { brandId, storeId: nothing, ...store },
    'orders.archiveStore': { brandId, storeId: nothing, archived: true },
    'orders.makePayLink': { brandId, lines: [{ variantId: nothing, quantity: 1 }], hours: 24 },
    'orders.payLinks': { brandId },
    'orders.cancelPayLink': { brandId, payLinkId },
    'orders.payLink': { link },
    'orders.payLinkDelivery': { link, country: 'FR' },
    'orders.quotePayLink': { link, country: 'FR', deliveryMethodId: 'nothing' },
    'orders.payByLink': {
      ...{ link, email: 'nobody@nowhere.example', address: { ...address, name: 'Dana' } },
      ...{ deliveryMethodId: 'nothing', expectedTotal: { minor: '100', currency: 'EUR' as const }, returnTo: '/' },
    },
    'fulfilment.counter': { brandId },
    'fulfilment.makeReady': { orderId },
    'fulfilment.collection': { orderId },
    'fulfilment.collectionPass': { pass },
    'fulfilment.atCounter': { brandId, code: '0000 0000' },
    'fulfilment.handOver': { brandId, code: '0000 0000' },
    'fulfilment.returnUncollected': { orderId },
  }
}
