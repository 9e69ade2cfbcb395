import type { Money } from '../../lib/money.ts'
import type { Sql } from '../../lib/sql.ts'
import { productsByIds } from '../catalog/catalog.ts'
import { freeOf } from '../stock/stock.ts'
import type { Card } from './events.ts'

/** The products as the room shows them, in the given order, with prices in `currency`. What is not for sale is left out. */
export async function cardsOf(sql: Sql, productIds: readonly string[], currency: Money['currency']): Promise<Card[]> {
  if (productIds.length === 0) return []
  const products = new Map(
    (await productsByIds(sql, [...productIds])).map((product) => [product.productId as string, product]),
  )
  const free = await freeOf(
    sql,
    [...products.values()].flatMap((product) => product.variants.map((variant) => variant.variantId)),
  )
  return productIds.flatMap((productId, i) => {
    const product = products.get(productId)
    if (product?.state !== 'published') return []
    const variants = product.variants.flatMap(({ variantId, options, prices }) => {
      const price = prices.find((one) => one.currency === currency)
      if (!price) return []
      const { minor, liveMinor } = price
      const livePrice = liveMinor !== undefined && { livePrice: { minor: liveMinor, currency } }
      return [{ variantId, options, price: { minor, currency }, ...livePrice, free: free.get(variantId) ?? 0 }]
    })
    if (variants.length === 0) return []
    return [{ productId, number: i + 1, title: product.title, pictureUrl: product.pictures[0]?.url ?? null, variants }]
  })
}
