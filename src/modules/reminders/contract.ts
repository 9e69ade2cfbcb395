import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, localText, timeZone } from '../../lib/shapes.ts'
import { reminderProblems as problem } from './problems.ts'

const showId = id<'show'>()
const everybody = ['owner', 'producer', 'host', 'moderator', 'support', 'analyst', 'finance'] as const

/** How the person reads, and what their clocks show. */
const reader = {
  locale: z.enum(['en', 'fr', 'zh-Hans']),
  timeZone,
}
const base64url = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\w-]+=*$/, 'base64url')
/** `PushSubscription.toJSON()`. */
const subscription = z.object({
  endpoint: z.string().max(2000),
  keys: z.object({ p256dh: base64url(100), auth: base64url(40) }),
})
/** From a mail: the reminder's id and our signature. */
const link = z.string().max(120)
const email = z
  .email()
  .max(254)
  .transform((value) => value.toLowerCase())
const channels = ['push', 'email', 'calendar'] as const

export const remindersContract = {
  'reminders.mine': route({
    path: 'GET /shows/{showId}/reminders/mine',
    summary: 'By which channels the caller is reminded of a show, and the key to subscribe with',
    access: 'anyone',
    input: z.object({ showId }),
    output: z.object({
      /** `applicationServerKey` of Web Push. */
      pushKey: z.string(),
      /** Browsers that will show a message: the first 32 hex digits of SHA-256 of each endpoint. */
      devices: z.array(z.string()),
      email: z.object({ masked: z.string(), state: z.enum(['asked', 'active']) }).nullable(),
      calendar: z.boolean(),
      /** The caller's own proved address. */
      provenEmail: z.string().nullable(),
    }),
  }),
  'reminders.askPush': route({
    path: 'POST /shows/{showId}/reminders/push',
    summary: 'Remind this browser of a coming show, two hours before and when it starts',
    access: 'person',
    limit: { calls: 60, seconds: 60 },
    input: z.object({ showId, subscription, ...reader }),
    output: done,
    problems: [problem.notComing, problem.badSubscription],
  }),
  'reminders.browsers': route({
    path: 'GET /reminders/browsers',
    summary: 'The browsers of the caller that take messages, and the key to subscribe another with',
    access: 'person',
    input: z.object({}),
    output: z.object({
      pushKey: z.string(),
      /** As in `reminders.mine`. */
      devices: z.array(z.string()),
      provenEmail: z.string().nullable(),
    }),
  }),
  'reminders.keepBrowser': route({
    path: 'POST /reminders/browsers',
    summary: 'This browser takes messages of the brands whose news the caller wants',
    access: 'person',
    limit: { calls: 60, seconds: 60 },
    input: z.object({ subscription }),
    output: done,
    problems: [problem.badSubscription],
  }),
  'reminders.renewPush': route({
    path: 'POST /reminders/subscription',
    summary: 'A browser has another endpoint in place of one it had',
    access: 'anyone',
    limit: { calls: 60, seconds: 60 },
    input: z.object({ formerEndpoint: z.string().max(2000), subscription }),
    output: done,
    problems: [problem.badSubscription],
  }),
  'reminders.askEmail': route({
    path: 'POST /shows/{showId}/reminders/email',
    summary: 'Remind an address: at once when it is the caller’s proved one, else when a link in a mail is opened',
    access: 'person',
    limit: { calls: 20, seconds: 60 },
    input: z.object({ showId, email: email.optional(), ...reader }),
    output: z.object({ state: z.enum(['asked', 'active']) }),
    problems: [problem.notComing, problem.emailMissing, problem.tooManyMails],
  }),
  'reminders.askCalendar': route({
    path: 'POST /shows/{showId}/reminders/calendar',
    summary: 'Count a show as put into the caller’s calendar',
    access: 'person',
    limit: { calls: 60, seconds: 60 },
    input: z.object({ showId, ...reader }),
    output: done,
    problems: [problem.notComing],
  }),
  'reminders.withdraw': route({
    path: 'DELETE /shows/{showId}/reminders/{channel}',
    summary: 'Remind the caller no more: of push one device, or all without it',
    access: 'person',
    input: z.object({ showId, channel: z.enum(channels), device: z.string().max(64).optional() }),
    output: done,
  }),
  'reminders.linked': route({
    path: 'GET /reminders/link/{link}',
    summary: 'The reminder that a link in a mail speaks of',
    access: 'anyone',
    input: z.object({ link }),
    output: z.object({
      showId,
      brandSlug: z.string(),
      brandName: z.string(),
      title: localText(80),
      startsAt: instant.nullable(),
      coverUrl: z.string().nullable(),
      email: z.string(),
      state: z.enum(['asked', 'active', 'ended']),
      /** Whether the show is still to come. */
      coming: z.boolean(),
    }),
    problems: [problem.deadLink],
  }),
  'reminders.confirm': route({
    path: 'POST /reminders/link/{link}/confirm',
    summary: 'Whoever reads the mails of this address wants to be reminded',
    access: 'anyone',
    input: z.object({ link }),
    output: done,
    problems: [problem.deadLink, problem.notComing],
  }),
  'reminders.unsubscribe': route({
    path: 'POST /reminders/link/{link}/unsubscribe',
    summary: 'Whoever reads the mails of this address wants no more of it; also POST /u/{link} (RFC 8058)',
    access: 'anyone',
    input: z.object({ link }),
    output: done,
    problems: [problem.deadLink],
  }),
  'reminders.ofShow': route({
    path: 'GET /shows/{showId}/reminders',
    summary: 'Who wants to be reminded, by channel, and what became of what was sent',
    access: { staff: everybody, of: 'showId' },
    input: z.object({ showId }),
    output: z.object({
      channels: z.array(
        z.object({
          channel: z.enum(channels),
          /** Not confirmed yet. */
          asked: z.number().int(),
          active: z.number().int(),
          ended: z.number().int(),
        }),
      ),
      notices: z.array(
        z.object({
          noticeId: id<'notice'>(),
          kind: z.enum(['soon', 'started', 'moved', 'cancelled']),
          madeAt: instant,
          waiting: z.number().int(),
          sent: z.number().int(),
          refused: z.number().int(),
          /** When the last of them was done. */
          doneAt: instant.nullable(),
          /** Why they were refused: `gone`, `bounced`, `withdrawn`, `interrupted`, or as the other side said it. */
          reasons: z.array(z.object({ reason: z.string(), count: z.number().int() })),
        }),
      ),
    }),
  }),
} as const
