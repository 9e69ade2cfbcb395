import { type Ctx, callerId } from '../../ctx.ts'
import type { BrandId, PersonId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import { pageFrom } from '../../lib/shapes.ts'
import { personsByIds } from '../accounts/accounts.ts'
import { variantsForSale } from '../catalog/catalog.ts'
import { readBag } from '../orders/orders.ts'
import { heldBy } from '../stock/stock.ts'
import { isHoarding, isShared, type Mark, marksOf, type Rule, refusalOf, sharedRule } from './abuse.ts'
import { noteFindings } from './household.ts'
import * as marks from './mark-store.ts'
import { dropProblems as problem } from './problems.ts'
import * as store from './store.ts'

/** Reservations lapsed: whoever lets too many of one drop lapse is kept out of it. Hears `stock.holdsReleased`. */
export async function hearHoldsReleased(ctx: Ctx, { holds }: { holds: readonly { holdId: string }[] }): Promise<void> {
  const rows = await store.noteLapsed(
    ctx.sql,
    holds.map(({ holdId }) => holdId),
  )
  for (const { lapsed, personId, ...drop } of rows) {
    if (isHoarding(lapsed))
      await noteFindings(ctx.sql, ctx.now, drop, [{ personId, rule: 'hoarding', seen: { lapsed } }])
  }
}

type Checkout = { brandId: BrandId; address: Parameters<typeof marksOf>[0] }

/**
 * A checkout that is asked first: one household, one limit. Units out of a drop are not sent where others of the same
 * address or telephone have theirs already. What is let pass leaves its marks in the checkout's transaction.
 * @throws Refusal drops.limitShared, and what the checkout itself throws
 */
export function oneHousehold<Wish extends Checkout, Placed>(
  checkout: (ctx: Ctx, wish: Wish, key: string) => Promise<Placed>,
): typeof checkout {
  return async (ctx, wish, key) => {
    const dropIds = new Set<string>()
    for (const { dropId, state } of (await readBag(ctx, wish)).lines) {
      if (dropId && state === 'held') dropIds.add(dropId)
    }
    for (const dropId of [...dropIds].sort()) {
      const drop = await store.dropById(ctx.sql, dropId)
      const found = drop && (await sharedMark(ctx, drop, marksOf(wish.address)))
      if (!found) continue
      // What is refused is rolled back with its request: the operator has to hear of it all the same.
      const finding = { personId: callerId(ctx), ...found }
      throw refuse(refusalOf[found.rule], { dropId }).leaving((sql) => noteFindings(sql, ctx.now, drop, [finding]))
    }
    return checkout(ctx, wish, key)
  }
}

async function sharedMark(
  ctx: Ctx,
  drop: store.DropRow,
  own: readonly Mark[],
): Promise<{ rule: Rule; seen: Record<string, number> } | undefined> {
  const { dropId, perBuyer } = drop
  const personId = callerId(ctx)
  const decisions = await marks.decisionsAbout(ctx.sql, dropId, [personId])
  for (const { kind, mark } of own) {
    const rule = sharedRule[kind]
    await marks.lockMark(ctx.sql, dropId, mark)
    const sharers = (await marks.sharersOf(ctx.sql, dropId, kind, [mark])).map((row) => row.personId)
    const held = await heldBy(ctx.sql, dropId, [...sharers, personId])
    const mine = held.get(personId) ?? 0
    const others = [...held].reduce((sum, [id, units]) => (id === personId ? sum : sum + units), 0)
    const excused = decisions.some((one) => one.rule === rule && one.letThrough)
    if (!excused && isShared({ others, own: mine, wished: 0 }, perBuyer)) {
      return { rule, seen: { others, own: mine, perBuyer } }
    }
  }
  await marks.addMarks(
    ctx.sql,
    dropId,
    own.map((one) => ({ ...one, personId })),
  )
  return undefined
}

/** What the rules against abuse refused in a brand's drops, the latest first, with who and why. */
export async function readDecisions(
  ctx: Ctx,
  { brandId, after, most }: { brandId: BrandId; after?: string | undefined; most: number },
) {
  const page = pageFrom(await marks.decisionsOf(ctx.sql, brandId, after, most + 1), most, (row) => row.decisionId)
  return { ...page, items: await shown(ctx, page.items) }
}

/** From now on this rule does not stop this person in this drop. @throws Refusal drops.unknownDecision */
export async function letThrough(ctx: Ctx, { brandId, decisionId }: { brandId: BrandId; decisionId: string }) {
  const rows = await marks.letThrough(ctx.sql, brandId, decisionId, callerId(ctx), ctx.now)
  if (rows.length === 0) throw refuse(problem.unknownDecision)
  return (await shown(ctx, rows))[0]!
}

async function shown(ctx: Ctx, rows: readonly marks.DecisionRow[]) {
  const ids = rows.flatMap(({ personId, letThroughBy }): PersonId[] =>
    letThroughBy ? [personId, letThroughBy] : [personId],
  )
  const people = await personsByIds(ctx.sql, ids)
  const drops = new Map<string, store.DropRow>()
  for (const { dropId } of rows) {
    if (!drops.has(dropId)) drops.set(dropId, (await store.dropById(ctx.sql, dropId))!)
  }
  const variantIds = [...drops.values()].map(({ variantId }) => variantId)
  const variants = new Map((await variantsForSale(ctx.sql, variantIds)).map((one) => [one.variantId, one]))
  return rows.map(({ decisionId, dropId, personId, rule, seen, madeAt, times, letThroughAt, letThroughBy }) => {
    const { showId, variantId } = drops.get(dropId)!
    return {
      ...{ decisionId, dropId, showId, rule, seen, times, madeAt: madeAt.toISOString() },
      title: variants.get(variantId)?.title ?? {},
      person: { personId, name: people.get(personId)?.name ?? '', email: people.get(personId)?.email ?? null },
      letThroughAt: letThroughAt?.toISOString() ?? null,
      letThroughBy: (letThroughBy && people.get(letThroughBy)?.name) ?? null,
    }
  })
}
