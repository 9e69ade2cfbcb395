import { type Ctx, callerId } from '../../ctx.ts'
import { fact } from '../../lib/facts.ts'
import type { PersonId, ShowId } from '../../lib/ids.ts'
import type { Beat } from '../../lib/jobs.ts'
import { append } from '../../lib/log.ts'
import { refuse } from '../../lib/problems.ts'
import { personsByIds, rolesOf } from '../accounts/accounts.ts'
import { showFor } from '../shows/shows.ts'
import { noteActs as note } from './acts.ts'
import { posted } from './chat.ts'
import type { ChatEvent } from './events.ts'
import * as moderation from './moderation-store.ts'
import { chatProblems as problem } from './problems.ts'
import { type RoomRules, usualRules } from './rules.ts'
import * as store from './store.ts'
import type { WatchedWord } from './words.ts'

/** Somebody may write no more, and what they wrote is taken away. */
export const authorBanned = fact<{ showId: ShowId; personId: PersonId }>('chat.authorBanned')

async function say(ctx: Ctx, showId: ShowId, events: readonly ChatEvent[]): Promise<void> {
  const { chatLogId } = await showFor(ctx.sql, showId)
  await append(ctx.sql, chatLogId, ctx.now, events)
}

/** @throws Refusal chat.unknownMessage */
export async function deleteMessage(ctx: Ctx, wish: { showId: ShowId; messageId: string }): Promise<void> {
  const { showId, messageId } = wish
  if (!(await store.deleteMessage(ctx.sql, showId, messageId, callerId(ctx), ctx.now)))
    throw refuse(problem.unknownMessage)
  await say(ctx, showId, [{ type: 'message.deleted', body: { messageId } }])
  await note(ctx, showId, 'delete', [{ messageId }])
}

async function sanction(
  ctx: Ctx,
  { showId, personId }: { showId: ShowId; personId: PersonId },
  what: Pick<store.Sanction, 'kind' | 'until' | 'reason'>,
): Promise<void> {
  const { brandId } = await showFor(ctx.sql, showId)
  if ((await rolesOf(ctx.sql, brandId, personId)).length > 0) throw refuse(problem.staff)
  const withNetwork = what.kind !== 'mute'
  const byPersonId = callerId(ctx)
  await store.upsertSanction(ctx.sql, brandId, { personId, byPersonId, withNetwork, ...what }, ctx.now)
  await note(ctx, showId, what.kind, [{ personId, detail: what.reason }])
}

/** @throws Refusal chat.staff */
export async function mute(
  ctx: Ctx,
  wish: { showId: ShowId; personId: PersonId; minutes: number; reason: string },
): Promise<void> {
  const until = new Date(ctx.now.getTime() + wish.minutes * 60_000)
  await sanction(ctx, wish, { kind: 'mute', until, reason: wish.reason })
}

/**
 * Takes away what somebody wrote, and lets them write no more; in a shadow they do not notice.
 * @throws Refusal chat.staff
 */
export async function ban(
  ctx: Ctx,
  wish: { showId: ShowId; personId: PersonId; reason: string; shadow: boolean },
): Promise<void> {
  await sanction(ctx, wish, { kind: wish.shadow ? 'shadow' : 'ban', until: null, reason: wish.reason })
  if (wish.shadow) return
  await store.deleteMessagesOf(ctx.sql, wish.showId, wish.personId, callerId(ctx), ctx.now)
  await say(ctx, wish.showId, [{ type: 'author.banned', body: { authorId: wish.personId } }])
  await authorBanned.tell(ctx, { showId: wish.showId, personId: wish.personId })
}

export async function unban(ctx: Ctx, { showId, personId }: { showId: ShowId; personId: PersonId }): Promise<void> {
  const { brandId } = await showFor(ctx.sql, showId)
  await store.liftSanctions(ctx.sql, brandId, personId)
  await note(ctx, showId, 'lift', [{ personId }])
}

/** Who is muted or banned now, by name, and what they object. */
export async function sanctions(ctx: Ctx, { showId }: { showId: ShowId }) {
  const { brandId } = await showFor(ctx.sql, showId)
  const rows = await store.sanctionsOn(ctx.sql, brandId, null, ctx.now)
  const nameOf = await namesOf(
    ctx,
    rows.flatMap((row) => [row.personId, row.byPersonId]),
  )
  return rows.map(({ personId, kind, until, reason, byPersonId, appeal, appealAnswer }) => ({
    ...{ personId, kind, reason, appeal, appealAnswer, until: until?.toISOString() ?? null },
    ...{ name: nameOf(personId), by: nameOf(byPersonId) },
  }))
}

/** Why the caller may not write, the gravest first. Whoever is in a shadow may, as far as they know. */
export async function standing(ctx: Ctx, { showId }: { showId: ShowId }) {
  const { brandId } = await showFor(ctx.sql, showId)
  const all = await store.sanctionsOn(ctx.sql, brandId, [callerId(ctx)], ctx.now)
  const found = all.find((one) => one.kind === 'ban') ?? all.find((one) => one.kind === 'mute')
  if (!found) return { sanction: null }
  const { until, reason, appeal: said, appealAnswer } = found
  const kind = found.kind as 'mute' | 'ban'
  return { sanction: { kind, until: until?.toISOString() ?? null, reason, appeal: said, appealAnswer } }
}

