import type { Problem } from '../../lib/problems.ts'
import type { Verdict } from '../chat/chat.ts'
import type { QuestionKind } from './events.ts'
import { likeness, wordsOf } from './likeness.ts'
import { questionProblems as problem } from './problems.ts'

/** Between two questions of one person. */
const askEveryMs = 15_000
/** Questions of one person that wait at the same time. */
const openEach = 3
/** Questions that wait in a room: more, nobody answers in a show. From then on people second those that are there. */
export const backlogMost = 100

export type Waiting = {
  questionId: string
  kind: QuestionKind
  productId: string | null
  text: string
  alikeId: string
}
export type Wish = {
  questionId: string
  authorId: string
  kind: QuestionKind
  productId: string | null
  text: string
  verdict: Verdict
  /** It comes with a gift: it is never counted with another, waits for no turn, and a full list has place for it. */
  hasGift?: boolean
}
export type Asker = { open: number; lastAt: Date | undefined }
/** What becomes of a question: refused, counted with one that asks the same, or written down. */
export type Outcome =
  | { refused: Problem; details?: Record<string, unknown> | undefined }
  | { seconds: string }
  | { state: 'open' | 'held' | 'shadowed'; alikeId: string; because: string | null }

/**
 * What becomes of questions that were asked at the same instant, in this order: the same question twice is one.
 * Chat has judged them before (`verdict`): whoever may not write cannot ask, and what waits for a moderator waits here.
 * @param waiting what waits in the room
 * @param askers how each of the authors stands
 */
export function decideAsks(
  room: { status: string; products: ReadonlySet<string>; waiting: readonly Waiting[] },
  askers: ReadonlyMap<string, Asker>,
  wishes: readonly Wish[],
  now: Date,
): Outcome[] {
  const open = room.waiting.map((one) => ({ ...one, words: wordsOf(one.text) }))
  const stands = new Map([...askers].map(([personId, asker]) => [personId, { ...asker }]))
  return wishes.map((wish) => {
    const asker = stands.get(wish.authorId) ?? { open: 0, lastAt: undefined }
    const refused = whyNotAsk(room, asker, wish, now)
    if (refused) return refused
    const words = wordsOf(wish.text)
    const alike = likest(open, wish, words)
    const state = stateOf(wish.verdict)
    if (alike?.same && state === 'open' && !wish.hasGift) return { seconds: alike.questionId }
    if (state === 'open' && open.length >= backlogMost && !wish.hasGift) return { refused: problem.backlogFull }
    const alikeId = alike?.alikeId ?? wish.questionId
    if (state === 'open') open.push({ ...wish, words, alikeId })
    stands.set(wish.authorId, { open: asker.open + 1, lastAt: now })
    return { state, alikeId, because: wish.verdict.verdict === 'held' ? wish.verdict.because : null }
  })
}

const stateOf = ({ verdict }: Verdict) => (verdict === 'said' ? 'open' : verdict === 'held' ? 'held' : 'shadowed')

function whyNotAsk(
  room: { status: string; products: ReadonlySet<string> },
  asker: Asker,
  wish: Wish,
  now: Date,
): Extract<Outcome, { refused: Problem }> | undefined {
  if (room.status !== 'live' && (room.status !== 'scheduled' || wish.hasGift)) return { refused: problem.closed }
  if (wish.verdict.verdict === 'refused') return { refused: wish.verdict.problem, details: wish.verdict.details }
  if (wish.productId !== null && !room.products.has(wish.productId)) return { refused: problem.notInShow }
  if (wish.kind === 'question' ? wish.text === '' : wish.productId === null) return { refused: problem.nothingAsked }
  if (asker.open >= openEach) return { refused: problem.tooManyOpen }
  const waitMs = asker.lastAt && !wish.hasGift ? asker.lastAt.getTime() + askEveryMs - now.getTime() : 0
  return waitMs > 0 ? { refused: problem.tooSoon, details: { seconds: Math.ceil(waitMs / 1000) } } : undefined
}

type Open = Waiting & { words: ReadonlySet<string> }

/** The question that a new one is most like, of the same kind and about the same product. */
function likest(open: readonly Open[], wish: Wish, words: ReadonlySet<string>) {
  let alike: { questionId: string; alikeId: string; same: boolean } | undefined
  for (const one of open) {
    if (one.kind !== wish.kind || one.productId !== wish.productId) continue
    // To be shown the inside of a lamp is one wish, whatever is added to it.
    const how = wish.kind === 'question' ? likeness(words, one.words) : 'same'
    if (how === 'same') return { ...one, same: true }
    if (how === 'alike') alike ??= { ...one, same: false }
  }
  return alike
}

export type Standing = { state: string }

/** Why a question cannot be answered, dismissed or taken now. */
export const whyNotSettle = ({ state }: Standing): Problem | undefined =>
  state === 'open' || state === 'onAir' ? undefined : problem.notOpen

/** Why a question cannot be seconded by somebody. */
export const whyNotSecond = ({ state, authorId }: Standing & { authorId: string }, personId: string) =>
  authorId === personId ? problem.own : whyNotSettle({ state })
