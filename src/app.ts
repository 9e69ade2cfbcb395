import type { Logger } from 'pino'
import type { Api } from './api.ts'
import type { Ctx } from './ctx.ts'
import type { Doors } from './doors/doors.ts'
import type { Subjects } from './lib/access.ts'
import type { Bus } from './lib/bus.ts'
import type { Clock } from './lib/clock.ts'
import type { Handlers } from './lib/contract.ts'
import { followLogs } from './lib/follow.ts'
import { ctxOver } from './lib/http.ts'
import { forgetAnswers } from './lib/idempotency.ts'
import type { ShowId } from './lib/ids.ts'
import type { AnyJob, Beat } from './lib/jobs.ts'
import type { Database } from './lib/sql.ts'
import type { MediaEngine } from './media/engine.ts'
import * as accounts from './modules/accounts/accounts.ts'
import { accountsBeats, accountsJobs } from './modules/accounts/jobs.ts'
import { accountsRoutes } from './modules/accounts/routes.ts'
import * as attendance from './modules/attendance/attendance.ts'
import { attendanceRoutes } from './modules/attendance/routes.ts'
import * as catalog from './modules/catalog/catalog.ts'
import { catalogRoutes } from './modules/catalog/routes.ts'
import * as chat from './modules/chat/chat.ts'
import type { ChatEvent } from './modules/chat/events.ts'
import { chatRoutes } from './modules/chat/routes.ts'
import { mustHear } from './modules/chat/state.ts'
import * as drops from './modules/drops/drops.ts'
import { dropsRoutes } from './modules/drops/routes.ts'
import * as fulfilment from './modules/fulfilment/fulfilment.ts'
import { fulfilmentJobs } from './modules/fulfilment/jobs.ts'
import { fulfilmentRoutes } from './modules/fulfilment/routes.ts'
import * as invoices from './modules/invoices/invoices.ts'
import { invoicesJobs } from './modules/invoices/jobs.ts'
import { invoicesRoutes } from './modules/invoices/routes.ts'
import { ordersBeats, ordersJobs } from './modules/orders/jobs.ts'
import * as orders from './modules/orders/orders.ts'
import { ordersRoutes } from './modules/orders/routes.ts'
import { paymentBeats, paymentJobs } from './modules/payments/jobs.ts'
import * as payments from './modules/payments/payments.ts'
import { paymentsRoutes } from './modules/payments/routes.ts'
import { recordingsBeats, recordingsJobs } from './modules/recordings/jobs.ts'
import * as recordings from './modules/recordings/recordings.ts'
import { recordingsRoutes } from './modules/recordings/routes.ts'
import { showsRoutes } from './modules/shows/routes.ts'
import * as shows from './modules/shows/shows.ts'
import { stockBeats } from './modules/stock/jobs.ts'
import { stockRoutes } from './modules/stock/routes.ts'
import * as stock from './modules/stock/stock.ts'
import { hearPictures } from './pictures.ts'
import { roomSnapshots } from './room-snapshots.ts'
import { openRooms, type Rooms } from './rooms/rooms.ts'

/*
 * The only file that knows every module: wiring, nothing else.
 */

// Facts go up: who hears what. Hearers run in the teller's transaction.
accounts.guestBecameAccount.heardBy(orders.mergeBag, fulfilment.moveReturns)
catalog.variantAdded.heardBy(stock.poolFor)
catalog.stockCounted.heardBy(stock.setFree)
catalog.productChanged.heardBy(shows.hearProductChanged)
stock.stockChanged.heardBy(shows.hearStockChanged, drops.hearStockChanged)
payments.paymentCaptured.heardBy(orders.hearPaymentCaptured)
payments.paymentDeclined.heardBy(orders.hearPaymentDeclined)
payments.paymentPending.heardBy(orders.hearPaymentPending)
payments.paymentRefunded.heardBy(orders.hearPaymentRefunded, invoices.hearPaymentRefunded)
payments.paymentNeedsCare.heardBy(orders.hearPaymentNeedsCare)
orders.orderPaid.heardBy(invoices.hearOrderPaid, shows.hearOrderPaid)
orders.orderCancelled.heardBy(fulfilment.hearOrderCancelled)
shows.showStarted.heardBy(recordings.hearShowStarted, (ctx, show) => ctx.later(record, show))
shows.showKeysChanged.heardBy((ctx, { showId }) => ctx.later(keepKeys, { showId }))
shows.showCut.heardBy((ctx, { showId }) => ctx.later(throwOut, { showId }))
shows.showEnded.heardBy(drops.hearShowEnded, recordings.hearShowEnded, (ctx, { showId }) =>
  ctx.later(closeStream, { showId }),
)

/** The stream of a show is written down from the instant it goes on air. */
const record: AnyJob = { name: 'media.record', run: async () => {} }

/** Whoever sends to a show that was cut is thrown out once the cut is certain. */
const throwOut: AnyJob = { name: 'media.throwOut', run: async () => {} }
/** Whoever sends with a key that was replaced is thrown out once its replacement is certain. */
const keepKeys: AnyJob = { name: 'media.keepKeys', run: async () => {} }
/** The stream of a show that is over is closed once the end is certain. */
const closeStream: AnyJob = { name: 'media.closeStream', run: async () => {} }

const subjects: Subjects = {
  brandId: accounts.brandOwner,
  showId: shows.showOwner,
  productId: catalog.productOwner,
  variantId: catalog.variantOwner,
  pictureId: catalog.pictureOwner,
  orderId: orders.orderOwner,
  parcelId: fulfilment.parcelOwner,
  returnId: fulfilment.returnOwner,
  intentId: payments.intentOwner,
  invoiceId: invoices.invoiceOwner,
  dropId: drops.dropOwner,
}

