import type { Ctx } from '../../ctx.ts'
import type { Owner } from '../../lib/access.ts'
import { fact } from '../../lib/facts.ts'
import { type BrandId, newId, type ProductId, type ShowId } from '../../lib/ids.ts'
import { append, type LoggedEvent, lastOfTypes } from '../../lib/log.ts'
import { refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { brandById } from '../accounts/accounts.ts'
import { pictureOwner, productOwner } from '../catalog/catalog.ts'
import { catalogProblems } from '../catalog/problems.ts'
import { showWentLive, showWentOff } from '../promotions/promotions.ts'
import { cardsOf } from './cards.ts'
import * as decide from './decide.ts'
import type { ShowEvent } from './events.ts'
import { tellOffers } from './hears.ts'
import { carryOut, factsOf, foldShow, lockShow, logOf, viewOf } from './load.ts'
import { leadsOf } from './next-show.ts'
import { showProblems as problem } from './problems.ts'
import type { Topic } from './state.ts'
import * as store from './store.ts'

export {
  admissionOf,
  assertMayCome,
  guardedShows,
  isGuarded,
  isGuardedShow,
  setAdmission,
  whyNotCome,
} from './admission.ts'
export { cardsOf } from './cards.ts'
export { hearOrderPaid, hearProductChanged, hearPromotionsChanged, hearStockChanged, notePicture } from './hears.ts'
export { handOver, issueKey, keyIdsOf, moveKeys, showByKey, showKeysChanged } from './keys.ts'
export { listedShows, topicsOf } from './listed.ts'
export { logOf, titlesOf } from './load.ts'
export { endDueShows, showCut, showPauseChanged, slateOf } from './pause.ts'
export { moveShow, type PlannedShow, planOfShow, showsBetween, showsByIds, showsWatched } from './plans.ts'

/** A show went off air: what runs in it ends with it. */
export const showEnded = fact<{ showId: ShowId }>('shows.ended')

/** A show went on air; its picture comes from an outside engine, or not. */
export const showStarted = fact<{ showId: ShowId; atMs: number; outside: boolean }>('shows.started')

/** What is planned has changed, before the show starts: it is announced, has another hour, or is called off. */
export const showPlanned = fact<{ showId: ShowId; startsAt: Date | null; what: 'announced' | 'moved' | 'cancelled' }>(
  'shows.planned',
)

/** Whose business a show is. */
export async function showOwner(sql: Sql, showId: string): Promise<Owner | undefined> {
  const show = await store.showById(sql, showId)
  return show && { brandId: show.brandId }
}

/** What later modules may know of a show. @throws Refusal shows.unknownShow */
export async function showFor(sql: Sql, showId: string, options: { lock?: boolean } = {}) {
  const show = await (options.lock ? store.lockedShow : store.showById)(sql, showId)
  if (!show) throw refuse(problem.unknownShow)
  const { brandId, status, chatLogId, startedAt, endedAt, visibility } = show
  return { showId: show.showId, brandId, status, chatLogId, startedAt, endedAt, visibility }
}

/** A show as it is announced, with how long it is planned to be. @throws Refusal shows.unknownShow */
export async function announcementOf(sql: Sql, showId: string) {
  const show = await store.showById(sql, showId)
  if (!show) throw refuse(problem.unknownShow)
  const minutes = (await store.runOfShow(sql, showId)).reduce((sum, item) => sum + item.minutes, 0)
  return { ...viewOf(show), startsAt: show.startsAt, minutes: minutes || 60 }
}

/** Appends a later module's events to the show's public log, in the caller's transaction. */
export const appendToShow = (ctx: Ctx, showId: string, events: readonly { type: string; body: unknown }[]) =>
  append(ctx.sql, logOf(showId), ctx.now, events)

/** The products of a show, in order. */
export const productsOfShow = async (sql: Sql, showId: string): Promise<ProductId[]> =>
  (await store.runOfShow(sql, showId)).map((item) => item.productId)

/** The run-of-show, in order. */
export const runOf = (sql: Sql, showId: string): Promise<store.RunItem[]> => store.runOfShow(sql, showId)

/** What is pinned now, the latest first. */
export const pinnedOf = async (sql: Sql, showId: string): Promise<string[]> => (await foldShow(sql, showId)).pinned

/** Every show on air. */
export const liveShows = (sql: Sql): Promise<{ showId: ShowId }[]> => store.liveShows(sql)

type Plan = Omit<store.ShowPlan, 'startsAt' | 'topic'> & { startsAt: string | null; topic?: Topic | null }

const planOf = (wish: Plan): store.ShowPlan => ({
  ...{ ...wish, topic: wish.topic ?? null },
  startsAt: wish.startsAt === null ? null : new Date(wish.startsAt),
})

/** Pictures of another brand are as good as none. @throws Refusal catalog.unknownPicture */
async function assertPicturesAreOurs(ctx: Ctx, brandId: BrandId, wish: Plan): Promise<void> {
  for (const pictureId of [wish.coverPictureId, wish.portraitPictureId, wish.hostPictureId]) {
    if (pictureId === null) continue
    const owner = await pictureOwner(ctx.sql, pictureId)
    if (owner?.brandId !== brandId) throw refuse(catalogProblems.unknownPicture)
  }
}

export async function createShow(ctx: Ctx, wish: Plan & { brandId: BrandId }): Promise<ShowId> {
  await assertPicturesAreOurs(ctx, wish.brandId, wish)
  const showId = newId<'show'>(ctx.now)
  await store.insertShow(ctx.sql, {
    ...planOf(wish),
    showId,
    brandId: wish.brandId,
    chatLogId: newId<'log'>(ctx.now),
    createdAt: ctx.now,
  })
  return showId
}

/** @throws Refusal shows.wrongState once the show is over */
export async function changeShow(ctx: Ctx, wish: Plan & { showId: ShowId }): Promise<void> {
  const show = await lockShow(ctx, wish.showId)
  if (!['draft', 'scheduled', 'live'].includes(show.status)) throw refuse(problem.wrongState)
  await assertPicturesAreOurs(ctx, show.brandId, wish)
  const plan = planOf(wish)
  await store.updatePlan(ctx.sql, wish.showId, plan)
  if (show.status !== 'draft') {
    await append(ctx.sql, logOf(show.showId), ctx.now, [{ type: 'show.changed', body: factsOf({ ...show, ...plan }) }])
  }
  if (show.status === 'scheduled' && show.startsAt?.getTime() !== plan.startsAt?.getTime()) {
    await showPlanned.tell(ctx, { showId: show.showId, startsAt: plan.startsAt, what: 'moved' })
  }
}

/** Replaces the run-of-show; the room's shelf follows. @throws Refusal shows.notInRunOfShow for a product of another brand */
export async function setRunOfShow(ctx: Ctx, wish: { showId: ShowId; items: store.RunItem[] }): Promise<void> {
  const show = await lockShow(ctx, wish.showId)
  if (!['draft', 'scheduled', 'live'].includes(show.status)) throw refuse(problem.wrongState)
  const items = [...new Map(wish.items.map((item) => [item.productId, item])).values()]
  for (const { productId } of items) {
    const owner = await productOwner(ctx.sql, productId)
    if (owner?.brandId !== show.brandId) throw refuse(problem.notInRunOfShow, { productId })
  }
  await store.deleteRunOfShow(ctx.sql, wish.showId)
  if (items.length > 0) await store.insertRunOfShow(ctx.sql, wish.showId, items)
  await append(ctx.sql, logOf(show.showId), ctx.now, await shelfChanges(ctx, show, items))
}

async function shelfChanges(ctx: Ctx, show: store.ShowRow, items: readonly store.RunItem[]): Promise<ShowEvent[]> {
  const brand = await brandById(ctx.sql, show.brandId)
  const before = (await foldShow(ctx.sql, show.showId)).shelf
  const after = await cardsOf(
    ctx.sql,
    items.map((item) => item.productId),
    brand!.currency,
  )
  const gone = before.filter((card) => !after.some((one) => one.productId === card.productId))
  const changed = after.filter(
    (card) => JSON.stringify(card) !== JSON.stringify(before.find((one) => one.productId === card.productId)),
  )
  return [
    ...gone.map(({ productId }): ShowEvent => ({ type: 'product.unlisted', body: { productId } })),
    ...changed.map((card): ShowEvent => ({ type: 'product.listed', body: card })),
  ]
}

/** Announces a show. @throws Refusal shows.wrongState | coverMissing | startsInThePast */
export async function schedule(ctx: Ctx, { showId }: { showId: ShowId }): Promise<void> {
  const show = await lockShow(ctx, showId)
  await carryOut(ctx, showId, decide.schedule(show.status, factsOf(show), ctx.now))
  await store.setStatus(ctx.sql, showId, 'scheduled', ctx.now)
  await showPlanned.tell(ctx, { showId, startsAt: show.startsAt, what: 'announced' })
}

/** Goes on air; `hlsUrl` is where it is played, when that is not here. @throws Refusal shows.wrongState | noPicture */
export async function start(ctx: Ctx, { showId, hlsUrl }: { showId: ShowId; hlsUrl?: string | undefined }) {
  const show = await lockShow(ctx, showId)
  await carryOut(ctx, showId, decide.start(show.status, factsOf(show), show.picture, hlsUrl))
  await store.setStatus(ctx.sql, showId, 'live', ctx.now)
  await showStarted.tell(ctx, { showId, atMs: ctx.now.getTime(), outside: hlsUrl !== undefined })
  await showWentLive(ctx, show)
  await tellOffers(ctx, show)
}

/** Goes off air. @throws Refusal shows.wrongState */
export async function end(ctx: Ctx, { showId }: { showId: ShowId }): Promise<void> {
  const show = await lockShow(ctx, showId)
  await carryOut(ctx, showId, decide.end(show.status, await leadsOf(ctx, show)))
  await store.setStatus(ctx.sql, showId, 'ended', ctx.now)
  await store.setPicture(ctx.sql, showId, 'none')
  await showEnded.tell(ctx, { showId })
  // Last: whoever buys takes units before they make sure that the show is on air.
  await showWentOff(ctx, show)
}

export async function publishReplay(ctx: Ctx, { showId }: { showId: ShowId }): Promise<void> {
  const show = await lockShow(ctx, showId)
  await carryOut(ctx, showId, decide.publishReplay(show.status))
  await store.setStatus(ctx.sql, showId, 'replay', ctx.now)
}

/** @throws Refusal shows.wrongState */
export async function hideReplay(ctx: Ctx, { showId }: { showId: ShowId }): Promise<void> {
  const show = await lockShow(ctx, showId)
  await carryOut(ctx, showId, decide.hideReplay(show.status))
  await store.hideReplay(ctx.sql, showId)
}

export async function cancel(ctx: Ctx, { showId }: { showId: ShowId }): Promise<void> {
  const show = await lockShow(ctx, showId)
  await carryOut(ctx, showId, decide.cancel(show.status))
  await store.setStatus(ctx.sql, showId, 'cancelled', ctx.now)
  if (show.status === 'scheduled') {
    await showPlanned.tell(ctx, { showId, startsAt: show.startsAt, what: 'cancelled' })
  }
}

/** @throws Refusal shows.wrongState | notInRunOfShow | pinnedAlready | pinsFull */
export async function pinProduct(
  ctx: Ctx,
  { showId, productId }: { showId: ShowId; productId: ProductId },
): Promise<void> {
  await lockShow(ctx, showId)
  await carryOut(ctx, showId, decide.pinProduct(await foldShow(ctx.sql, showId), productId))
}

/** @throws Refusal shows.notPinned */
export async function unpinProduct(
  ctx: Ctx,
  { showId, productId }: { showId: ShowId; productId: ProductId },
): Promise<void> {
  await lockShow(ctx, showId)
  await carryOut(ctx, showId, decide.unpinProduct(await foldShow(ctx.sql, showId), productId))
}

/** The latest events of some types, in order. @throws Refusal shows.unknownShow */
export async function momentsOf(sql: Sql, showId: ShowId, types: readonly string[]): Promise<LoggedEvent[]> {
  if ((await showFor(sql, showId)).status === 'draft') throw refuse(problem.unknownShow)
  return lastOfTypes(sql, logOf(showId), types, 2000)
}
