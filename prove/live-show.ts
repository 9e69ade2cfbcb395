import type { ShowId } from '../src/lib/ids.ts'
import { createShow } from '../src/modules/shows/shows.ts'
import type { Shop } from '../test/shop.ts'

/** A show of the shop that is on air from here on; nothing hears of its start. `before`: what is done to it before that. */
export async function liveShow(
  shop: Pick<Shop, 'brandId' | 'database' | 'write'>,
  before?: (showId: ShowId) => Promise<unknown>,
): Promise<ShowId> {
  const pictures = { coverPictureId: null, portraitPictureId: null, hostPictureId: null }
  const text = { title: { en: 'A show' }, description: { en: 'A show' }, hostName: 'Béa', kind: 'video' as const }
  const showId = await shop.write((ctx) =>
    createShow(ctx, { brandId: shop.brandId, ...text, ...pictures, startsAt: null }),
  )
  await before?.(showId)
  await shop.database.sql`update shows.shows set status = 'live', started_at = now() where show_id = ${showId}`
  return showId
}