export type Needs = {
  database: Database
  doors: Doors
  clock: Clock
  log: Logger
  publicUrl: string
  /** Carries news between processes, where an operator gave one. */
  bus?: Bus | undefined
  /** Undefined where this process plays no media role. */
  media: MediaEngine | undefined
}

export type App = {
  handlers: Handlers<Api>
  subjects: Subjects
  rooms: Rooms
  jobs: readonly AnyJob[]
  beats: readonly Beat[]
  /** Runs `work` in one transaction, as the house. */
  inCtx<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

const moduleJobs: readonly AnyJob[] = [
  ...accountsJobs,
  ...paymentJobs,
  ...ordersJobs,
  ...fulfilmentJobs,
  ...invoicesJobs,
  ...recordingsJobs,
]

/** Puts the modules together over one database. Starts nothing that listens. */
export function assemble(needs: Needs): App {
  const { database, clock, log, media } = needs
  const inCtx: App['inCtx'] = (work) => database.write((sql) => work(ctxOver(sql, { kind: 'house' }, needs)))
  const follower = followLogs(database, log, needs.bus)
  const roomOf = roomSnapshots(database, clock)
  const presence = attendance.keeper(database, clock, log)
  const rooms = openRooms({
    ...{ database, follower, clock, log, presence },
    mustHear: (event) => mustHear(event as unknown as ChatEvent),
    logsOf: async (showId) => {
      const show = await shows.showFor(database.sql, showId).catch(() => undefined)
      return show && { e: shows.logOf(showId), c: show.chatLogId }
    },
  })
  const pictures =
    media && hearPictures(media, log, (showId, picture) => inCtx((ctx) => shows.notePicture(ctx, { showId, picture })))
  const stream = (showId: string) => {
    const stats = pictures?.stats(showId)
    return {
      ...{ videoFps: stats?.videoFps ?? 0, videoKbps: stats?.videoKbps ?? 0, audioKbps: stats?.audioKbps ?? 0 },
      ...{ width: stats?.width ?? 0, height: stats?.height ?? 0, lastFrameAgeMs: stats?.lastFrameAgeMs ?? null },
      ...{ viewers: rooms.viewers(showId), viewerDelayMs: rooms.delayMs(showId) ?? null },
      warnings: stats?.warnings ?? [],
    }
  }
  const handlers: Handlers<Api> = {
    ...accountsRoutes,
    ...catalogRoutes,
    ...stockRoutes,
    ...paymentsRoutes,
    ...ordersRoutes,
    ...fulfilmentRoutes,
    ...invoicesRoutes,
    ...showsRoutes({
      room: (_, { showId }) => roomOf(showId),
      // A path: the host stays at the address they came by.
      whipUrl: () => '/whip/show',
      rtmpPort: () => media?.rtmpPort(),
      stream,
      comments: chat.countMessages,
      viewersPeak: async ({ sql, now }, showId) => (await attendance.figuresOf(sql, now, showId)).peak,
    }),
    ...dropsRoutes(drops.claims(database, clock)),
    ...chatRoutes(chat.talk(database, clock)),
    ...attendanceRoutes,
    ...recordingsRoutes,
  }
  return {
    ...{ handlers, subjects, rooms, inCtx },
    jobs: [...moduleJobs, ...streamJobs(needs, inCtx)],
    beats: [
      ...accountsBeats,
      ...stockBeats,
      ...paymentBeats,
      ...ordersBeats,
      ...recordingsBeats,
      { name: 'house.forgetAnswers', everyMs: 600_000, run: (ctx) => forgetAnswers(ctx.sql, ctx.now) },
      { name: 'shows.endDueShows', everyMs: 1000, run: shows.endDueShows },
      { name: 'attendance.endLostVisits', everyMs: 5000, run: attendance.endLostVisits },
    ],
    async close() {
      await pictures?.stop()
      await presence.close()
      await follower.close()
    },
  }
}

/** What the media engine is told of a show, and what it tells of its recording. */
function streamJobs({ media, log }: Needs, inCtx: App['inCtx']): AnyJob[] {
  media?.on((event) => {
    if (event.type !== 'recording.stopped') return
    const { streamId, reason } = event
    inCtx((ctx) => recordings.noteStopped(ctx, { showId: streamId, reason })).catch((error) =>
      log.error({ err: error, streamId }, 'recordings.noteStopped'),
    )
  })
  type Told = { showId: string; atMs: number }
  return [
    { ...throwOut, run: async (_: Ctx, { showId }: Told) => media?.throwOut(showId) },
    {
      ...keepKeys,
      run: async (ctx: Ctx, { showId }: Told) =>
        media?.keepKeys(showId, await shows.keyIdsOf(ctx.sql, showId as ShowId)),
    },
    { ...closeStream, run: async (_: Ctx, { showId }: Told) => media?.close(showId) },
    {
      ...record,
      run: async (_: Ctx, { showId, atMs }: Told) => {
        media?.guard(showId, false)
        media?.record(showId, atMs)
      },
    },
  ]
}

/**
 * Which stream a publishing key opens. Until the show is live, its picture is a rehearsal: nobody finds it by guessing.
 * Whoever made a key wants to send with it: at its first use, whoever still sends makes room. Later uses wait their
 * turn, or two encoders would throw each other out for ever.
 */
export function authorizeWith(database: Database, throwOut: (streamId: string) => void) {
  const used = new Set<string>()
  return async (key: string) => {
    const showId = await shows.showByKey(database.sql, key)
    if (!showId) return undefined
    if (!used.has(key)) throwOut(showId)
    used.add(key)
    const keyId = shows.keyIdOf(key)
    return { streamId: showId, keyId, guarded: (await shows.showFor(database.sql, showId)).status !== 'live' }
  }
}
