import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, localText, text } from '../../lib/shapes.ts'
import { chatProblems as chat } from '../chat/problems.ts'
import { coinProblems } from '../coins/problems.ts'
import { giftProblems } from '../gifts/problems.ts'
import { questionProblems as problem } from './problems.ts'

const showId = id<'show'>()
const questionId = id<'question'>()
const moderators = ['owner', 'producer', 'host', 'moderator'] as const
const answerers = [...moderators, 'support'] as const

const kind = z.enum(['question', 'inside', 'angle', 'worn', 'fabric'])
const reason = z.enum(['answered', 'offTopic', 'later', 'unsuitable'])
const question = z.object({
  questionId: z.string(),
  kind,
  productId: id<'product'>().nullable(),
  text: z.string(),
  askedAt: instant,
  /** Others who ask the same. */
  seconds: z.number().int(),
  /** The gift it came with. */
  gift: z.object({ title: localText(40), picture: z.string(), coins: z.number().int() }).nullable(),
})

export const questionsContract = {
  'questions.ask': route({
    path: 'POST /shows/{showId}/questions',
    summary: 'Ask the host something, or to be shown a product from inside, another side, on somebody, or its fabric',
    access: 'person',
    limit: { calls: 20, seconds: 60 },
    batched: true,
    input: z.object({
      showId,
      kind: kind.default('question'),
      productId: id<'product'>().optional(),
      text: text(300, 0).default(''),
      /** The viewer id of the caller's socket: who has been there for a while is no newcomer. */
      viewer: z.string().max(64).optional(),
    }),
    output: z.object({
      questionId: z.string(),
      /** `held`: a moderator sees it first; `seconded`: it was asked already, and now counts one more. */
      state: z.enum(['asked', 'held', 'seconded']),
    }),
    // biome-ignore format: one line of refusals
    problems: [
      problem.closed, problem.nothingAsked, problem.notInShow, problem.tooSoon, problem.tooManyOpen, problem.backlogFull,
      chat.muted, chat.banned, chat.linksForStaff, chat.onlyStaff, chat.onlyAccounts, chat.onlyBuyers, chat.wordNotAllowed,
    ],
  }),
  'questions.askWithGift': route({
    path: 'POST /shows/{showId}/questions/with-gift',
    summary: 'Ask with a gift: before the others. Its coins are set aside, and sent when the host has answered',
    access: 'account',
    limit: { calls: 20, seconds: 60 },
    input: z.object({
      showId,
      giftId: id<'gift'>(),
      productId: id<'product'>().optional(),
      text: text(300),
      viewer: z.string().max(64).optional(),
    }),
    output: z.object({ questionId: z.string(), state: z.enum(['asked', 'held']) }),
    // biome-ignore format: one line of refusals
    problems: [
      problem.closed, problem.notInShow, problem.tooManyOpen,
      giftProblems.notLive, giftProblems.unknownGift, giftProblems.carriesNoQuestion, coinProblems.notEnough,
      chat.muted, chat.banned, chat.linksForStaff, chat.onlyStaff, chat.onlyAccounts, chat.onlyBuyers, chat.wordNotAllowed,
    ],
  }),
  'questions.second': route({
    path: 'POST /shows/{showId}/questions/{questionId}/seconds',
    summary: 'Ask the same: counted once a person',
    access: 'person',
    limit: { calls: 60, seconds: 60 },
    batched: true,
    input: z.object({ showId, questionId }),
    output: done,
    problems: [problem.unknownQuestion, problem.own, problem.notOpen],
  }),
  'questions.mine': route({
    path: 'GET /shows/{showId}/questions/mine',
    summary: 'What the caller asked in a show and what became of it, also in private; and what they seconded',
    access: 'person',
    input: z.object({ showId }),
    output: z.object({
      asked: z.array(
        question.extend({
          state: z.enum(['held', 'open', 'onAir', 'answered', 'private', 'dismissed', 'refused', 'removed']),
          answer: z.string().nullable(),
          reason: reason.nullable(),
          /** `held`: set aside until it is answered. */
          giftState: z.enum(['held', 'given', 'returned']).nullable(),
        }),
      ),
      seconded: z.array(z.string()),
    }),
  }),
  'questions.queue': route({
    path: 'GET /shows/{showId}/questions',
    summary: 'What waits for the host and for a moderator, how long it has, and how fast questions are answered',
    access: { staff: answerers, of: 'showId' },
    input: z.object({ showId }),
    output: z.object({
      items: z.array(
        question.extend({
          personId: id<'person'>(),
          name: z.string(),
          alikeId: z.string(),
          state: z.enum(['held', 'open', 'onAir']),
          because: z.string().nullable(),
        }),
      ),
      open: z.number().int(),
      held: z.number().int(),
      /** When the oldest open question was asked. */
      oldestAt: instant.nullable(),
      /** From the question to its answer, over those answered; null without one. */
      medianAnswerSeconds: z.number().nullable(),
    }),
  }),
  'questions.take': route({
    path: 'POST /shows/{showId}/questions/{questionId}/take',
    summary: 'Answer a question on air now: viewers see it over the picture. The one before is answered with that',
    access: { staff: moderators, of: 'showId' },
    input: z.object({ showId, questionId }),
    output: done,
    problems: [problem.unknownQuestion, problem.notOpen, problem.showNotLive],
  }),
  'questions.putBack': route({
    path: 'POST /shows/{showId}/questions/{questionId}/put-back',
    summary: 'Not now: the question on air waits again',
    access: { staff: moderators, of: 'showId' },
    input: z.object({ showId, questionId }),
    output: done,
    problems: [problem.unknownQuestion, problem.notOnAir],
  }),
  'questions.answer': route({
    path: 'POST /shows/{showId}/questions/{questionId}/answer',
    summary: 'It was answered on air, and the instant is kept for the replay; or in writing, for all or for its author',
    access: { staff: answerers, of: 'showId' },
    input: z.object({
      showId,
      questionId,
      how: z.enum(['onAir', 'text', 'private']),
      text: text(1000, 0).default(''),
      /** Also those that read alike. */
      alike: z.boolean().default(false),
    }),
    output: done,
    problems: [problem.unknownQuestion, problem.notOpen, problem.showNotLive, problem.textNeeded],
  }),
  'questions.dismiss': route({
    path: 'POST /shows/{showId}/questions/{questionId}/dismiss',
    summary: 'Take a question out of the list; its author alone reads why',
    access: { staff: answerers, of: 'showId' },
    input: z.object({ showId, questionId, reason, alike: z.boolean().default(false) }),
    output: done,
    problems: [problem.unknownQuestion, problem.notOpen],
  }),
  'questions.settle': route({
    path: 'PUT /shows/{showId}/questions/{questionId}/held',
    summary: 'Let a question that waited for a moderator into the room, or never',
    access: { staff: moderators, of: 'showId' },
    input: z.object({ showId, questionId, letIn: z.boolean() }),
    output: done,
    problems: [problem.unknownQuestion, problem.notHeld],
  }),
} as const
