import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, timeZone } from '../../lib/shapes.ts'
import { newsProblems as problem } from './problems.ts'

const showId = id<'show'>()
const what = z.enum(['announced', 'started'])
const count = z.number().int()
const following = z.object({
  /** Null: nobody is named, and nobody can be followed. */
  hostName: z.string().nullable(),
  follows: z.boolean(),
})
/** How whoever follows reads, and what their clocks show. */
const reader = { locale: z.enum(['en', 'fr', 'zh-Hans']).optional(), timeZone: timeZone.optional() }

export const newsContract = {
  'news.host': route({
    path: 'GET /shows/{showId}/host/following',
    summary: 'Whether the caller follows the host of a show',
    access: 'anyone',
    input: z.object({ showId }),
    output: following,
  }),
  'news.followHost': route({
    path: 'PUT /shows/{showId}/host/following',
    summary: 'Follow the host of a show; doing it again changes nothing',
    access: 'person',
    limit: { calls: 60, seconds: 60 },
    input: z.object({ showId, ...reader }),
    output: following,
    problems: [problem.noHost],
  }),
  'news.unfollowHost': route({
    path: 'DELETE /shows/{showId}/host/following',
    summary: 'Follow the host of a show no more',
    access: 'person',
    limit: { calls: 60, seconds: 60 },
    input: z.object({ showId }),
    output: following,
    problems: [problem.noHost],
  }),
  'news.ofShow': route({
    path: 'GET /shows/{showId}/news',
    summary: 'How many followers would hear of a show now, why others not, and what they were told',
    access: { staff: ['owner', 'producer', 'host', 'analyst', 'support'], of: 'showId' },
    input: z.object({ showId }),
    output: z.object({
      /** What can be told now; null: nothing. */
      next: what.nullable(),
      /** Why nothing can. */
      whyNot: z.enum(['notNow', 'notPublic', 'told']).nullable(),
      followers: count,
      /** Asked to be reminded of this show, and hear of its start anyway. */
      reminded: count,
      inInbox: count,
      /** `now`, `later`, or why not: `unwanted`, `capped`, `quietHours`, `unreachable` (no browser, no proved address). */
      channels: z.array(z.object({ channel: z.enum(['push', 'email']), verdict: z.string(), count })),
      tellings: z.array(
        z.object({
          what,
          at: instant,
          waiting: count,
          sent: count,
          refused: count,
          reasons: z.array(z.object({ reason: z.string(), count })),
        }),
      ),
    }),
  }),
  'news.tell': route({
    path: 'POST /shows/{showId}/news',
    summary: 'Tell those who follow the brand or the host of a show, each once',
    access: { staff: ['owner', 'producer'], of: 'showId' },
    input: z.object({ showId, what }),
    output: done,
    problems: [problem.told, problem.notNow, problem.notPublic],
  }),
} as const
