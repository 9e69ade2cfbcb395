/** Finding shows: live now, coming and replays, of a brand or of all that wish to be found. It keeps nothing itself. */
import type { Ctx } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import type { BrandId } from '../../lib/ids.ts'
import { edge, refuse } from '../../lib/problems.ts'
import { pageFrom } from '../../lib/shapes.ts'
import { brands } from '../accounts/accounts.ts'
import { productsLike } from '../catalog/catalog.ts'
import { unlistedBrands } from '../programme/programme.ts'
import { listedShows, topicsOf } from '../shows/shows.ts'
import type { discoveryContract } from './contract.ts'
import { wordsOf } from './decide.ts'

type Wish = Input<(typeof discoveryContract)['discovery.shows']>

/** @throws Refusal edge.malformed for what is no cursor of this list */
export async function readShows(ctx: Ctx, { brandId, search, locale, after, most, ...wish }: Wish) {
  const from = after === undefined ? undefined : cursorOf(after)
  const words = wordsOf(search ?? '')
  if (search?.trim() && words.length === 0) return { items: [], next: null }
  const rows = await listedShows(ctx.sql, {
    ...wish,
    ...{ brandId, without: brandId ? [] : await unlistedBrands(ctx.sql), words, locale, from, most: most + 1 },
    productIds: words.length > 0 ? await productsLike(ctx.sql, { words, brandId, most: 500 }) : [],
  })
  const known = new Map((await brands(ctx)).items.map((brand) => [brand.brandId, brand]))
  const { items, next } = pageFrom(rows, most, ({ show, at }) => `${at.toISOString()}_${show.showId}`)
  return {
    items: items.flatMap(({ show }) => {
      const brand = known.get(show.brandId)
      if (!brand) return []
      const { slug, name, accent, markUrl } = brand
      return [{ ...show, brand: { slug, name, accent, markUrl } }]
    }),
    next,
  }
}

function cursorOf(after: string): { at: Date; showId: string } {
  const [, at, showId] = /^(\d{4}-[\dT:.-]+Z)_([0-9a-f-]{36})$/.exec(after) ?? []
  if (!at || !showId || Number.isNaN(Date.parse(at))) {
    throw refuse(edge.malformed, { issues: [{ path: 'after', message: 'not a cursor of this list' }] })
  }
  return { at: new Date(at), showId }
}

export const readTopics = async (ctx: Ctx, { brandId }: { brandId?: BrandId | undefined }) => ({
  items: await topicsOf(ctx.sql, brandId, brandId ? [] : await unlistedBrands(ctx.sql)),
})
