import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, localText, moneyShape, page, pageOf, text } from '../../lib/shapes.ts'
import { showProblems as problem } from './problems.ts'

const showId = id<'show'>()
const productId = id<'product'>()
const visibilities = ['public', 'unlisted', 'private', 'ticketed'] as const
const statuses = ['draft', 'scheduled', 'live', 'ended', 'replay', 'cancelled'] as const

/** A show as its announcement tells it. */
export const showView = z.object({
  showId,
  brandId: id<'brand'>(),
  status: z.enum(statuses),
  kind: z.enum(['video', 'audio']),
  title: localText(80),
  description: localText(2000),
  startsAt: instant.nullable(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  coverUrl: z.string().nullable(),
  portraitUrl: z.string().nullable(),
  hostName: z.string(),
  hostPictureUrl: z.string().nullable(),
  /** Listed for everybody, found by its link alone, for a list, or for the buyers of its ticket and its list. */
  visibility: z.enum(visibilities),
})

export const runItemShape = z.object({
  productId,
  talkingPoints: text(2000, 0).default(''),
  minutes: z.number().int().min(0).max(180).default(5),
})

export const showForStaff = showView.extend({
  coverPictureId: id<'picture'>().nullable(),
  portraitPictureId: id<'picture'>().nullable(),
  runOfShow: z.array(runItemShape),
})

const wish = {
  title: localText(80),
  description: localText(2000),
  kind: z.enum(['video', 'audio']).default('video'),
  startsAt: instant.nullable().default(null),
  coverPictureId: id<'picture'>().nullable().default(null),
  portraitPictureId: id<'picture'>().nullable().default(null),
  hostName: text(60),
  hostPictureId: id<'picture'>().nullable().default(null),
}

/** What arrives of a stream, and how far behind viewers are. */
export const streamFigures = {
  videoFps: z.number(),
  videoKbps: z.number(),
  audioKbps: z.number(),
  lastFrameAgeMs: z.number().nullable(),
  width: z.number(),
  height: z.number(),
  viewers: z.number().int(),
  /** Median of what viewers measure; null while nobody has measured. */
  viewerDelayMs: z.number().nullable(),
  /** What the host should know of how they send, and that nothing is written down any more. */
  warnings: z.array(z.enum(['keyFrameInterval', 'codecNotEverywhere', 'converted', 'notRecorded'])),
}
export type StreamFigures = z.infer<z.ZodObject<typeof streamFigures>>

/** What somebody needs to send a picture. */
export const publishingGrant = z.object({
  key: z.string(),
  whipUrl: z.string(),
  /** Where RTMP is taken, with the key as the stream name: `rtmp://host:port/live`. Null where it is off. */
  rtmpPort: z.number().int().nullable(),
  /** Where SRT is taken, over UDP: `srt://host:port?streamid=key`, encrypted where there is a passphrase. */
  srt: z.object({ port: z.number().int(), passphrase: z.string().nullable() }).nullable(),
  /** Where an outside engine makes the picture: whole addresses with the key in them; all else is null then. */
  outside: z.object({ rtmpUrl: z.string().nullable(), srtUrl: z.string().nullable() }).nullable(),
})
export type PublishingGrant = z.infer<typeof publishingGrant>

/** What a player needs to see a stream that not everybody may see. */
export const playbackGrant = z.object({
  hlsUrl: z.string(),
  whepUrl: z.string(),
  /** Its part of both addresses: a player that goes on puts the next one in its place. */
  token: z.string(),
  expiresAt: instant,
  /** When to ask for the next one; clocks of viewers are not to be relied on. */
  renewInSeconds: z.number().int(),
})

const admission = {
  visibility: z.enum(visibilities),
  /** What opens a ticketed show to its buyers. */
  ticketProductId: id<'product'>().nullable().default(null),
}

const producers = ['owner', 'producer'] as const
const onAir = ['owner', 'producer', 'host'] as const
const everybody = ['owner', 'producer', 'host', 'moderator', 'support', 'analyst', 'finance'] as const

export const showsContract = {
  'shows.public': route({
    path: 'GET /brands/{brandId}/shows/public',
    summary: 'Shows that are announced, live or to be seen again: live first, then coming, then replays',
    access: 'anyone',
    input: z.object({ brandId: id<'brand'>() }),
    output: z.object({ items: z.array(showView) }),
  }),
  'shows.list': route({
    path: 'GET /brands/{brandId}/shows',
    summary: 'All shows of a brand, the latest first',
    access: { staff: everybody, of: 'brandId' },
    input: z.object({ brandId: id<'brand'>(), status: z.enum(statuses).optional(), ...page }),
    output: pageOf(showView),
  }),
  'shows.show': route({
    path: 'GET /shows/{showId}',
    summary: 'One show with its run-of-show, for staff',
    access: { staff: everybody, of: 'showId' },
    input: z.object({ showId }),
    output: showForStaff,
  }),
  'shows.create': route({
    path: 'POST /brands/{brandId}/shows',
    summary: 'Draft a show',
    access: { staff: producers, of: 'brandId' },
    input: z.object({ brandId: id<'brand'>(), ...wish }),
    output: z.object({ showId }),
  }),
  'shows.change': route({
    path: 'PUT /shows/{showId}',
    summary: 'Change what is announced of a show, before it is over',
    access: { staff: producers, of: 'showId' },
    input: z.object({ showId, ...wish }),
    output: done,
    problems: [problem.wrongState],
  }),
  'shows.setRunOfShow': route({
    path: 'PUT /shows/{showId}/run-of-show',
    summary: 'The products of a show, in order; also while it is live',
    access: { staff: onAir, of: 'showId' },
    input: z.object({ showId, items: z.array(runItemShape).max(500) }),
    output: done,
    problems: [problem.wrongState],
  }),
  'shows.schedule': route({
    path: 'POST /shows/{showId}/schedule',
    summary: 'Announce a show',
    access: { staff: producers, of: 'showId' },
    input: z.object({ showId }),
    output: done,
    problems: [problem.wrongState, problem.coverMissing, problem.startsInThePast],
  }),
  'shows.start': route({
    path: 'POST /shows/{showId}/start',
    summary: 'Go on air: the picture must be coming',
    access: { staff: onAir, of: 'showId' },
    input: z.object({ showId }),
    output: done,
    problems: [problem.wrongState, problem.noPicture],
  }),
  'shows.end': route({
    path: 'POST /shows/{showId}/end',
    summary: 'Go off air',
    access: { staff: onAir, of: 'showId' },
    input: z.object({ showId }),
    output: done,
    problems: [problem.wrongState],
  }),
  'shows.pause': route({
    path: 'POST /shows/{showId}/pause',
    summary: 'A slate in front of the picture: we are right back. Talking and buying go on',
    access: { staff: [...onAir, 'moderator'], of: 'showId' },
    input: z.object({ showId }),
    output: done,
    problems: [problem.wrongState, problem.pausedAlready],
  }),
  'shows.resume': route({
    path: 'DELETE /shows/{showId}/pause',
    summary: 'Let viewers see the picture again',
    access: { staff: onAir, of: 'showId' },
    input: z.object({ showId }),
    output: done,
    problems: [problem.wrongState, problem.notPaused],
  }),
  'shows.cut': route({
    path: 'POST /shows/{showId}/cut',
    summary: 'Emergency: throw out whoever sends the picture, take their key, and show the slate',
    access: { staff: [...onAir, 'moderator'], of: 'showId' },
    input: z.object({ showId }),
    output: done,
    problems: [problem.wrongState],
  }),
  'shows.planEnd': route({
    path: 'PUT /shows/{showId}/end',
    summary: 'When a live show ends by itself; null: when somebody ends it',
    access: { staff: onAir, of: 'showId' },
    input: z.object({ showId, endsAt: instant.nullable() }),
    output: done,
    problems: [problem.wrongState, problem.endsInThePast],
  }),
  'shows.publishReplay': route({
    path: 'POST /shows/{showId}/replay',
    summary: 'Let people see the show again',
    access: { staff: producers, of: 'showId' },
    input: z.object({ showId }),
    output: done,
    problems: [problem.wrongState],
  }),
  'shows.hideReplay': route({
    path: 'DELETE /shows/{showId}/replay',
    summary: 'Take the replay away from people; it can be shown again',
    access: { staff: producers, of: 'showId' },
    input: z.object({ showId }),
    output: done,
    problems: [problem.wrongState],
  }),
  'shows.cancel': route({
    path: 'POST /shows/{showId}/cancel',
    summary: 'Call a show off before it starts',
    access: { staff: producers, of: 'showId' },
    input: z.object({ showId }),
    output: done,
    problems: [problem.wrongState],
  }),
  'shows.pinProduct': route({
    path: 'POST /shows/{showId}/pins',
    summary: 'Pin the product the host talks about; at most three',
    access: { staff: [...onAir, 'moderator'], of: 'showId' },
    input: z.object({ showId, productId }),
    output: done,
    problems: [problem.wrongState, problem.notInRunOfShow, problem.pinnedAlready, problem.pinsFull],
  }),
  'shows.unpinProduct': route({
    path: 'DELETE /shows/{showId}/pins/{productId}',
    summary: 'Take a pin away',
    access: { staff: [...onAir, 'moderator'], of: 'showId' },
    input: z.object({ showId, productId }),
    output: done,
    problems: [problem.notPinned],
  }),
  'shows.issueKey': route({
    path: 'POST /shows/{showId}/key',
    summary:
      'A new key to send the picture with, one for browsers and one for encoders; shown once, the one before stops working',
    access: { staff: onAir, of: 'showId' },
    input: z.object({ showId, use: z.enum(['browser', 'encoder']).default('browser') }),
    output: publishingGrant,
    problems: [problem.wrongState],
  }),
  'shows.stream': route({
    path: 'GET /shows/{showId}/stream',
    summary: 'What arrives from the host, and how far behind viewers are',
    access: { staff: [...onAir, 'moderator'], of: 'showId' },
    input: z.object({ showId }),
    output: z.object({ state: z.enum(['none', 'coming', 'lost']), ...streamFigures }),
  }),
  'shows.room': route({
    path: 'GET /shows/{showId}/room',
    summary: 'The public room now, and where its logs stand: follow from there',
    access: 'anyone',
    limit: { calls: 1200, seconds: 60 },
    // Those who ask at once share one reading: none may hold a connection while it waits for that one.
    batched: true,
    input: z.object({ showId }),
    output: z.object({
      showId,
      brandId: id<'brand'>(),
      /** `PublicRoom` of src/room.ts. */
      state: z.looseObject({}),
      seq: z.number().int(),
      chat: z.object({
        seq: z.number().int(),
        messages: z.array(
          z.object({
            messageId: z.string(),
            authorId: z.string(),
            name: z.string(),
            badge: z.enum(['host', 'staff']).nullable(),
            text: z.string(),
            at: instant,
          }),
        ),
      }),
      /** The server's clock at the answer. */
      now: instant,
      hlsUrl: z.string().nullable(),
      /** Why it is closed to the caller, as a problem's code: there is its poster then, and nothing else. */
      closed: z.string().nullable(),
    }),
    problems: [problem.unknownShow],
  }),
  'shows.playback': route({
    path: 'POST /shows/{showId}/playback',
    summary:
      'Addresses with a token that let somebody see a guarded live show; to be asked for anew before they expire',
    access: 'anyone',
    input: z.object({ showId }),
    output: playbackGrant,
    problems: [
      problem.unknownShow,
      problem.wrongState,
      problem.signInToEnter,
      problem.notInvited,
      problem.ticketNeeded,
    ],
  }),
  'shows.admission': route({
    path: 'GET /shows/{showId}/admission',
    summary: 'Whom a show is open to, with its list',
    access: { staff: onAir, of: 'showId' },
    input: z.object({ showId }),
    output: z.object({ ...admission, guests: z.array(z.string()) }),
  }),
  'shows.setAdmission': route({
    path: 'PUT /shows/{showId}/admission',
    summary:
      'Open a show to everybody, to those with its link, to a list, or to the buyers of a product; live, only the list changes',
    access: { staff: producers, of: 'showId' },
    input: z.object({ showId, ...admission, guests: z.array(z.email().max(200)).max(5000) }),
    output: done,
    problems: [problem.wrongState, problem.ticketMissing],
  }),
  'shows.moments': route({
    path: 'GET /shows/{showId}/moments',
    summary: 'What the host did in front of the camera (pins, drops, pauses), for who goes back while it is live',
    access: 'anyone',
    limit: { calls: 60, seconds: 60 },
    input: z.object({ showId }),
    output: z.object({
      /** In order, the latest 2,000: `LoggedRoomEvent` of src/room.ts. */
      events: z.array(z.looseObject({ seq: z.number().int(), at: instant, type: z.string() })),
    }),
    problems: [problem.unknownShow],
  }),
  'shows.report': route({
    path: 'GET /shows/{showId}/report',
    summary: 'First figures of a show, counted from its logs and orders',
    access: { staff: everybody, of: 'showId' },
    input: z.object({ showId }),
    output: z.object({
      viewersPeak: z.number().int(),
      comments: z.number().int(),
      unitsSold: z.number().int(),
      revenue: moneyShape.nullable(),
    }),
  }),
} as const
