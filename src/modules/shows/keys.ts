import type { Ctx } from '../../ctx.ts'
import { fact } from '../../lib/facts.ts'
import type { ShowId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import { hashOfKey, idOfHash, newPublishingKey } from '../../lib/publishing-key.ts'
import type { Sql } from '../../lib/sql.ts'
import * as decide from './decide.ts'
import { carryOut, foldShow, lockShow } from './load.ts'
import { showProblems as problem } from './problems.ts'
import * as store from './store.ts'

/** A key was replaced: whoever still sends with it has to go. */
export const showKeysChanged = fact<{ showId: ShowId }>('shows.keysChanged')

/**
 * A new publishing key, told once; the one before of the same use stops working. A browser makes one whenever it
 * sends; an encoder keeps the one that was typed into it. @throws Refusal shows.wrongState once it is over
 */
export async function issueKey(ctx: Ctx, { showId, use }: { showId: ShowId; use: store.KeyUse }): Promise<string> {
  const show = await lockShow(ctx, showId)
  if (!['draft', 'scheduled', 'live'].includes(show.status)) throw refuse(problem.wrongState)
  const key = newPublishingKey()
  await store.upsertKey(ctx.sql, showId, use, hashOfKey(key), ctx.now)
  await showKeysChanged.tell(ctx, { showId })
  return key
}

/** The show that may be published to with this key. */
export const showByKey = async (sql: Sql, key: string): Promise<ShowId | undefined> =>
  (await store.showByKey(sql, hashOfKey(key)))?.showId

/** The names of all keys that open a show now. */
export const keyIdsOf = async (sql: Sql, showId: ShowId): Promise<string[]> =>
  (await store.keyHashes(sql, showId)).map(({ keyHash }) => idOfHash(keyHash))

/**
 * The publishing right moves: every key there was stops opening the show, and this one does. Whoever sends goes on until
 * the new one is first used, so that viewers wait for nothing; then they are thrown out, and cannot come back.
 */
export async function moveKeys(ctx: Ctx, showId: ShowId): Promise<string> {
  const key = newPublishingKey()
  await store.deleteKeys(ctx.sql, showId)
  await store.upsertKey(ctx.sql, showId, 'browser', hashOfKey(key), ctx.now)
  return key
}

/** Says in the log who is on air from now on. @throws Refusal shows.wrongState unless the show is live */
export async function handOver(ctx: Ctx, { showId, to }: { showId: ShowId; to: string }): Promise<void> {
  await carryOut(ctx, showId, decide.handOver(await foldShow(ctx.sql, showId), to))
}
