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
import { accountsBeats, accountsJobs } from './modules/accounts/jobs.ts'
import { accountsRoutes } from './modules/accounts/routes.ts'
import { reads } from './modules/articles/reads.ts'
import { articlesRoutes } from './modules/articles/routes.ts'
import { assortmentsRoutes } from './modules/assortments/routes.ts'
import * as attendance from './modules/attendance/attendance.ts'
import { attendanceRoutes } from './modules/attendance/routes.ts'
import * as auctions from './modules/auctions/auctions.ts'
import { auctionsBeats, auctionsJobs } from './modules/auctions/jobs.ts'
import { auctionsRoutes } from './modules/auctions/routes.ts'
import { booksRoutes } from './modules/books/routes.ts'
import { catalogRoutes } from './modules/catalog/routes.ts'
import * as chat from './modules/chat/chat.ts'
import type { ChatEvent } from './modules/chat/events.ts'
import { chatBeats } from './modules/chat/moderation.ts'
import { chatRoutes } from './modules/chat/routes.ts'
import { mustHear } from './modules/chat/state.ts'
import { codesRoutes } from './modules/codes/routes.ts'
import { coinsJobs } from './modules/coins/jobs.ts'
import { coinsRoutes } from './modules/coins/routes.ts'
import { creditRoutes } from './modules/credit/routes.ts'
import { cuesRoutes } from './modules/cues/routes.ts'
import { discoveryRoutes } from './modules/discovery/routes.ts'
import { drawsBeats, drawsJobs } from './modules/draws/closing.ts'
import { drawsRoutes } from './modules/draws/routes.ts'
import * as drops from './modules/drops/drops.ts'
import { dropsBeats, dropsJobs } from './modules/drops/jobs.ts'
import { dropsRoutes } from './modules/drops/routes.ts'
import { enginesRoutes } from './modules/engines/routes.ts'
import { followersRoutes } from './modules/followers/routes.ts'
import { fulfilmentJobs } from './modules/fulfilment/jobs.ts'
import { fulfilmentRoutes } from './modules/fulfilment/routes.ts'
import * as gifts from './modules/gifts/gifts.ts'
import { giftsRoutes } from './modules/gifts/routes.ts'
import { giftsJobs } from './modules/gifts/sharing.ts'
import { handoversRoutes } from './modules/handovers/routes.ts'
import { hostsRoutes } from './modules/hosts/routes.ts'
import { invoicesJobs } from './modules/invoices/jobs.ts'
import { invoicesRoutes } from './modules/invoices/routes.ts'
import { ledgerBeats } from './modules/ledger/jobs.ts'
import { ledgerRoutes } from './modules/ledger/routes.ts'
import { messagingBeats } from './modules/messaging/jobs.ts'
import { messagingRoutes } from './modules/messaging/routes.ts'
import { newsJobs } from './modules/news/jobs.ts'
import { newsRoutes } from './modules/news/routes.ts'
import { ordersBeats, ordersJobs } from './modules/orders/jobs.ts'
import { ordersRoutes } from './modules/orders/routes.ts'
import { packetsBeats, packetsJobs } from './modules/packets/ending.ts'
import * as packets from './modules/packets/packets.ts'
import { packetsRoutes } from './modules/packets/routes.ts'
import { paymentBeats, paymentJobs } from './modules/payments/jobs.ts'
import { paymentsRoutes } from './modules/payments/routes.ts'
import * as polls from './modules/polls/polls.ts'
import { pollsRoutes } from './modules/polls/routes.ts'
import { programmeRoutes } from './modules/programme/routes.ts'
import { promotionsRoutes } from './modules/promotions/routes.ts'
import * as questions from './modules/questions/questions.ts'
import { questionsRoutes } from './modules/questions/routes.ts'
import { questionsBeats } from './modules/questions/telling.ts'
import { recordingsBeats, recordingsJobs } from './modules/recordings/jobs.ts'
import { recordingsRoutes } from './modules/recordings/routes.ts'
import { rehearsalsBeats } from './modules/rehearsals/jobs.ts'
import { rehearsalsRoutes } from './modules/rehearsals/routes.ts'
import { remindersBeats, remindersJobs } from './modules/reminders/jobs.ts'
import { remindersRoutes } from './modules/reminders/routes.ts'
import { reportsBeats, reportsJobs } from './modules/reports/jobs.ts'
import { reportsRoutes } from './modules/reports/routes.ts'
import { touches } from './modules/reports/touches.ts'
import * as risk from './modules/risk/risk.ts'
import { riskRoutes } from './modules/risk/routes.ts'
import { riskBeats } from './modules/risk/setting.ts'
import { showsRoutes } from './modules/shows/routes.ts'
import * as shows from './modules/shows/shows.ts'
import { simulcastRoutes } from './modules/simulcast/routes.ts'
import { stockBeats } from './modules/stock/jobs.ts'
import { stockRoutes } from './modules/stock/routes.ts'
import { hearPictures } from './pictures.ts'
import { publishingOf, withSecret } from './publishing.ts'
import { recount } from './recount.ts'
import { eventsOfPicture } from './room.ts'
import { logsOfRoom, roomSnapshots } from './room-snapshots.ts'
import { openRooms, type Rooms } from './rooms/rooms.ts'
import * as streams from './streams.ts'
import './hearings.ts'
import { subjects } from './subjects.ts'

