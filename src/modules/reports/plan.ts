import type { ShowId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'
import { cuesOf } from '../cues/cues.ts'
import { runOf } from '../shows/shows.ts'
import type { byProduct } from './moments.ts'
import type { Subject } from './show-facts.ts'
import * as store from './store.ts'

/** How many viewers put each product of a show in their bag since then, as they told. */
export const baggedSince = async (sql: Sql, showId: ShowId, since: Date): Promise<Map<string, number>> =>
  new Map((await store.baggersSince(sql, showId, since)).map(({ productId, people }) => [productId, people]))

/** The plan against what happened: minutes by product, and what was suggested meanwhile. */
export async function planOf(sql: Sql, { showId, show }: Subject, from: number, shown: ReturnType<typeof byProduct>) {
  const titleOf = (productId: string) => show.shelf.find((card) => card.productId === productId)?.title ?? {}
  const plan = (await runOf(sql, showId)).map(({ productId, minutes }) => {
    const moment = shown.find((one) => one.productId === productId)
    return {
      ...{ productId, title: titleOf(productId), plannedMs: minutes * 60_000 },
      ...{ pinnedMs: moment?.pinnedMs ?? 0, shownAtMs: moment?.shownAtMs ?? null },
    }
  })
  const cues = (await cuesOf(sql, showId)).map(({ kind, productId, figure, madeAt, answer, answeredAt }) => ({
    ...{ kind, productId, title: titleOf(productId), figure, answer },
    ...{ atMs: madeAt.getTime() - from, answeredAtMs: answeredAt && answeredAt.getTime() - from },
  }))
  return { plan, cues }
}
