import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, page, pageOf, text } from '../../lib/shapes.ts'
import { chatProblems as problem } from './problems.ts'
import { roomRules } from './rules.ts'

const showId = id<'show'>()
const reason = text(200, 0).default('')
const moderators = ['owner', 'producer', 'host', 'moderator'] as const

const watchedWord = z.object({ text: text(60), action: z.enum(['refuse', 'hold']) })

export const chatContract = {
  'chat.post': route({
    path: 'POST /shows/{showId}/messages',
    summary: 'Say something in the room: plain text, 500 characters',
    access: 'person',
    limit: { calls: 60, seconds: 60 },
    batched: true,
    input: z.object({
      showId,
      text: text(500),
      /** The message it answers. When that was taken away meanwhile, this is said all the same. */
      answers: id<'message'>().optional(),
      /** The viewer id of the caller's socket: who has been there for a while is no newcomer. */
      viewer: z.string().max(64).optional(),
    }),
    output: z.object({
      messageId: z.string(),
      /** `held`: a moderator sees it first. */
      state: z.enum(['said', 'held']),
    }),
    // biome-ignore format: one line of refusals
    problems: [
      problem.closed, problem.muted, problem.banned, problem.tooFast, problem.linksForStaff, problem.onlyStaff,
      problem.onlyAccounts, problem.onlyBuyers, problem.slowMode, problem.wordNotAllowed, problem.repeated,
    ],
  }),
  'chat.said': route({
    path: 'GET /shows/{showId}/replay/messages',
    summary: 'What was said from an instant on, for those who see the show again',
    access: 'anyone',
    input: z.object({
      showId,
      from: z.iso.datetime({ offset: true }),
      most: z.coerce.number().int().min(1).max(500).default(200),
    }),
    output: z.object({
      messages: z.array(
        z.object({
          messageId: z.string(),
          authorId: z.string(),
          name: z.string(),
          badge: z.enum(['host', 'staff']).nullable(),
          text: z.string(),
          bought: z.literal(true).optional(),
          answers: z.object({ messageId: z.string(), authorId: z.string(), name: z.string() }).optional(),
          at: z.iso.datetime({ offset: true }),
        }),
      ),
      /** Whether there is more after the last of these. */
      more: z.boolean(),
    }),
    problems: [problem.notShown],
  }),
  'chat.delete': route({
    path: 'DELETE /shows/{showId}/messages/{messageId}',
    summary: 'Take a message away, for everybody',
    access: { staff: moderators, of: 'showId' },
    input: z.object({ showId, messageId: id<'message'>() }),
    output: done,
    problems: [problem.unknownMessage],
  }),
  'chat.pin': route({
    path: 'PUT /shows/{showId}/messages/{messageId}/pin',
    summary: 'Let a message stand above the conversation, in the place of any other',
    access: { staff: moderators, of: 'showId' },
    input: z.object({ showId, messageId: id<'message'>() }),
    output: done,
    problems: [problem.unknownMessage],
  }),
  'chat.unpin': route({
    path: 'DELETE /shows/{showId}/messages/pin',
    summary: 'Let no message stand above the conversation',
    access: { staff: moderators, of: 'showId' },
    input: z.object({ showId }),
    output: done,
  }),
  'chat.mute': route({
    path: 'POST /shows/{showId}/mutes',
    summary: 'Let somebody read but not write for some minutes',
    access: { staff: moderators, of: 'showId' },
    input: z.object({
      showId,
      personId: id<'person'>(),
      minutes: z.number().int().min(1).max(1440).default(10),
      reason,
    }),
    output: done,
    problems: [problem.staff],
  }),
  'chat.ban': route({
    path: 'POST /shows/{showId}/bans',
    summary:
      'Keep somebody from writing in any room of the brand: openly, what they wrote is taken away; or in a shadow',
    access: { staff: moderators, of: 'showId' },
    input: z.object({ showId, personId: id<'person'>(), reason, shadow: z.boolean().default(false) }),
    output: done,
    problems: [problem.staff],
  }),
  'chat.unban': route({
    path: 'DELETE /shows/{showId}/bans/{personId}',
    summary: 'Let somebody write again',
    access: { staff: moderators, of: 'showId' },
    input: z.object({ showId, personId: id<'person'>() }),
    output: done,
  }),
  'chat.sanctions': route({
    path: 'GET /shows/{showId}/sanctions',
    summary: 'Who is muted or banned, by whom and why',
    access: { staff: moderators, of: 'showId' },
    input: z.object({ showId }),
    output: z.object({
      items: z.array(
        z.object({
          personId: id<'person'>(),
          name: z.string(),
          kind: z.enum(['mute', 'ban', 'shadow']),
          until: z.iso.datetime({ offset: true }).nullable(),
          reason: z.string(),
          by: z.string(),
          /** What they say against it, and what they were answered. */
          appeal: z.string().nullable(),
          appealAnswer: z.string().nullable(),
        }),
      ),
    }),
  }),
  'chat.standing': route({
    path: 'GET /shows/{showId}/standing',
    summary: 'Whether the caller may write, and if not, why and until when',
    access: 'person',
    input: z.object({ showId }),
    output: z.object({
      sanction: z
        .object({
          kind: z.enum(['mute', 'ban']),
          until: z.iso.datetime({ offset: true }).nullable(),
          reason: z.string(),
          /** What they said against it. */
          appeal: z.string().nullable(),
          /** It stays, and why: empty when nothing was added. Null while nobody has answered. */
          appealAnswer: z.string().nullable(),
        })
        .nullable(),
    }),
  }),
  'chat.appeal': route({
    path: 'POST /shows/{showId}/appeals',
    summary: 'Say why one should be allowed to write again',
    access: 'person',
    limit: { calls: 10, seconds: 60 },
    input: z.object({ showId, text: text(500) }),
    output: done,
    problems: [problem.noSanction, problem.appealed],
  }),
  'chat.uphold': route({
    path: 'PUT /shows/{showId}/sanctions/{personId}/answer',
    summary: 'Answer whoever objected to a mute or a ban: it stays. To lift it is the other answer',
    access: { staff: moderators, of: 'showId' },
    input: z.object({ showId, personId: id<'person'>(), text: text(500, 0).default('') }),
    output: done,
    problems: [problem.noAppeal],
  }),
  'chat.settings': route({
    path: 'GET /shows/{showId}/moderation',
    summary: 'How the room is moderated, the words of the brand, and how much waits',
    access: { staff: moderators, of: 'showId' },
    input: z.object({ showId }),
    output: z.object({ rules: roomRules, words: z.array(watchedWord), waiting: z.number().int() }),
  }),
  'chat.changeRules': route({
    path: 'PUT /shows/{showId}/moderation/rules',
    summary: 'Change who may write, how often, and what waits for a moderator; at once, also on air',
    access: { staff: moderators, of: 'showId' },
    input: roomRules.extend({ showId }),
    output: done,
  }),
  'chat.changeWords': route({
    path: 'PUT /shows/{showId}/moderation/words',
    summary: 'Set the words that are refused or wait, in all rooms of the brand',
    access: { staff: moderators, of: 'showId' },
    input: z.object({ showId, words: z.array(watchedWord).max(1000) }),
    output: done,
  }),
  'chat.waiting': route({
    path: 'GET /shows/{showId}/moderation/messages',
    summary: 'What waits for a moderator, the oldest first',
    access: { staff: moderators, of: 'showId' },
    input: z.object({ showId }),
    output: z.object({
      items: z.array(
        z.object({
          messageId: z.string(),
          personId: id<'person'>(),
          name: z.string(),
          text: z.string(),
          bought: z.boolean(),
          at: z.iso.datetime({ offset: true }),
          because: z.enum(['word', 'network', 'raid', 'approval']),
        }),
      ),
      count: z.number().int(),
    }),
  }),
  'chat.settle': route({
    path: 'PUT /shows/{showId}/moderation/messages/{messageId}',
    summary: 'Let the room read what waited, or never',
    access: { staff: moderators, of: 'showId' },
    input: z.object({ showId, messageId: id<'message'>(), say: z.boolean() }),
    output: done,
    problems: [problem.notHeld],
  }),
  'chat.endRaid': route({
    path: 'POST /shows/{showId}/moderation/raid/end',
    summary: 'It was a raid, and what waited is thrown away; or it was none, and what waited is said',
    access: { staff: moderators, of: 'showId' },
    input: z.object({ showId, real: z.boolean() }),
    output: z.object({ messages: z.number().int() }),
  }),
  'chat.acts': route({
    path: 'GET /shows/{showId}/moderation/acts',
    summary: 'Who moderated what, the newest first',
    access: { staff: moderators, of: 'showId' },
    input: z.object({ showId, ...page, after: id<'act'>().optional() }),
    output: pageOf(
      z.object({
        actId: z.string(),
        at: z.iso.datetime({ offset: true }),
        what: z.string(),
        /** By name; empty when the house did it by itself. */
        by: z.string(),
        about: z.string(),
        detail: z.string(),
      }),
    ),
  }),
} as const
