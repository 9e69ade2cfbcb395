import { type Money, unwire, wire } from '../../lib/money.ts'
import type { Sql } from '../../lib/sql.ts'
import { type ListPrice, productsByIds } from '../catalog/catalog.ts'
import { bundlePriceOf } from '../orders/orders.ts'
import { freeOf } from '../stock/stock.ts'
import type { Card, CardVariant } from './events.ts'

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
    const variants = product.variants.flatMap((variant) => {
      const price = pricesOn(variant, currency)
      const { variantId, options } = variant
      return price ? [{ variantId, options, ...price, ...partsOn(variant), free: free.get(variantId) ?? 0 }] : []
    })
    if (variants.length === 0) return []
    return [{ productId, number: i + 1, title: product.title, pictureUrl: product.pictures[0]?.url ?? null, variants }]
  })
}

type Variant = Awaited<ReturnType<typeof productsByIds>>[number]['variants'][number]

function pricesOn({ prices, parts }: Variant, currency: Money['currency']) {
  const price = prices.find((one) => one.currency === currency)
  if (!price) return undefined
  if (parts.length > 0) return bundleOn(price, parts, currency)
  const { minor, liveMinor } = price
  return {
    price: { minor, currency },
    ...(liveMinor !== undefined && { livePrice: { minor: liveMinor, currency } }),
  }
}

/** A bundle never costs more than its parts; without a price of one of them it is not for sale. */
function bundleOn(own: Variant['prices'][number], parts: Variant['parts'], currency: Money['currency']) {
  const priced = parts.flatMap(({ quantity, prices }) => {
    const price = prices.find((one) => one.currency === currency)
    return price ? [{ quantity, price: listPrice(price) }] : []
  })
  if (priced.length < parts.length) return undefined
  const [list, live] = [false, true].map((isLive) => bundlePriceOf(listPrice(own), priced, { isMember: false, isLive }))
  return {
    price: wire(list!.unitPrice),
    ...(live!.unitPrice.minor < list!.unitPrice.minor && { livePrice: wire(live!.unitPrice) }),
    ...(list!.compareAt && { apart: wire(list!.compareAt) }),
  }
}

const listPrice = ({ memberMinor, liveMinor, ...price }: Variant['prices'][number]): ListPrice => ({
  ...unwire(price),
  memberMinor: memberMinor === undefined ? null : BigInt(memberMinor),
  liveMinor: liveMinor === undefined ? null : BigInt(liveMinor),
})

const partsOn = ({ parts }: Variant): Pick<CardVariant, 'parts'> =>
  parts.length === 0
    ? {}
    : { parts: parts.map(({ title, options, pictureUrl, quantity }) => ({ title, options, pictureUrl, quantity })) }
