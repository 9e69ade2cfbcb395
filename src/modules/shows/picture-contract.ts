import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { id, instant } from '../../lib/shapes.ts'
import { showProblems as problem } from './problems.ts'

const showId = id<'show'>()
const onAir = ['owner', 'producer', 'host'] as const

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

/** A message as rooms hear it. */
const saidInRoom = z.object({
  messageId: z.string(),
  authorId: z.string(),
  name: z.string(),
  badge: z.enum(['host', 'staff']).nullable(),
  text: z.string(),
  bought: z.literal(true).optional(),
  answers: z.object({ messageId: z.string(), authorId: z.string(), name: z.string() }).optional(),
  at: instant,
})

/** The picture of a show and the room around it: sending it, and seeing it. */
export const pictureContract = {
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
        messages: z.array(saidInRoom),
        /** What stands above the conversation. */
        pinned: saidInRoom.nullable(),
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
} as const
