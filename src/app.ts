import { type Admits, admissionOver, roomFor } from './admission.ts'
import type { Api } from './api.ts'
import type { Needs } from './app-needs.ts'
import type { Ctx } from './ctx.ts'
import type { Subjects } from './lib/access.ts'
import type { Handlers } from './lib/contract.ts'
import { followLogs } from './lib/follow.ts'
import { ctxOver } from './lib/http.ts'
import { forgetAnswers } from './lib/idempotency.ts'
import type { AnyJob, Beat } from './lib/jobs.ts'
import * as accounts from './modules/accounts/accounts.ts'
import { accountsBeats, accountsJobs } from './modules/accounts/jobs.ts'
import { accountsRoutes } from './modules/accounts/routes.ts'
import * as attendance from './modules/attendance/attendance.ts'
import { attendanceRoutes } from './modules/attendance/routes.ts'
import * as auctions from './modules/auctions/auctions.ts'
import { auctionsBeats, auctionsJobs } from './modules/auctions/jobs.ts'
import { auctionsRoutes } from './modules/auctions/routes.ts'
import * as books from './modules/books/books.ts'
import { booksRoutes } from './modules/books/routes.ts'
import * as catalog from './modules/catalog/catalog.ts'
import { catalogRoutes } from './modules/catalog/routes.ts'
import * as chat from './modules/chat/chat.ts'
import type { ChatEvent } from './modules/chat/events.ts'
import { chatBeats } from './modules/chat/moderation.ts'
import { chatRoutes } from './modules/chat/routes.ts'
import { mustHear } from './modules/chat/state.ts'
import * as drops from './modules/drops/drops.ts'
import { dropsBeats, dropsJobs } from './modules/drops/jobs.ts'
import { dropsRoutes } from './modules/drops/routes.ts'
import * as engines from './modules/engines/engines.ts'
import { enginesRoutes } from './modules/engines/routes.ts'
import * as fulfilment from './modules/fulfilment/fulfilment.ts'
import { fulfilmentJobs } from './modules/fulfilment/jobs.ts'
import { fulfilmentRoutes } from './modules/fulfilment/routes.ts'
import * as invoices from './modules/invoices/invoices.ts'
import { invoicesJobs } from './modules/invoices/jobs.ts'
import { invoicesRoutes } from './modules/invoices/routes.ts'
import { ledgerBeats } from './modules/ledger/jobs.ts'
import { ledgerRoutes } from './modules/ledger/routes.ts'
import { ordersBeats, ordersJobs } from './modules/orders/jobs.ts'
import * as orders from './modules/orders/orders.ts'
import { ordersRoutes } from './modules/orders/routes.ts'
import { paymentBeats, paymentJobs } from './modules/payments/jobs.ts'
import * as payments from './modules/payments/payments.ts'
import { paymentsRoutes } from './modules/payments/routes.ts'
import { promotionsRoutes } from './modules/promotions/routes.ts'
import { recordingsBeats, recordingsJobs } from './modules/recordings/jobs.ts'
import * as recordings from './modules/recordings/recordings.ts'
import { recordingsRoutes } from './modules/recordings/routes.ts'
import { rehearsalsBeats } from './modules/rehearsals/jobs.ts'
import * as rehearsals from './modules/rehearsals/rehearsals.ts'
import { rehearsalsRoutes } from './modules/rehearsals/routes.ts'
import { showsRoutes } from './modules/shows/routes.ts'
import * as shows from './modules/shows/shows.ts'
import { simulcastRoutes } from './modules/simulcast/routes.ts'
import * as simulcast from './modules/simulcast/simulcast.ts'
import { stockBeats } from './modules/stock/jobs.ts'
import { stockRoutes } from './modules/stock/routes.ts'
import * as stock from './modules/stock/stock.ts'
import { hearPictures } from './pictures.ts'
import { publishingOf, withSecret } from './publishing.ts'
import { eventsOfPicture } from './room.ts'
import { logsOfRoom, roomSnapshots } from './room-snapshots.ts'
import { openRooms, type Rooms } from './rooms/rooms.ts'
import * as streams from './streams.ts'

/*
 * The only file that knows every module: wiring, nothing else.
 */

