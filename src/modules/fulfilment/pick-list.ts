import type { Ctx } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { type OrderAtWork, ordersToPack, toPack } from '../orders/orders.ts'
import type { fulfilmentContract } from './contract.ts'
import { goodsOf } from './parcels.ts'

type Api = typeof fulfilmentContract
type PickList = Output<Api['fulfilment.pickList']>
type Product = PickList['products'][number]

/** What waits of some orders, by product in the order of their SKU, made in one way: so one walks once along the shelves. */
export function pickedProducts(works: readonly OrderAtWork[]): PickList['products'] {
  const products = new Map<string, Product>()
  for (const { order, lines } of works) {
    for (const line of lines) {
      const quantity = toPack(line)
      if (quantity === 0) continue
      const { variantId, sku, title, options, pictureUrl, personal } = line
      const fresh: Product = { variantId, sku, title, options, pictureUrl, personal, quantity: 0, orders: [] }
      const made = variantId + JSON.stringify(personal)
      const product = products.get(made) ?? fresh
      product.quantity += quantity
      product.orders.push({ number: order.number, quantity })
      products.set(made, product)
    }
  }
  return [...products.values()].sort((a, b) => (a.sku < b.sku ? -1 : 1))
}

/** Orders that go together stand together, where the first of them stands. */
const besideEachOther = (works: readonly OrderAtWork[]) =>
  [...Map.groupBy(works, ({ order }) => order.shipsWith ?? order.orderId).values()].flat()

/** What waits to be packed: everything, or what was bought in a show together with what was ordered beside it. */
export async function readPickList(ctx: Ctx, { brandId, showId, most }: Input<Api['fulfilment.pickList']>) {
  const wanted = { showId: showId ?? null, orderIds: null, most: most + 1 }
  const found = await ordersToPack(ctx.sql, brandId, wanted)
  const works = besideEachOther(found.slice(0, most))
  return {
    products: pickedProducts(works),
    orders: works.map(({ order, lines }) => {
      const { orderId, number, paidAt, deliveryMethodId, address, storeId } = order
      const waiting = lines.map((line) => ({ lineId: line.lineId as string, quantity: toPack(line) }))
      return {
        ...{
          orderId,
          number,
          deliveryMethodId,
          storeId,
          isGift: order.gift !== null,
          paidAt: paidAt?.toISOString() ?? null,
        },
        recipient: { name: address.name, city: address.city, country: address.country },
        parcelOf: order.shipsWith ?? orderId,
        begun: lines.some((line) => line.packedQuantity > 0),
        lines: goodsOf(
          lines,
          waiting.filter(({ quantity }) => quantity > 0),
        ),
      }
    }),
    more: found.length > most,
  }
}
