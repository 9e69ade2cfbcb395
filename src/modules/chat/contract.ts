import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, text } from '../../lib/shapes.ts'
import { chatProblems as problem } from './problems.ts'

const showId = id<'show'>()
const moderators = ['owner', 'producer', 'host', 'moderator'] as const

export const chatContract = {
  'chat.post': route({
    path: 'POST /shows/{showId}/messages',
    summary: 'Say something in the room: plain text, 500 characters',
    access: 'person',
    limit: { calls: 60, seconds: 60 },
    batched: true,
    input: z.object({ showId, text: text(500) }),
    output: z.object({ messageId: z.string() }),
    problems: [problem.closed, problem.muted, problem.banned, problem.tooFast, problem.linksForStaff],
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
  'chat.mute': route({
    path: 'POST /shows/{showId}/mutes',
    summary: 'Let somebody read but not write for some minutes',
    access: { staff: moderators, of: 'showId' },
    input: z.object({ showId, personId: id<'person'>(), minutes: z.number().int().min(1).max(1440).default(10) }),
    output: done,
    problems: [problem.staff],
  }),
  'chat.ban': route({
    path: 'POST /shows/{showId}/bans',
    summary: 'Keep somebody from writing in any room of the brand, and take what they wrote away',
    access: { staff: moderators, of: 'showId' },
    input: z.object({ showId, personId: id<'person'>(), reason: text(200, 0).default('') }),
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
          kind: z.enum(['mute', 'ban']),
          until: z.iso.datetime({ offset: true }).nullable(),
          reason: z.string(),
          by: z.string(),
        }),
      ),
    }),
  }),
} as const
