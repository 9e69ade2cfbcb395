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
import { reads } from './modules/articles/reads.ts'
import { articlesRoutes } from './modules/articles/routes.ts'
import * as attendance from './modules/attendance/attendance.ts'
import * as auctions from './modules/auctions/auctions.ts'
import { auctionsRoutes } from './modules/auctions/routes.ts'
import * as chat from './modules/chat/chat.ts'
import type { ChatEvent } from './modules/chat/events.ts'
import { chatRoutes } from './modules/chat/routes.ts'
import { mustHear } from './modules/chat/state.ts'
import * as drops from './modules/drops/drops.ts'
import { dropsRoutes } from './modules/drops/routes.ts'
import * as gifts from './modules/gifts/gifts.ts'
import { giftsRoutes } from './modules/gifts/routes.ts'
import { handoversRoutes } from './modules/handovers/routes.ts'
import { hostsRoutes } from './modules/hosts/routes.ts'
import * as packets from './modules/packets/packets.ts'
import { packetsRoutes } from './modules/packets/routes.ts'
import * as polls from './modules/polls/polls.ts'
import { pollsRoutes } from './modules/polls/routes.ts'
import * as questions from './modules/questions/questions.ts'
import { questionsRoutes } from './modules/questions/routes.ts'
import { rehearsalsRoutes } from './modules/rehearsals/routes.ts'
import { reportsRoutes } from './modules/reports/routes.ts'
import { touches } from './modules/reports/touches.ts'
import * as risk from './modules/risk/risk.ts'
import { showsRoutes } from './modules/shows/routes.ts'
import * as shows from './modules/shows/shows.ts'
import { simulcastRoutes } from './modules/simulcast/routes.ts'
import { moduleBeats, moduleJobs, plainRoutes } from './parts.ts'
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
