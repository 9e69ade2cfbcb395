import type { Ctx } from '../../ctx.ts'
import type { Handlers } from '../../lib/contract.ts'
import type { ShowId } from '../../lib/ids.ts'
import { wire } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import { ok, pageFrom } from '../../lib/shapes.ts'
import type { Sql } from '../../lib/sql.ts'
import type { PlaybackGrant } from '../../media/guard.ts'
import { revenueOf } from '../orders/orders.ts'
import type { PublishingGrant, StreamFigures, showsContract } from './contract.ts'
import { viewOf } from './load.ts'
import * as nextShow from './next-show.ts'
import * as pause from './pause.ts'
import { showProblems as problem } from './problems.ts'
import * as shows from './shows.ts'
import * as store from './store.ts'
import { useSet } from './use-set.ts'

type Routes = Handlers<typeof showsContract>

/** What only the running house knows of a show: its folded room, and what arrives and is watched this minute. */
export type OnAir = {
  room: Routes['shows.room']
  playback(showId: string, now: Date): PlaybackGrant
  /** The types of events that belong to the picture. */
  ofPicture: readonly string[]
  /** Where a picture is sent with a new key. */
  publishing(sql: Sql, showId: ShowId, key: string): Promise<PublishingGrant>
  /** What a show that starts now is played from, when that is not here. */
  playedFrom(sql: Sql, showId: ShowId): Promise<string | undefined>
  stream(showId: string): StreamFigures
  /** The most viewers at once. */
  viewersPeak(ctx: Ctx, showId: ShowId): Promise<number>
  /** Comments of the show's chat log. */
  comments(sql: Sql, showId: string): Promise<number>
}

export const showsRoutes = (onAir: OnAir): Routes => ({
  'shows.public': async (ctx, { brandId }) => ({ items: (await store.publicShows(ctx.sql, brandId)).map(viewOf) }),
  'shows.list': async (ctx, { brandId, status, after, most }) => {
    const page = pageFrom(
      await store.showsOfBrand(ctx.sql, brandId, status, after, most + 1),
      most,
      (row) => row.showId,
    )
    return { items: page.items.map(viewOf), next: page.next }
  },
  'shows.show': async (ctx, { showId }) => {
    const show = (await store.showById(ctx.sql, showId))!
    const { coverPictureId, portraitPictureId } = show
    return { ...viewOf(show), coverPictureId, portraitPictureId, runOfShow: await store.runOfShow(ctx.sql, showId) }
  },
  'shows.create': async (ctx, wish) => ({ showId: await shows.createShow(ctx, wish) }),
  'shows.change': async (ctx, wish) => shows.changeShow(ctx, wish).then(() => ok),
  'shows.move': async (ctx, wish) => shows.moveShow(ctx, wish).then(() => ok),
  'shows.setRunOfShow': async (ctx, wish) => shows.setRunOfShow(ctx, wish).then(() => ok),
  'shows.schedule': async (ctx, wish) => shows.schedule(ctx, wish).then(() => ok),
  'shows.start': async (ctx, wish) => {
    await shows.start(ctx, { ...wish, hlsUrl: await onAir.playedFrom(ctx.sql, wish.showId) })
    return ok
  },
  'shows.end': async (ctx, wish) => shows.end(ctx, wish).then(() => ok),
  'shows.pause': async (ctx, wish) => pause.pause(ctx, wish).then(() => ok),
  'shows.resume': async (ctx, wish) => pause.resume(ctx, wish).then(() => ok),
  'shows.cut': async (ctx, wish) => pause.cut(ctx, wish).then(() => ok),
  'shows.planEnd': async (ctx, wish) => pause.planEnd(ctx, wish).then(() => ok),
  'shows.nextShow': async (ctx, { showId }) => nextShow.choiceOf(ctx.sql, showId),
  'shows.leadTo': async (ctx, wish) => nextShow.leadTo(ctx, wish).then(() => ok),
  'shows.publishReplay': async (ctx, wish) => shows.publishReplay(ctx, wish).then(() => ok),
  'shows.hideReplay': async (ctx, wish) => shows.hideReplay(ctx, wish).then(() => ok),
  'shows.cancel': async (ctx, wish) => shows.cancel(ctx, wish).then(() => ok),
  'shows.useSet': useSet,
  'shows.pinProduct': async (ctx, wish) => shows.pinProduct(ctx, wish).then(() => ok),
  'shows.unpinProduct': async (ctx, wish) => shows.unpinProduct(ctx, wish).then(() => ok),
  'shows.issueKey': async (ctx, wish) => {
    const key = await shows.issueKey(ctx, wish)
    return onAir.publishing(ctx.sql, wish.showId, key)
  },
  'shows.stream': async (ctx, { showId }) => {
    const show = (await store.showById(ctx.sql, showId))!
    return { state: show.picture, ...onAir.stream(showId) }
  },
  'shows.room': onAir.room,
  'shows.playback': async (ctx, { showId }) => {
    await shows.assertMayCome(ctx.sql, ctx.who, showId)
    if ((await shows.showFor(ctx.sql, showId)).status !== 'live') throw refuse(problem.wrongState)
    return onAir.playback(showId, ctx.now)
  },
  'shows.admission': async (ctx, { showId }) => shows.admissionOf(ctx.sql, showId),
  'shows.setAdmission': async (ctx, wish) => shows.setAdmission(ctx, wish).then(() => ok),
  'shows.moments': async (ctx, { showId }) => ({
    events: (await shows.momentsOf(ctx.sql, showId, onAir.ofPicture)) as never,
  }),
  'shows.report': async (ctx, { showId }) => {
    const show = await store.showById(ctx.sql, showId)
    if (!show) throw refuse(problem.unknownShow)
    const { units, revenue } = await revenueOf(ctx.sql, showId)
    return {
      viewersPeak: await onAir.viewersPeak(ctx, showId),
      comments: await onAir.comments(ctx.sql, showId),
      unitsSold: units,
      revenue: revenue && wire(revenue),
    }
  },
})