// Facts go up: who hears what. Hearers run in the teller's transaction.
accounts.guestBecameAccount.heardBy(orders.mergeBag, fulfilment.moveReturns, drops.mergeTickets)
catalog.variantAdded.heardBy(stock.poolFor)
catalog.stockCounted.heardBy(stock.setFree)
catalog.productChanged.heardBy(shows.hearProductChanged)
stock.holdsReleased.heardBy(drops.hearHoldsReleased)
stock.stockChanged.heardBy(shows.hearStockChanged, drops.hearStockChanged)
payments.paymentCaptured.heardBy(books.hearPaymentCaptured, orders.hearPaymentCaptured)
payments.paymentDeclined.heardBy(orders.hearPaymentDeclined, auctions.hearPaymentDeclined)
payments.paymentPending.heardBy(orders.hearPaymentPending)
payments.paymentRefunded.heardBy(orders.hearPaymentRefunded, invoices.hearPaymentRefunded, books.hearPaymentRefunded)
payments.paymentRefundUndone.heardBy(books.hearRefundUndone)
payments.paymentNeedsCare.heardBy(orders.hearPaymentNeedsCare)
// The log last: whoever bids has locked an auction before it.
orders.orderPaid.heardBy(invoices.hearOrderPaid, books.hearOrderPaid, auctions.hearOrderPaid, shows.hearOrderPaid)
orders.orderCancelled.heardBy(fulfilment.hearOrderCancelled, auctions.hearOrderCancelled)
shows.showStarted.heardBy(
  recordings.hearShowStarted,
  engines.hearShowStarted,
  rehearsals.hearShowStarted,
  async (ctx, { showId, atMs, outside }) => {
    if (!outside) await ctx.later(streams.record, { showId, atMs })
  },
  simulcast.hearShowStarted,
  (ctx, { showId }) => ctx.later(streams.slate, { showId }),
)
shows.showPauseChanged.heardBy(simulcast.hearShowPauseChanged, (ctx, { showId }) =>
  ctx.later(streams.slate, { showId }),
)
shows.showKeysChanged.heardBy((ctx, { showId }) => ctx.later(streams.keepKeys, { showId }))
shows.showCut.heardBy(simulcast.hearShowCut, (ctx, { showId }) => ctx.later(streams.throwOut, { showId }))
shows.showEnded.heardBy(
  drops.hearShowEnded,
  auctions.hearShowEnded,
  recordings.hearShowEnded,
  engines.hearShowEnded,
  simulcast.hearShowEnded,
  (ctx, { showId }) => ctx.later(streams.closeStream, { showId }),
)
simulcast.simulcastChanged.heardBy((ctx, { showId }) => ctx.later(streams.sendOn, { showId }))

rehearsals.rehearsalKeysChanged.heardBy((ctx, { showId }) => ctx.later(streams.keepRehearsalKeys, { showId }))
rehearsals.rehearsalEnded.heardBy((ctx, { showId }) => ctx.later(streams.forgetRehearsal, { showId }))

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
  auctionId: auctions.auctionOwner,
}

export type App = {
  handlers: Handlers<Api>
  subjects: Subjects
  rooms: Rooms
  /** Whether somebody may come into a show. */
  admits: Admits
  jobs: readonly AnyJob[]
  /** Those of them that tell the media engine something: only processes with the media role take them. */
  mediaJobs: readonly AnyJob[]
  beats: readonly Beat[]
  /** Runs `work` in one transaction, as the house. */
  inCtx<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Of modules whose calls need nothing but their context. */
const plainRoutes = {
  ...accountsRoutes,
  ...catalogRoutes,
  ...stockRoutes,
  ...ledgerRoutes,
  ...paymentsRoutes,
  ...promotionsRoutes,
  ...ordersRoutes,
  ...fulfilmentRoutes,
  ...invoicesRoutes,
  ...booksRoutes,
}

const moduleJobs: readonly AnyJob[] = [
  ...accountsJobs,
  ...paymentJobs,
  ...ordersJobs,
  ...dropsJobs,
  ...auctionsJobs,
  ...fulfilmentJobs,
  ...invoicesJobs,
  ...recordingsJobs,
]

const moduleBeats: readonly Beat[] = [
  ...accountsBeats,
  ...stockBeats,
  ...ledgerBeats,
  ...paymentBeats,
  ...ordersBeats,
  ...dropsBeats,
  ...auctionsBeats,
  ...chatBeats,
  ...recordingsBeats,
  ...rehearsalsBeats,
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
    knockAgain: ({ type }) => type === 'show.admissionChanged',
    mustHear: (event) => mustHear(event as unknown as ChatEvent),
    logsOf: (showId) => logsOfRoom(database, showId),
  })
  const pictures = media && hearPictures(media, log, (news) => inCtx((ctx) => streams.notePicture(ctx, news)))
  const publishing = publishingOf(media, pictures, rooms)
  const { playback, seal } = withSecret(needs.secret)
  const mediaJobs = media ? streams.streamJobs(media, log, inCtx, seal) : []
  const admission = admissionOver(database)
  const handlers = admission.atTheDoor({
    ...plainRoutes,
    'orders.checkout': drops.oneHousehold(database, clock, plainRoutes['orders.checkout']),
    ...showsRoutes({
      room: roomFor(roomOf),
      ...{ ...publishing, playback },
      ofPicture: eventsOfPicture,
      comments: chat.countMessages,
      viewersPeak: async ({ sql, now }, showId) => (await attendance.figuresOf(sql, now, showId)).peak,
    }),
    ...dropsRoutes(drops.claims(database, clock), drops.tickets(database, clock)),
    ...auctionsRoutes(auctions.bids(database, clock)),
    ...chatRoutes(chat.talk(database, clock, attendance.staysOf)),
    ...attendanceRoutes,
    ...recordingsRoutes,
    ...enginesRoutes,
    ...rehearsalsRoutes({ ...publishing, playback }),
    ...simulcastRoutes(seal),
  })
  return {
    ...{ handlers, subjects, rooms, inCtx, mediaJobs, admits: admission.admits },
    jobs: [...moduleJobs, ...mediaJobs],
    beats: [
      ...moduleBeats,
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
