import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, localText, page, pageOf, timeZone } from '../../lib/shapes.ts'
import { messagingProblems as problem } from './problems.ts'
import { channels, kinds } from './state.ts'

const brandId = id<'brand'>()
const noticeId = id<'notice'>()
const kind = z.enum(kinds)
const channel = z.enum(channels)
const sees = ['owner', 'producer', 'analyst', 'support'] as const

/** Of a day, as its clocks show it. */
const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'an hour such as 22:00')
const quiet = z.object({ from: hour, until: hour })
/** From a mail: a person, a brand, a kind, and our signature. */
const link = z.string().max(200)
const rules = z.object({
  /** Messages to one person in 24 hours, and in seven days; null: without a limit. */
  dayMost: z.number().int().min(1).max(100).nullable(),
  weekMost: z.number().int().min(1).max(500).nullable(),
  /** Whether reminders that somebody asked for are held back as well. */
  capsAsked: z.boolean(),
})
const wish = z.object({ kind, channel, wanted: z.boolean(), fixed: z.boolean() })

export const messagingContract = {
  'messaging.unread': route({
    path: 'GET /messages/unread',
    summary: 'How many messages the caller has not seen',
    access: 'person',
    input: z.object({}),
    output: z.object({ unread: z.number().int() }),
  }),
  'messaging.inbox': route({
    path: 'GET /messages',
    summary: 'What brands told the caller, newest first',
    access: 'person',
    input: z.object(page),
    output: pageOf(
      z.object({
        noticeId,
        kind,
        brand: z.object({ brandId, slug: z.string(), name: z.string(), markUrl: z.string().nullable() }),
        title: localText(200),
        body: localText(2000),
        /** Where it leads, on this site. */
        path: z.string(),
        /** The hour it speaks of. */
        happensAt: instant.nullable(),
        at: instant,
        read: z.boolean(),
      }),
    ),
  }),
  'messaging.markRead': route({
    path: 'POST /messages/read',
    summary: 'The caller has seen these messages; all of them without a list',
    access: 'person',
    input: z.object({ noticeIds: z.array(noticeId).max(200).optional() }),
    output: done,
  }),
  'messaging.preferences': route({
    path: 'GET /messages/preferences',
    summary: 'Which messages of which brands the caller wants, by which channels, and when not',
    access: 'person',
    input: z.object({ brandId: brandId.optional() }),
    output: z.object({
      timeZone: z.string().nullable(),
      /** Null: the caller wants none. */
      quiet: quiet.nullable(),
      /** Whether the caller chose these hours; if not, they hold for news and offers only. */
      chosen: z.boolean(),
      brands: z.array(
        z.object({
          brandId,
          slug: z.string(),
          name: z.string(),
          markUrl: z.string().nullable(),
          wishes: z.array(wish),
        }),
      ),
    }),
  }),
  'messaging.choose': route({
    path: 'PUT /messages/preferences/{brandId}',
    summary: 'Want messages of a brand of one kind by one channel, or not',
    access: 'person',
    limit: { calls: 120, seconds: 60 },
    input: z.object({ brandId, kind, channel, wanted: z.boolean() }),
    output: done,
    problems: [problem.necessary],
  }),
  'messaging.setQuiet': route({
    path: 'PUT /messages/quiet-hours',
    summary: 'Be left alone between two hours of the day; null: never',
    access: 'person',
    limit: { calls: 60, seconds: 60 },
    input: z.object({ timeZone, quiet: quiet.nullable() }),
    output: done,
  }),
  'messaging.linked': route({
    path: 'GET /messages/link/{link}',
    summary: 'What the link in a mail would end',
    access: 'anyone',
    input: z.object({ link }),
    output: z.object({ brandSlug: z.string(), brandName: z.string(), kind, wanted: z.boolean() }),
    problems: [problem.deadLink],
  }),
  'messaging.unsubscribe': route({
    path: 'POST /messages/link/{link}/unsubscribe',
    summary: 'No more mails of this kind from this brand; also POST /unsubscribe/{link} (RFC 8058)',
    access: 'anyone',
    input: z.object({ link }),
    output: done,
    problems: [problem.deadLink],
  }),
  'messaging.subscribe': route({
    path: 'POST /messages/link/{link}/subscribe',
    summary: 'Whoever reads the mails of this address wants this kind of them again',
    access: 'anyone',
    input: z.object({ link }),
    output: done,
    problems: [problem.deadLink],
  }),
  'messaging.rules': route({
    path: 'GET /brands/{brandId}/message-rules',
    summary: 'How often the brand allows itself to disturb one person',
    access: { staff: sees, of: 'brandId' },
    input: z.object({ brandId }),
    output: rules,
  }),
  'messaging.setRules': route({
    path: 'PUT /brands/{brandId}/message-rules',
    summary: 'Change how often the brand allows itself to disturb one person',
    access: { staff: ['owner', 'producer'], of: 'brandId' },
    input: rules.extend({ brandId }),
    output: done,
  }),
  'messaging.ofBrand': route({
    path: 'GET /brands/{brandId}/messages',
    summary: 'What the brand told people outside of rooms, to how many, and why not to others',
    access: { staff: sees, of: 'brandId' },
    input: z.object({ brandId, ...page }),
    output: pageOf(
      z.object({
        noticeId,
        kind,
        title: localText(200),
        path: z.string(),
        at: instant,
        people: z.number().int(),
        inInbox: z.number().int(),
        read: z.number().int(),
        /** What was decided of each channel: `now`, `later`, or why not: `unwanted`, `capped`, `quietHours`. */
        decided: z.array(
          z.object({ channel: z.enum(['push', 'email']), verdict: z.string(), count: z.number().int() }),
        ),
      }),
    ),
  }),
} as const
