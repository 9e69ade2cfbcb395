import type { LiveHouse } from './live-house.ts'

const address = {
  ...{ name: 'Dana Ferrand', line1: '12 rue du Panier', line2: '', postalCode: '13002', city: 'Marseille' },
  ...{ region: '', country: 'FR', phone: '' },
}

/** Dana has an order to pay, and a throw in her bag. @returns the order's id */
export async function buyAsDana({ world }: LiveHouse): Promise<string> {
  const { brandId, products } = world
  const dana = await world.as('dana')
  await dana('orders.addToBag', { brandId, variantId: products.vase.variantIds[0]!, quantity: 1 })
  const { items } = await dana('orders.delivery', { brandId, country: 'FR' })
  const deliveryMethodId = items[0]!.deliveryMethodId
  const { total } = await dana('orders.quote', { brandId, country: 'FR', deliveryMethodId })
  const { orderId } = await dana('orders.checkout', {
    ...{ brandId, email: 'dana@viewer.example', address, deliveryMethodId, expectedTotal: total },
    ...{ locale: 'en', returnTo: '/orders' },
  })
  await dana('orders.addToBag', { brandId, variantId: products.throw.variantIds[0]!, quantity: 1 })
  return orderId
}