/*
 * The modules put together: wiring, nothing else. Who hears what is in hearings.ts.
 */

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
  ...{ ...followersRoutes, ...messagingRoutes },
  ...catalogRoutes,
  ...stockRoutes,
  ...{ ...ledgerRoutes, ...creditRoutes },
  ...paymentsRoutes,
  ...coinsRoutes,
  ...promotionsRoutes,
  ...assortmentsRoutes,
  ...ordersRoutes,
  ...fulfilmentRoutes,
  ...invoicesRoutes,
  ...booksRoutes,
  ...{ ...attendanceRoutes, ...cuesRoutes, ...drawsRoutes },
  ...recordingsRoutes,
  ...{ ...enginesRoutes, ...remindersRoutes, ...newsRoutes, ...codesRoutes },
  ...{ ...riskRoutes, ...programmeRoutes, ...discoveryRoutes },
}

const moduleJobs: readonly AnyJob[] = [
  ...accountsJobs,
  ...paymentJobs,
  ...coinsJobs,
  ...ordersJobs,
  ...dropsJobs,
  ...auctionsJobs,
  ...giftsJobs,
  ...questions.questionsJobs,
  ...packetsJobs,
  ...drawsJobs,
  ...fulfilmentJobs,
  ...invoicesJobs,
  ...recordingsJobs,
  ...[...reportsJobs, ...remindersJobs, ...newsJobs],
]

const moduleBeats: readonly Beat[] = [
  ...[...accountsBeats, ...messagingBeats],
  ...stockBeats,
  ...ledgerBeats,
  ...paymentBeats,
  ...ordersBeats,
  ...dropsBeats,
  ...auctionsBeats,
  ...packetsBeats,
  ...drawsBeats,
  ...chatBeats,
  ...questionsBeats,
  ...polls.pollsBeats,
  ...recordingsBeats,
  ...remindersBeats,
  ...rehearsalsBeats,
  ...reportsBeats,
  ...riskBeats,
]

/** What people say, ask and choose: one judge for all that they write. */
function talkRoutes({ database, clock }: Needs) {
  const judging = chat.judges(attendance.staysOf)
  return {
    ...chatRoutes(chat.talk(database, clock, judging)),
    ...questionsRoutes(questions.asking(database, clock, judging), questions.askingWithGift(judging)),
    ...pollsRoutes(polls.voting(database, clock)),
  }
}

/** What is bought, claimed and opened: looked at by the rules against abuse. */
function watchedRoutes({ database, clock }: Needs, { watchedClaim, watchedGrab }: risk.Robots) {
  const ofDrops = dropsRoutes(drops.claims(database, clock), drops.tickets(database, clock))
  const ofPackets = packetsRoutes(packets.grabs(database, clock))
  return {
    ...{ ...ofDrops, ...ofPackets },
    'drops.claim': watchedClaim(ofDrops['drops.claim']),
    'packets.grab': watchedGrab(ofPackets['packets.grab']),
    'orders.checkout': risk.watchedCheckout(drops.oneHousehold(plainRoutes['orders.checkout'])),
    'coins.topUp': risk.watchedTopUp(plainRoutes['coins.topUp']),
  }
}

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
  const robots = risk.robots(needs)
  const handlers = admission.atTheDoor({
    ...plainRoutes,
    ...showsRoutes({
      room: roomFor(roomOf),
      ...{ ...publishing, playback },
      ofPicture: eventsOfPicture,
      comments: chat.countMessages,
      viewersPeak: async ({ sql, now }, showId) => (await attendance.figuresOf(sql, now, showId)).peak,
    }),
    ...articlesRoutes(reads(database, clock)),
    ...auctionsRoutes(auctions.bids(database, clock)),
    ...giftsRoutes(gifts.sending(database, clock)),
    ...talkRoutes(needs),
    ...watchedRoutes(needs, robots),
    ...{ ...rehearsalsRoutes({ ...publishing, playback }), ...handoversRoutes(publishing) },
    ...{ ...simulcastRoutes(seal), ...hostsRoutes(seal) },
    ...reportsRoutes(touches(database, clock, needs.doors.urlOf), (figure) => recount[figure]),
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
      await robots.settled()
      await presence.close()
      await follower.close()
    },
  }
}
