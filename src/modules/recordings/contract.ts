import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant } from '../../lib/shapes.ts'
import { recordingProblems as problem } from './problems.ts'

const showId = id<'show'>()
const productId = id<'product'>()
const producers = ['owner', 'producer'] as const
const everybody = ['owner', 'producer', 'host', 'moderator', 'support', 'analyst', 'finance'] as const

const ms = z.number().int()

/** Small pictures of the whole video on one sheet, `columns` in a row, one every `everyMs`. */
const storyboard = z.object({
  url: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  columns: z.number().int(),
  count: z.number().int(),
  everyMs: ms,
})

const clip = z.object({
  productId,
  /** Wall clock, ms since 1970. */
  fromMs: ms,
  toMs: ms,
  durationMs: ms,
  hlsUrl: z.string(),
  mp4Url: z.string(),
})

/** A moment in which a host showed what a viewer had wished to see of a product. */
const shownClip = clip.extend({
  showId,
  kind: z.enum(['inside', 'angle', 'worn', 'fabric']),
  /** In the viewer’s words, where they wrote some. */
  text: z.string(),
  /** When the show was. */
  at: instant,
})

const settings = {
  /** Days after the show until its recording is deleted; null keeps it until somebody deletes it. */
  keepDays: z.number().int().min(1).max(3650).nullable(),
  /** Let people see a show again as soon as its recording is ready. */
  publish: z.boolean(),
}

export const recordingsContract = {
  'recordings.recording': route({
    path: 'GET /shows/{showId}/recording',
    summary: 'What was recorded of a show, what was made of it, and until when it is kept',
    access: { staff: everybody, of: 'showId' },
    input: z.object({ showId }),
    output: z.object({
      state: z.enum(['recording', 'preparing', 'ready', 'failed', 'deleted']),
      /** Why not everything was written down; the show went on. */
      warning: z.enum(['diskFull', 'diskFailed', 'diskSlow']).nullable(),
      failure: z.string().nullable(),
      durationMs: ms.nullable(),
      /** Size of the whole MP4. */
      bytes: z.number().int().nullable(),
      mp4Url: z.string().nullable(),
      coverUrls: z.array(z.string()),
      /** Whether there are previews: they need the optional package node-av. */
      previews: z.boolean(),
      /** Whether an outside engine keeps it: then we delete its address, and the engine its files. */
      elsewhere: z.boolean(),
      clips: z.array(clip),
      deleteAt: instant.nullable(),
      deletedAt: instant.nullable(),
      /** When its files were really gone. */
      removedAt: instant.nullable(),
    }),
    problems: [problem.noRecording],
  }),
  'recordings.prepareAgain': route({
    path: 'POST /shows/{showId}/recording/preparations',
    summary: 'Make the files of a recording once more',
    access: { staff: producers, of: 'showId' },
    input: z.object({ showId }),
    output: done,
    problems: [problem.noRecording, problem.wrongState],
  }),
  'recordings.delete': route({
    path: 'DELETE /shows/{showId}/recording',
    summary: 'Delete a recording with everything that was made of it; nobody can bring it back',
    access: { staff: producers, of: 'showId' },
    input: z.object({ showId }),
    output: done,
    problems: [problem.noRecording, problem.wrongState],
  }),
  'recordings.settings': route({
    path: 'GET /brands/{brandId}/recording-settings',
    summary: 'How long a brand keeps recordings, and whether replays are published by themselves',
    access: { staff: everybody, of: 'brandId' },
    input: z.object({ brandId: id<'brand'>() }),
    output: z.object(settings),
  }),
  'recordings.changeSettings': route({
    path: 'PUT /brands/{brandId}/recording-settings',
    summary: 'Change how long recordings are kept: also those that are there already',
    access: { staff: producers, of: 'brandId' },
    input: z.object({ brandId: id<'brand'>(), ...settings }),
    output: done,
  }),
  'recordings.replay': route({
    path: 'GET /shows/{showId}/replay',
    summary: 'Everything to see a show again: the video, where the wall clock lies in it, and what happened when',
    access: 'anyone',
    input: z.object({ showId }),
    output: z.object({
      /** Null where there is one file instead. */
      hlsUrl: z.string().nullable(),
      /** One file with all of it (MP4), where an outside engine keeps the recording. */
      fileUrl: z.string().nullable(),
      posterUrl: z.string().nullable(),
      durationMs: ms,
      /** Stretches in which the video's clock and the wall clock run alike. */
      stretches: z.array(z.object({ mediaMs: z.number(), wallMs: ms, durationMs: z.number() })),
      storyboard: storyboard.nullable(),
      /** Where each product is explained, in order. */
      chapters: z.array(clip),
      /** Where wishes to be shown a product were granted, in order. */
      shown: z.array(shownClip),
      /** Pins and drops of the show's log, in order: `LoggedRoomEvent` of src/room.ts. */
      events: z.array(z.looseObject({ seq: z.number().int(), at: instant, type: z.string() })),
    }),
    problems: [problem.noReplay, problem.replayPreparing, problem.replayDeleted],
  }),
  'recordings.shown': route({
    path: 'GET /products/{productId}/shown',
    summary: 'What hosts have shown of a product because viewers wished to see it, from replays open to everybody',
    access: 'anyone',
    limit: { calls: 600, seconds: 60 },
    // Remembered for half a minute: most who ask cost no statement.
    batched: true,
    input: z.object({ productId }),
    output: z.object({ items: z.array(shownClip) }),
  }),
} as const
