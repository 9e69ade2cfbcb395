import type { Ctx } from '../../ctx.ts'
import type { ShowId } from '../../lib/ids.ts'
import { figure, figureNames } from './glossary.ts'
import { readFacts } from './show-facts.ts'
import * as store from './store.ts'

/** Keeps the figures of a show for those after it to be compared with. The same show again replaces them. */
export async function keepFigures(ctx: Pick<Ctx, 'sql' | 'now'>, { showId }: { showId: ShowId }): Promise<void> {
  const read = await readFacts(ctx.sql, ctx.now, showId)
  if (!read) return
  const { facts, subject } = read
  const figures = figureNames.map((name) => {
    const value = figure(name, facts, facts)
    return [name, typeof value === 'bigint' ? value.toString() : value] as const
  })
  const kept = { showId, startedAt: new Date(facts.from), figures: Object.fromEntries(figures) }
  await store.keep(ctx.sql, ctx.now, subject.brandId, kept)
}
