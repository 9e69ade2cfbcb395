import type { Ctx } from '../../ctx.ts'
import { newId, type PersonId } from '../../lib/ids.ts'
import { type Asked, noRules, type Outward, quietEnd, type Standing, type Verdict, verdict } from './decide.ts'
import { wants } from './state.ts'
import * as store from './store.ts'

/** Somebody to be told by a channel, and what their clocks were last known to show. */
export type Recipient = { personId: PersonId; channel: Outward; timeZone: string }
export type Saying = store.Notice & Omit<Asked, 'kind'>
/** What was decided of each person and channel. */
export type Decided = (personId: string, channel: Outward) => Verdict

/** Hours of one night, reckoned once for all who share them. */
function ends(now: Date) {
  const known = new Map<string, Date | undefined>()
  return ({ kind }: Pick<Asked, 'kind'>, person: Standing) => {
    const key = `${person.timeZone} ${person.quiet?.from} ${person.quiet?.until}`
    if (!known.has(key)) known.set(key, quietEnd(kind, person, now))
    return known.get(key)
  }
}

const standingOf = (row: store.StandingRow, timeZone: string): Standing => ({
  ...{ chosen: row.chosen ?? {}, timeZone: row.timeZone ?? timeZone, day: row.day, week: row.week },
  quiet: row.quietFrom === null ? null : { from: row.quietFrom, until: row.quietUntil! },
})

type Verdicts = { [C in Outward]?: Verdict }

/** What would become of a message, by person: one statement for all of them. */
async function weigh(ctx: Ctx, saying: Saying, recipients: readonly Recipient[], all: readonly PersonId[]) {
  const zones = new Map(recipients.map(({ personId, timeZone }) => [personId, timeZone]))
  const byPerson = Map.groupBy(recipients, ({ personId }) => personId)
  const personIds = [...new Set([...all, ...zones.keys()])]
  const rules = (await store.rulesOf(ctx.sql, saying.brandId)) ?? noRules
  const endOf = ends(ctx.now)
  const rows = await store.standingsOf(ctx.sql, saying.brandId, saying.kind, personIds, ctx.now)
  return rows.map((row) => {
    const person = standingOf(row, zones.get(row.personId) ?? 'UTC')
    const verdicts: Verdicts = {}
    for (const { channel } of byPerson.get(row.personId) ?? []) {
      verdicts[channel] = verdict(saying, channel, rules, person, endOf(saying, person))
    }
    return { personId: row.personId, inInbox: wants(saying.kind, 'inbox', person.chosen.inbox), verdicts }
  })
}

const kept = (one: Verdict | undefined) => (one ? (one.send === 'no' ? one.reason : one.send) : null)

/**
 * Tells people something once: decides for all of them who is sent it now, who after their quiet hours and who not at
 * all, writes it into their inboxes, and keeps what was decided where the brand sees it. Sending it is the caller's.
 * @param recipients who can be reached by push or e-mail; once a person and channel
 * @param all who is to find it in the inbox, beside them
 */
export async function tell(
  ctx: Ctx,
  saying: Saying,
  recipients: readonly Recipient[],
  all: readonly PersonId[] = [],
): Promise<Decided> {
  await store.lockBrand(ctx.sql, saying.brandId)
  await store.insertNotice(ctx.sql, saying, ctx.now)
  const weighed = await weigh(ctx, saying, recipients, all)
  const copies = weighed.map(({ personId, inInbox, verdicts }) => ({
    ...{ personId, inInbox, push: kept(verdicts.push), email: kept(verdicts.email) },
  }))
  await store.insertMessages(ctx.sql, saying, copies, ctx.now)
  const known = new Map(weighed.map(({ personId, verdicts }) => [personId as string, verdicts]))
  return (personId, channel) => known.get(personId)?.[channel] ?? { send: 'no', reason: 'unwanted' }
}

/** What `tell` would decide, and nothing written. */
export async function foresee(
  ctx: Ctx,
  saying: Omit<Saying, 'noticeId'>,
  recipients: readonly Recipient[],
  all: readonly PersonId[],
) {
  return weigh(ctx, { ...saying, noticeId: newId(ctx.now) }, recipients, all)
}

/** Puts one message into one person's inbox: what they hear by mail anyway, or an answer to them. */
export async function note(
  ctx: Ctx,
  personId: PersonId,
  one: Omit<store.Notice, 'noticeId' | 'happensAt' | 'kind'>,
): Promise<void> {
  const notice = { ...one, noticeId: newId<'notice'>(ctx.now), kind: 'orders' as const, happensAt: null }
  const [row] = await store.standingsOf(ctx.sql, one.brandId, notice.kind, [personId], ctx.now)
  if (!wants(notice.kind, 'inbox', row?.chosen?.inbox)) return
  await store.insertNotice(ctx.sql, notice, ctx.now)
  await store.insertMessages(ctx.sql, notice, [{ personId, inInbox: true, push: null, email: null }], ctx.now)
}