/** Somebody who may not write says why they should. Once for each sanction. @throws Refusal chat.noSanction | appealed */
export async function appeal(ctx: Ctx, { showId, text }: { showId: ShowId; text: string }): Promise<void> {
  const { brandId } = await showFor(ctx.sql, showId)
  const outcome = await moderation.appeal(ctx.sql, brandId, callerId(ctx), text, ctx.now)
  if (!outcome) throw refuse(problem.noSanction)
  if (outcome === 'already') throw refuse(problem.appealed)
}

/** Whoever objected is answered that it stays. @throws Refusal chat.noAppeal */
export async function uphold(ctx: Ctx, wish: { showId: ShowId; personId: PersonId; text: string }): Promise<void> {
  const { showId, personId, text } = wish
  const { brandId } = await showFor(ctx.sql, showId)
  if (!(await moderation.answerAppeal(ctx.sql, brandId, personId, text))) throw refuse(problem.noAppeal)
  await note(ctx, showId, 'uphold', [{ personId, detail: text }])
}

/** The rules of a room, and the words of its brand. */
export async function settings(ctx: Ctx, { showId }: { showId: ShowId }) {
  const { brandId } = await showFor(ctx.sql, showId)
  const [[room], [list]] = [
    await moderation.rulesOf(ctx.sql, showId, brandId),
    await moderation.wordsOf(ctx.sql, brandId),
  ]
  const waiting = await moderation.countWaiting(ctx.sql, showId)
  return { rules: { ...usualRules, ...room!.rules }, words: list?.words ?? [], waiting }
}

export async function changeRules(ctx: Ctx, { showId, ...rules }: { showId: ShowId } & RoomRules): Promise<void> {
  await showFor(ctx.sql, showId)
  await moderation.setRules(ctx.sql, showId, rules)
  await note(ctx, showId, 'rules', [{ detail: JSON.stringify(rules) }])
}

/** The words of the brand, for all its rooms. */
export async function changeWords(ctx: Ctx, wish: { showId: ShowId; words: readonly WatchedWord[] }): Promise<void> {
  const { brandId } = await showFor(ctx.sql, wish.showId)
  await moderation.setWords(ctx.sql, brandId, wish.words)
  await note(ctx, wish.showId, 'words', [{ detail: `${wish.words.length}` }])
}

const waitingMost = 200

/** What waits for a moderator, the oldest first. */
export async function waiting(ctx: Ctx, { showId }: { showId: ShowId }) {
  const rows = await moderation.waitingIn(ctx.sql, showId, waitingMost)
  return {
    items: rows.map(({ postedAt, authorName, heldBecause, ...row }) => ({
      ...{ messageId: row.messageId, personId: row.authorId, text: row.text, bought: row.bought },
      ...{ name: authorName, at: postedAt.toISOString(), because: heldBecause },
    })),
    count: rows.length < waitingMost ? rows.length : await moderation.countWaiting(ctx.sql, showId),
  }
}

/** Lets the room read what waited, or never. @throws Refusal chat.notHeld when it is settled already */
export async function settle(
  ctx: Ctx,
  { showId, messageId, say: saysIt }: { showId: ShowId; messageId: string; say: boolean },
): Promise<void> {
  const settled = await moderation.settle(ctx.sql, showId, { messageIds: [messageId] }, saysIt ? 'said' : 'rejected')
  if (settled.length === 0) throw refuse(problem.notHeld)
  await tell(ctx, showId, settled, saysIt)
}

/** Ends a raid: it was none, and what waited is said; or it was one, and what waited is not. @returns how many */
export async function endRaid(ctx: Ctx, { showId, real }: { showId: ShowId; real: boolean }): Promise<number> {
  const settled = await moderation.settle(ctx.sql, showId, { because: 'raid' }, real ? 'rejected' : 'said')
  if (!real) {
    const { rules } = await settings(ctx, { showId })
    await changeRules(ctx, { showId, ...rules, raid: 'off' })
  }
  await tell(ctx, showId, settled, !real)
  return settled.length
}

async function tell(ctx: Ctx, showId: ShowId, settled: readonly moderation.Waiting[], saysIt: boolean) {
  if (saysIt) {
    await say(ctx, showId, await posted(ctx.sql, showId, settled, () => null))
  }
  const about = settled.map(({ messageId, authorId }) => ({ messageId, personId: authorId }))
  await note(ctx, showId, saysIt ? 'approve' : 'reject', about)
}

/** What moderators did in a show, the newest first. */
export async function acts(ctx: Ctx, wish: { showId: ShowId; after?: string | undefined; most: number }) {
  const rows = await moderation.actsOf(ctx.sql, wish.showId, wish.after, wish.most)
  const nameOf = await namesOf(
    ctx,
    rows.flatMap((row) => [row.personId, row.byPersonId]),
  )
  const items = rows.map(({ actId, at, what, detail, personId, byPersonId }) => ({
    ...{ actId, what, detail, at: at.toISOString() },
    ...{ about: nameOf(personId), by: nameOf(byPersonId) },
  }))
  return { items, next: rows.length < wish.most ? null : rows.at(-1)!.actId }
}

async function namesOf(ctx: Ctx, ids: readonly (PersonId | null)[]) {
  const people = await personsByIds(
    ctx.sql,
    ids.filter((one) => one !== null),
  )
  return (personId: PersonId | null) => (personId && people.get(personId)?.name) || ''
}

const forgetNetworks: Beat = {
  name: 'chat.forgetNetworks',
  everyMs: 3600_000,
  run: (ctx) => moderation.forgetNetworks(ctx.sql, new Date(ctx.now.getTime() - 24 * 3600_000)),
}
export const chatBeats = [forgetNetworks]
