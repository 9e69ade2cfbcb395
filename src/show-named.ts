import type { Ctx } from './ctx.ts'
import { brandById } from './modules/accounts/accounts.ts'
import * as shows from './modules/shows/shows.ts'

/** What a show is called, whose it is and when it was: for papers of modules below the shows. */
export async function showNamed({ sql }: Ctx, showId: string) {
  const [titles, owner] = [await shows.titlesOf(sql, [showId]), await shows.showOwner(sql, showId)]
  const brand = owner?.brandId ? await brandById(sql, owner.brandId) : undefined
  const show = titles.get(showId as never)
  return { title: show?.title ?? {}, brand: brand?.name ?? '', startedAt: show?.startedAt ?? null }
}
