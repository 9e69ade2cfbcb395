/** What brands tell people outside of rooms: who wants what, when it may disturb them, and their inboxes. */
import { type Ctx, callerId } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import type { BrandId, PersonId } from '../../lib/ids.ts'
import { edge, refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { brandById } from '../accounts/accounts.ts'
import type { messagingContract } from './contract.ts'
import type { Outward } from './decide.ts'
import { openLink } from './link.ts'
import { messagingProblems as problem } from './problems.ts'
import { isFixed, type Kind, keptDays } from './state.ts'
import * as store from './store.ts'

export type { Waits } from './decide.ts'
export { unsubscribeUrl } from './link.ts'
export { mailFailure, type Outcome } from './outcome.ts'
export { type Sent, sender, sendMail } from './sender.ts'
export type { NoticeId } from './store.ts'
export { type Decided, foresee, note, type Saying, tell } from './telling.ts'

type Api = typeof messagingContract

export const markRead = (ctx: Ctx, { noticeIds }: Input<Api['messaging.markRead']>) =>
  store.setRead(ctx.sql, callerId(ctx), noticeIds ?? null, ctx.now)

/** @throws Refusal messaging.necessary, edge.notFound */
export async function choose(ctx: Ctx, wish: Input<Api['messaging.choose']>): Promise<void> {
  if (isFixed(wish.kind, wish.channel)) throw refuse(problem.necessary)
  if (!(await brandById(ctx.sql, wish.brandId))) throw refuse(edge.notFound)
  await store.upsertChoice(ctx.sql, { ...wish, personId: callerId(ctx) }, ctx.now)
}

const minutes = (hour: string) => Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3))

/** Sets the hours in which only orders disturb the caller; null: never. */
export async function setQuiet(ctx: Ctx, { timeZone, quiet }: Input<Api['messaging.setQuiet']>): Promise<void> {
  const [quietFrom, quietUntil] = quiet ? [minutes(quiet.from), minutes(quiet.until)] : [0, 0]
  await store.upsertReader(ctx.sql, { personId: callerId(ctx), timeZone, quietFrom, quietUntil })
}

/** @throws Refusal messaging.deadLink, messaging.necessary */
export async function chooseByLink(ctx: Ctx, { link }: { link: string }, wanted: boolean): Promise<void> {
  const of = openLink(ctx, link)
  if (isFixed(of.kind, 'email')) throw refuse(problem.necessary)
  await store.upsertChoice(ctx.sql, { ...of, channel: 'email', wanted }, ctx.now)
}

/** Those of these people who have said no to a kind since it was decided that they hear of something. */
export async function unwillingAmong(
  sql: Sql,
  of: { brandId: BrandId; kind: Kind; channel: Outward },
  personIds: readonly string[],
): Promise<Set<string>> {
  return new Set((await store.unwillingAmong(sql, of, personIds)).map(({ personId }) => personId))
}

export async function setRules(ctx: Ctx, { brandId, ...rules }: Input<Api['messaging.setRules']>): Promise<void> {
  await store.upsertRules(ctx.sql, brandId, rules)
}

/** A guest who makes an account keeps their messages and choices. */
export const moveMessages = (ctx: Ctx, { guestId, personId }: { guestId: PersonId; personId: PersonId }) =>
  store.moveMessages(ctx.sql, guestId, personId)

/** A beat: forgets messages that have been kept long enough. */
export const forget = (ctx: Ctx) =>
  store.deleteNoticesBefore(ctx.sql, new Date(ctx.now.getTime() - keptDays * 86_400_000))
