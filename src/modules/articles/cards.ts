import type { BrandId, ProductId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'
import { brandById } from '../accounts/accounts.ts'
import { productsByIds } from '../catalog/catalog.ts'
import { announcementOf, cardsOf, showFor } from '../shows/shows.ts'
import type { Block, Content } from './state.ts'

const idsOf = <Type extends 'product' | 'show'>(blocks: readonly Block[], type: Type) => {
  const found = blocks.flatMap((block) => {
    if (block.type !== type) return []
    const id = block.type === 'product' ? block.productId : block.type === 'show' ? block.showId : null
    return id === null ? [] : [id as string]
  })
  return [...new Set(found)]
}

export const productIdsOf = ({ blocks }: Pick<Content, 'blocks'>) => idsOf(blocks, 'product') as ProductId[]
export const showIdsOf = ({ blocks }: Pick<Content, 'blocks'>) => idsOf(blocks, 'show')

/** What the cards of an article say now. A show that is not announced says nothing to others than staff. */
export async function cardsIn(sql: Sql, brandId: BrandId, content: Pick<Content, 'blocks'>, staff = false) {
  return {
    products: await productCards(sql, brandId, productIdsOf(content), staff),
    shows: await showCards(sql, showIdsOf(content), staff),
  }
}

async function productCards(sql: Sql, brandId: BrandId, productIds: readonly ProductId[], staff: boolean) {
  if (productIds.length === 0) return []
  const { currency } = (await brandById(sql, brandId))!
  const cards = new Map((await cardsOf(sql, productIds, currency)).map((card) => [card.productId as string, card]))
  const products = await productsByIds(sql, productIds)
  return products
    .filter(({ state }) => staff || state !== 'draft')
    .map(({ productId, title, pictures }) => {
      const variants = cards.get(productId)?.variants
      const lowest = variants?.reduce((low, one) => (BigInt(one.price.minor) < BigInt(low.price.minor) ? one : low))
      return {
        ...{ productId, title, pictureUrl: pictures[0]?.url ?? null },
        offer: lowest ? { price: lowest.price, free: variants!.reduce((sum, { free }) => sum + free, 0) } : null,
      }
    })
}

async function showCards(sql: Sql, showIds: readonly string[], staff: boolean) {
  const cards = []
  for (const showId of showIds) {
    if ((await showFor(sql, showId)).status === 'draft' && !staff) continue
    const { status, title, description, startsAt, coverUrl, portraitUrl, hostName, ...show } = await announcementOf(
      sql,
      showId,
    )
    cards.push({
      ...{ showId: show.showId, status, title, description, coverUrl, portraitUrl, hostName },
      startsAt: startsAt?.toISOString() ?? null,
    })
  }
  return cards
}
