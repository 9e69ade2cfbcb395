import type { LoggedEvent } from '../../lib/log.ts'
import type { QuestionEvent, QuestionEvents } from '../questions/events.ts'

/** A moment in which the host showed what somebody had wished to see of a product. Wall clock, ms. */
export type ShownMe = { productId: string; fromMs: number; toMs: number; shown: Wish }
/** What was wished for, in words of a viewer where they wrote some. */
export type Wish = { questionId: string; kind: Exclude<Asked['kind'], 'question'>; text: string }
type Asked = QuestionEvents['question.asked']

/** What was ticked without having been taken on air was shown just before. */
const beforeMs = 20_000
const leastMs = 4000
const mostMs = 180_000
/** A host begins to move before the tap, and ends after it. */
const aroundMs = 1500

/** The wishes to be shown something that were answered on air, each once, with the moment of the answer (V11, B10). */
export function shownMe(events: readonly LoggedEvent[], from: { startedAtMs: number; endedAtMs: number }): ShownMe[] {
  const asked = new Map<string, Asked>()
  const found = new Map<string, ShownMe>()
  for (const logged of events) {
    const { type, body } = logged as unknown as QuestionEvent
    if (type === 'question.asked') asked.set(body.questionId, body)
    // Whoever was banned has asked nothing.
    if (type === 'question.closed') for (const questionId of body.questionIds) found.delete(questionId)
    if (type !== 'question.answered' || body.how !== 'onAir') continue
    const wish = body.questionIds.flatMap((id) => asked.get(id) ?? []).find(isWish)
    if (!wish) continue
    const { questionId, productId, kind, text } = wish
    const when = momentOf(Date.parse(body.momentAt), Date.parse(logged.at), from)
    found.set(questionId, { productId, ...when, shown: { questionId, kind, text } })
  }
  return [...found.values()]
}

const isWish = (one: Asked): one is Asked & { productId: string; kind: Wish['kind'] } =>
  one.productId !== null && one.kind !== 'question'

function momentOf(
  takenMs: number,
  tickedMs: number,
  { startedAtMs, endedAtMs }: { startedAtMs: number; endedAtMs: number },
) {
  const taken = tickedMs - takenMs >= leastMs ? takenMs - aroundMs : tickedMs - beforeMs
  const fromMs = Math.max(startedAtMs, taken)
  return { fromMs, toMs: Math.min(endedAtMs, fromMs + mostMs, tickedMs + aroundMs) }
}
