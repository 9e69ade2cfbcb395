import { type Ctx, callerId } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { type BrandId, newId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import { ok } from '../../lib/shapes.ts'
import { personsByIds } from '../accounts/accounts.ts'
import type { riskContract } from './contract.ts'
import { isFitting } from './decide.ts'
import { riskProblems as problem } from './problems.ts'
import { ruleNames, rules, windowMost } from './rules.ts'
import { settingsOf } from './sight.ts'
import * as store from './store.ts'
import { titleOf } from './words.ts'

type Api = typeof riskContract

export async function readRules(
  { sql }: Pick<Ctx, 'sql'>,
  { brandId }: { brandId: BrandId },
): Promise<Output<Api['risk.rules']>> {
  const own = new Map((await store.rulesOf(sql, brandId)).map((one) => [one.rule, one]))
  const people = await personsByIds(
    sql,
    [...own.values()].flatMap(({ changedBy }) => changedBy ?? []),
  )
  return {
    items: ruleNames.map((rule) => {
      const { usual, actions, by } = rules[rule]
      const set = own.get(rule)
      const { threshold, windowMinutes, action } = set ?? usual
      return {
        ...{ rule, title: titleOf(rule), by, threshold, windowMinutes, action, usual, actions: [...actions] },
        changedBy: set?.changedBy ? (people.get(set.changedBy)?.name ?? '') : null,
        changedAt: set?.changedAt.toISOString() ?? null,
      }
    }),
  }
}

/** @throws Refusal risk.unfitting for what this rule cannot lead to */
export async function changeRule(ctx: Ctx, { brandId, rule, ...wish }: Input<Api['risk.changeRule']>) {
  if (!isFitting(rule, wish.action)) throw refuse(problem.unfitting)
  const before = (await settingsOf(ctx, brandId))[rule]
  const by = callerId(ctx)
  await store.putRule(ctx.sql, brandId, { ...wish, rule, changedBy: by, changedAt: ctx.now })
  const text = (one: typeof wish) => `${one.threshold} / ${one.windowMinutes} min → ${one.action}`
  const detail = `${text(before)} ⇒ ${text(wish)}`
  const done = { trailId: newId(ctx.now), at: ctx.now, personId: by, what: 'ruleChanged', decisionId: null } as const
  await store.addTrail(ctx.sql, brandId, { ...done, rule, detail })
  return ok
}

export async function readTrail(
  { sql }: Ctx,
  { brandId, most }: Input<Api['risk.trail']>,
): Promise<Output<Api['risk.trail']>> {
  const rows = await store.trailOf(sql, brandId, most)
  const people = await personsByIds(sql, [...new Set(rows.map(({ personId }) => personId))])
  return {
    items: rows.map(({ at, personId, what, rule, decisionId, detail }) => ({
      ...{ at: at.toISOString(), by: people.get(personId)?.name ?? '', what, rule, title: titleOf(rule), detail },
      decisionId: decisionId as never,
    })),
  }
}

const minuteMs = 60_000
const forgetMost = 5000

/** What no window reaches any more is forgotten. */
export const riskBeats = [
  {
    name: 'risk.forget',
    everyMs: 3_600_000,
    run: ({ sql, now }: Ctx) => {
      const before = new Date(now.getTime() - windowMost * minuteMs)
      return store.forget(sql, before, before, forgetMost)
    },
  },
]
