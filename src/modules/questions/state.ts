import type { QuestionEvent, QuestionEvents } from './events.ts'

export type Answer = Omit<QuestionEvents['question.answered'], 'questionIds'>
export type Question = QuestionEvents['question.asked'] & {
  askedAt: string
  /** Others who ask the same. */
  seconds: number
  answer: Answer | null
}
export type QuestionsState = {
  /** The oldest first. */
  questions: Question[]
  /** What the host answers now, who, and since when. */
  onAir: { questionId: string; by: string; at: string } | null
}

export const noQuestions: QuestionsState = { questions: [], onAir: null }

/** How many answered questions a room keeps; the others stay in the log. */
const answeredMost = 50

/** Folds one event that happened `at`. Never changes `state`. */
export function evolveQuestions(state: QuestionsState, event: QuestionEvent, at: string): QuestionsState {
  const { questions } = state
  switch (event.type) {
    case 'question.asked':
      return { ...state, questions: [...questions, { ...event.body, askedAt: at, seconds: 0, answer: null }] }
    case 'question.seconded': {
      const { counts } = event.body
      const counted = questions.map((one) => ({ ...one, seconds: counts[one.questionId] ?? one.seconds }))
      return { ...state, questions: counted }
    }
    case 'question.taken':
      return { ...state, onAir: { ...event.body, at } }
    case 'question.putBack':
      return off(state, [event.body.questionId])
    case 'question.answered': {
      const { questionIds, ...answer } = event.body
      const answered = questions.map((one) => (questionIds.includes(one.questionId) ? { ...one, answer } : one))
      const tooMany = answered.filter((one) => one.answer).length - answeredMost
      const forgotten = new Set(tooMany > 0 ? answered.filter((one) => one.answer).slice(0, tooMany) : [])
      return { ...off(state, questionIds), questions: answered.filter((one) => !forgotten.has(one)) }
    }
    case 'question.closed': {
      const { questionIds } = event.body
      const left = questions.filter((one) => !questionIds.includes(one.questionId))
      return { ...off(state, questionIds), questions: left }
    }
  }
}

const off = (state: QuestionsState, questionIds: readonly string[]): QuestionsState =>
  state.onAir && questionIds.includes(state.onAir.questionId) ? { ...state, onAir: null } : state

/** Questions that read alike, as one: the largest gift and the most wanted of them first. */
export type Cluster = {
  head: Question
  others: Question[]
  wanted: number
  /** Coins of the gifts they came with. */
  coins: number
}

const coinsOf = ({ gift }: Question) => gift?.coins ?? 0

/**
 * What waits, alike questions together: those with gifts first, then what most people ask, then the oldest. Pure, for room and studio alike.
 * @param productId only those about this product; undefined: all of them
 */
export function openClusters({ questions }: QuestionsState, productId?: string | null): Cluster[] {
  const clusters = new Map<string, Question[]>()
  for (const one of questions) {
    if (one.answer || (productId !== undefined && one.productId !== productId)) continue
    const there = clusters.get(one.alikeId)
    if (there) there.push(one)
    else clusters.set(one.alikeId, [one])
  }
  return [...clusters.values()]
    .map((all): Cluster => {
      const [head, ...others] = [...all].sort((a, b) => coinsOf(b) - coinsOf(a) || b.seconds - a.seconds)
      const wanted = all.reduce((sum, one) => sum + 1 + one.seconds, 0)
      return { head: head!, others, wanted, coins: all.reduce((sum, one) => sum + coinsOf(one), 0) }
    })
    .sort((a, b) => b.coins - a.coins || b.wanted - a.wanted || (a.head.askedAt < b.head.askedAt ? -1 : 1))
}
