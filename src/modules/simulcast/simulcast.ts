import type { Ctx } from '../../ctx.ts'
import { fact } from '../../lib/facts.ts'
import { type BrandId, isId, newId, type ShowId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import type { Seal } from '../../lib/seal.ts'
import type { Sql } from '../../lib/sql.ts'
import { showFor, slateOf } from '../shows/shows.ts'
import { isSent, isTargetUrl, mayTurn, targetsMost } from './decide.ts'
import { simulcastProblems as problem } from './problems.ts'
import type { TargetState } from './state.ts'
import * as store from './store.ts'

/** Where a show on air is sent to has changed: the media engine is to be told. */
export const simulcastChanged = fact<{ showId: ShowId }>('simulcast.changed')

type Wish = { showId: ShowId }
type TargetWish = { brandId: BrandId; name: string; url: string; everyShow: boolean }

const placeOf = (targetId: string) => `simulcast ${targetId}`

/** @throws Refusal simulcast.badUrl | tooManyTargets */
export async function addTarget(ctx: Ctx, seal: Seal, wish: TargetWish & { key: string }): Promise<store.TargetId> {
  if (!isTargetUrl(wish.url)) throw refuse(problem.badUrl)
  if ((await store.targetsOf(ctx.sql, wish.brandId)).length >= targetsMost) throw refuse(problem.tooManyTargets)
  const targetId = newId<'target'>(ctx.now)
  const sealedKey = seal.close(wish.key, placeOf(targetId))
  await store.insertTarget(ctx.sql, { ...wish, targetId, sealedKey, createdAt: ctx.now })
  await tellShowsOnAir(ctx, wish.brandId)
  return targetId
}

/** @throws Refusal simulcast.badUrl | unknownTarget */
export async function changeTarget(
  ctx: Ctx,
  seal: Seal,
  wish: TargetWish & { targetId: store.TargetId; key?: string | undefined },
): Promise<void> {
  if (!isTargetUrl(wish.url)) throw refuse(problem.badUrl)
  await lockTarget(ctx, wish)
  await store.updateTarget(ctx.sql, wish)
  if (wish.key) await store.updateKey(ctx.sql, wish.targetId, seal.close(wish.key, placeOf(wish.targetId)))
  await tellShowsOnAir(ctx, wish.brandId)
}

/** @throws Refusal simulcast.unknownTarget */
export async function removeTarget(ctx: Ctx, wish: { brandId: BrandId; targetId: store.TargetId }): Promise<void> {
  await lockTarget(ctx, wish)
  await store.deleteTarget(ctx.sql, wish.targetId)
  await tellShowsOnAir(ctx, wish.brandId)
}

/** @throws Refusal simulcast.unknownTarget | showOver */
export async function turn(ctx: Ctx, wish: Wish & { targetId: store.TargetId; isOn: boolean }): Promise<void> {
  const { brandId, status } = await showFor(ctx.sql, wish.showId)
  await lockTarget(ctx, { brandId, targetId: wish.targetId })
  if (!mayTurn(status)) throw refuse(problem.showOver)
  await store.upsertChoice(ctx.sql, wish.showId, wish.targetId, wish.isOn)
  if (await store.showOnAir(ctx.sql, wish.showId)) await simulcastChanged.tell(ctx, { showId: wish.showId })
}

async function lockTarget(ctx: Ctx, { brandId, targetId }: { brandId: BrandId; targetId: string }): Promise<void> {
  if (!(await store.lockedTarget(ctx.sql, brandId, targetId))) throw refuse(problem.unknownTarget)
}

async function tellShowsOnAir(ctx: Ctx, brandId: BrandId): Promise<void> {
  for (const { showId } of await store.showsOnAir(ctx.sql, brandId)) await simulcastChanged.tell(ctx, { showId })
}

/** What an outside engine makes never comes by here: it sends it on itself. */
export async function hearShowStarted(ctx: Ctx, { showId, outside }: Wish & { outside: boolean }): Promise<void> {
  if (outside) return
  await store.insertShow(ctx.sql, showId, (await showFor(ctx.sql, showId)).brandId)
  await simulcastChanged.tell(ctx, { showId })
}

/** After a cut, a show goes on when it is resumed. */
export async function hearShowPauseChanged(ctx: Ctx, { showId }: Wish): Promise<void> {
  const show = await store.showOnAir(ctx.sql, showId)
  if (!show?.isCut || (await slateOf(ctx.sql, showId))?.paused !== false) return
  await store.setCut(ctx.sql, showId, false)
  await simulcastChanged.tell(ctx, { showId })
}

export async function hearShowCut(ctx: Ctx, { showId }: Wish): Promise<void> {
  await store.setCut(ctx.sql, showId, true)
  await simulcastChanged.tell(ctx, { showId })
}

/** A picture begins to come. */
export async function hearPicture(ctx: Ctx, { showId }: { showId: string }): Promise<void> {
  if (isId(showId) && (await store.showOnAir(ctx.sql, showId))) {
    await simulcastChanged.tell(ctx, { showId: showId as ShowId })
  }
}

/** The stream ends, and with it whatever is sent on. */
export const hearShowEnded = async (ctx: Ctx, { showId }: Wish): Promise<void> => {
  await store.deleteShow(ctx.sql, showId)
}

export type Push = { id: string; url: string; key: string }

/** Where a show is to be sent now, with keys: for the media engine alone. Undefined while it is not on air. */
export async function pushesOf(ctx: Ctx, seal: Seal, showId: string): Promise<Push[] | undefined> {
  const show = await store.showOnAir(ctx.sql, showId)
  if (!show) return undefined
  const { brandId } = await showFor(ctx.sql, showId)
  const pushes: Push[] = []
  for (const target of await store.targetsOfShow(ctx.sql, brandId, showId)) {
    if (!isSent(show, target)) continue
    const key = seal.open(target.sealedKey, placeOf(target.targetId))
    if (key !== undefined) pushes.push({ id: target.targetId, url: target.url, key })
    else await noteState(ctx, { showId, targetId: target.targetId, state: 'locked' })
  }
  return pushes
}

type News = { showId: string; targetId: string; state: TargetState; code?: string; retryInMs?: number }

/** What the media engine says of a target. */
export const noteState = async (ctx: Ctx, { showId, targetId, state, code, retryInMs }: News): Promise<void> => {
  const retryAt = retryInMs === undefined ? null : new Date(ctx.now.getTime() + retryInMs)
  await store.upsertState(ctx.sql, showId, targetId, { state, code: code ?? null, retryAt }, ctx.now)
}

/** Everything there is to see of a show's targets. */
export async function targetsOfShow(sql: Sql, showId: ShowId) {
  const { brandId } = await showFor(sql, showId)
  return { show: await store.showOnAir(sql, showId), targets: await store.targetsOfShow(sql, brandId, showId) }
}
