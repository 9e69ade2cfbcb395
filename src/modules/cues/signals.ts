import type { ShowId } from '../../lib/ids.ts'
import { type LoggedEvent, readLog } from '../../lib/log.ts'
import type { Sql } from '../../lib/sql.ts'
import type { PollEvent } from '../polls/events.ts'
import { evolvePolls, leadersOf, noPolls, type PollsState } from '../polls/state.ts'
import type { QuestionEvent } from '../questions/events.ts'
import { evolveQuestions, noQuestions, openClusters, type QuestionsState } from '../questions/state.ts'
import type { ShowEvent } from '../shows/events.ts'
import { logOf, runOf } from '../shows/shows.ts'
import { emptyShow, evolveShow, type ShowState } from '../shows/state.ts'
import { type Signals, thresholds } from './decide.ts'

/** What a show's log tells of it, folded as far as it was read. */
type Folded = {
  seq: number
  show: ShowState
  questions: QuestionsState
  polls: PollsState
  pinnedAt: Map<string, number>
  voted?: NonNullable<Signals['voted']>
}
const nothing: Folded = { seq: 0, show: emptyShow, questions: noQuestions, polls: noPolls, pinnedAt: new Map() }

const showsKept = 100
const page = 1000

/** People who put each product of a show in their bag since then. */
export type BaggedSince = (sql: Sql, showId: ShowId, since: Date) => Promise<ReadonlyMap<string, number>>

/** Reads what happens in shows on air; of each log only what is new since the last look. */
export function signalsOf(baggedSince: BaggedSince) {
  const kept = new Map<string, Folded>()

  async function folded(sql: Sql, showId: ShowId): Promise<Folded> {
    let found = kept.get(showId) ?? nothing
    for (;;) {
      const news = await readLog(sql, logOf(showId), found.seq, page)
      found = news.reduce(fold, found)
      if (news.length < page) break
    }
    kept.delete(showId)
    kept.set(showId, found)
    if (kept.size > showsKept) kept.delete(kept.keys().next().value!)
    return found
  }

  return async (sql: Sql, now: Date, showId: ShowId): Promise<Omit<Signals, 'answered'>> => {
    const { show, questions, pinnedAt, voted } = await folded(sql, showId)
    const run = await runOf(sql, showId)
    const ofCard = new Map(
      show.shelf.map((card) => [card.productId, card.variants.reduce((n, { free }) => n + free, 0)]),
    )
    return {
      nowMs: now.getTime(),
      run: run.map(({ productId, minutes }) => ({
        ...{ productId, minutes, free: ofCard.get(productId) ?? 0, sold: show.sold[productId] ?? 0 },
      })),
      pinned: show.pinned.map((productId) => ({ productId, sinceMs: pinnedAt.get(productId) ?? now.getTime() })),
      shown: new Set(pinnedAt.keys()),
      baggers: await baggedSince(sql, showId, new Date(now.getTime() - thresholds.bagWindowMs)),
      askers: askersIn(questions),
      ...(voted && { voted }),
    }
  }
}

function fold(before: Folded, logged: LoggedEvent): Folded {
  const event = logged as unknown as Event
  const { at, seq } = logged
  if (isQuestion(event)) {
    return { ...before, seq, questions: evolveQuestions(before.questions, event, at) ?? before.questions }
  }
  if (isPoll(event)) {
    const polls = evolvePolls(before.polls, event, at) ?? before.polls
    const voted = event.type === 'poll.closed' ? chosenIn(polls, event.body.pollId, at) : before.voted
    return { ...before, seq, polls, ...(voted && { voted }) }
  }
  const show = evolveShow(before.show, event, at) ?? before.show
  if (event.type !== 'product.pinned') return { ...before, seq, show }
  return { ...before, seq, show, pinnedAt: new Map([...before.pinnedAt, [event.body.productId, Date.parse(at)]]) }
}

type Event = ShowEvent | QuestionEvent | PollEvent
const isQuestion = (event: Event): event is QuestionEvent => event.type.startsWith('question.')
const isPoll = (event: Event): event is PollEvent => event.type.startsWith('poll.')

/** The product that most viewers chose; undefined where none stood for choice, or nobody voted. */
function chosenIn({ polls }: PollsState, pollId: string, at: string): Signals['voted'] {
  const poll = polls.find((one) => one.pollId === pollId)
  const [first] = poll ? leadersOf(poll) : []
  const productId = first === undefined ? undefined : poll?.options[first]?.productId
  return productId ? { productId, votes: poll!.counts![first!]!, atMs: Date.parse(at) } : undefined
}

function askersIn(questions: QuestionsState): Map<string, number> {
  const askers = new Map<string, number>()
  for (const { head, wanted } of openClusters(questions)) {
    if (head.productId) askers.set(head.productId, (askers.get(head.productId) ?? 0) + wanted)
  }
  return askers
}
