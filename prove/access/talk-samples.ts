import type { Api } from '../../src/api.ts'
import type { Sent } from '../../src/lib/contract.ts'

type Talk = Extract<keyof Api, `${'chat' | 'questions' | 'polls'}.${string}`>

/** What people say, ask and vote in a show, and what moderators do about it. */
export const talkSamples = (showId: string, nothing: string): { [Name in Talk]: Sent<Api[Name]> } => ({
  'chat.post': { showId, text: 'Hello' },
  'chat.delete': { showId, messageId: nothing },
  'chat.mute': { showId, personId: nothing },
  'chat.ban': { showId, personId: nothing },
  'chat.unban': { showId, personId: nothing },
  'chat.sanctions': { showId },
  'chat.appeal': { showId, text: 'I was quoting' },
  'chat.standing': { showId },
  'chat.settings': { showId },
  'chat.changeRules': { showId },
  'chat.changeWords': { showId, words: [] },
  'chat.waiting': { showId },
  'chat.settle': { showId, messageId: nothing, say: true },
  'chat.endRaid': { showId, real: true },
  'chat.acts': { showId },
  'polls.prepare': { showId, question: 'Which next?', options: [{ text: 'This' }, { text: 'That' }] },
  'polls.forget': { showId, pollId: nothing },
  'polls.open': { showId, pollId: nothing },
  'polls.close': { showId, pollId: nothing },
  'polls.hide': { showId, pollId: nothing },
  'polls.list': { showId },
  'polls.vote': { showId, pollId: nothing, choice: 0 },
  'polls.mine': { showId },
  'questions.ask': { showId, text: 'How tall is it?' },
  'questions.askWithGift': { showId, giftId: nothing as never, text: 'How tall is it?' },
  'questions.second': { showId, questionId: nothing },
  'questions.mine': { showId },
  'questions.queue': { showId },
  'questions.take': { showId, questionId: nothing },
  'questions.putBack': { showId, questionId: nothing },
  'questions.answer': { showId, questionId: nothing, how: 'onAir' },
  'questions.dismiss': { showId, questionId: nothing, reason: 'later' },
  'questions.settle': { showId, questionId: nothing, letIn: true },
  'chat.said': { showId, from: '2026-01-01T00:00:00Z' },
})
