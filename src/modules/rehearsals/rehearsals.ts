import { type Ctx, callerId } from '../../ctx.ts'
import { fact } from '../../lib/facts.ts'
import type { ShowId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import { hashOfKey, idOfHash, newPublishingKey } from '../../lib/publishing-key.ts'
import type { Sql } from '../../lib/sql.ts'
import { showFor } from '../shows/shows.ts'
import { goesOn, rehearsalMsMax, whyNotBegin } from './decide.ts'
import { rehearsalProblems as problem } from './problems.ts'
import * as store from './store.ts'

/** A rehearsal is over: whoever still sends is thrown out, and its pictures are forgotten. */
export const rehearsalEnded = fact<{ showId: ShowId }>('rehearsals.ended')

const prefix = 'rehearsal-'

/** A rehearsal has a stream of its own, so that nothing of it is ever in the show's. */
export const streamOf = (showId: string): string => prefix + showId

/** The show whose rehearsal a stream is. */
export const rehearsedShow = (streamId: string): ShowId | undefined =>
  streamId.startsWith(prefix) ? (streamId.slice(prefix.length) as ShowId) : undefined

type Wish = { showId: ShowId }

/** @throws Refusal rehearsals.wrongState | running */
export async function start(ctx: Ctx, { showId }: Wish): Promise<void> {
  const { status } = await showFor(ctx.sql, showId, { lock: true })
  const why = whyNotBegin(status, (await running(ctx, showId)) !== undefined)
  if (why) throw refuse(why)
  await store.deleteRehearsal(ctx.sql, showId)
  const endsAt = new Date(ctx.now.getTime() + rehearsalMsMax)
  await store.insertRehearsal(ctx.sql, { showId, startedBy: callerId(ctx), startedAt: ctx.now, endsAt })
}

/** The rehearsal of a show, while it goes on. */
export async function running(ctx: Pick<Ctx, 'sql' | 'now'>, showId: string): Promise<store.Rehearsal | undefined> {
  const rehearsal = await store.rehearsalOf(ctx.sql, showId)
  if (!rehearsal) return undefined
  const { status } = await showFor(ctx.sql, showId)
  return goesOn(status, rehearsal.endsAt, ctx.now) ? rehearsal : undefined
}

/** @throws Refusal rehearsals.notRunning */
export async function runningOrRefuse(ctx: Ctx, showId: string): Promise<store.Rehearsal> {
  const rehearsal = await running(ctx, showId)
  if (!rehearsal) throw refuse(problem.notRunning)
  return rehearsal
}

/** A key was replaced: whoever still sends with it has to go. */
export const rehearsalKeysChanged = fact<{ showId: ShowId }>('rehearsals.keysChanged')

/** A key for this rehearsal alone, told once; the one before of the same use stops working. @throws Refusal rehearsals.notRunning */
export async function issueKey(ctx: Ctx, { showId, use }: Wish & { use: store.KeyUse }): Promise<string> {
  await runningOrRefuse(ctx, showId)
  const key = newPublishingKey()
  await store.upsertKey(ctx.sql, showId, use, hashOfKey(key), ctx.now)
  await rehearsalKeysChanged.tell(ctx, { showId })
  return key
}

/** The show that is being rehearsed with this key. */
export async function rehearsalByKey(sql: Sql, key: string, now: Date): Promise<ShowId | undefined> {
  const found = await store.rehearsalByKey(sql, hashOfKey(key))
  return found && (await running({ sql, now }, found.showId))?.showId
}

/** The names of all keys that open a rehearsal now. */
export const keyIdsOf = async (sql: Sql, showId: ShowId): Promise<string[]> =>
  (await store.keyHashes(sql, showId)).map(({ keyHash }) => idOfHash(keyHash))

/** @throws Refusal rehearsals.notRunning */
export async function end(ctx: Ctx, { showId }: Wish): Promise<void> {
  if (!(await store.deleteRehearsal(ctx.sql, showId))) throw refuse(problem.notRunning)
  await rehearsalEnded.tell(ctx, { showId })
}

/** A show that starts is rehearsed no longer. */
export async function hearShowStarted(ctx: Ctx, { showId }: Wish): Promise<void> {
  if (await store.deleteRehearsal(ctx.sql, showId)) await rehearsalEnded.tell(ctx, { showId })
}

/** What the media engine says of the picture. Nobody else hears of it. */
export async function notePicture(
  ctx: Ctx,
  { showId, picture }: Wish & { picture: store.PictureState },
): Promise<void> {
  await store.setPicture(ctx.sql, showId, picture)
}

/** Ends rehearsals that were forgotten, or whose show was called off. */
export async function endForgotten(ctx: Ctx): Promise<void> {
  for (const { showId, endsAt } of await store.rehearsals(ctx.sql)) {
    const { status } = await showFor(ctx.sql, showId)
    if (!goesOn(status, endsAt, ctx.now)) await end(ctx, { showId })
  }
}
