import { SvelteSet } from 'svelte/reactivity'
import { call } from '#lib/api.ts'
import type { Api } from '#src/api.ts'
import type { Output } from '#src/lib/contract.ts'
import type { QuestionKind } from '#src/modules/questions/events.ts'
import type { LoggedRoomEvent } from '#src/room.ts'
import type { Visitor } from '../../visitor.svelte.ts'
import { viewerId } from '../viewer-id.ts'

type Mine = Output<Api['questions.mine']>
type Own = Mine['asked'][number]

/** What the visitor asked in a room, and what they seconded. */
export class Asking {
  mine: Own[] = $state.raw([])
  readonly seconded = new SvelteSet<string>()
  asking = $state(false)
  readonly #showId: string
  readonly #visitor: Visitor
  readonly #onanswered: () => void

  /** @param onanswered a question of theirs has just been answered */
  constructor(showId: string, visitor: Visitor, onanswered: () => void) {
    this.#showId = showId
    this.#visitor = visitor
    this.#onanswered = onanswered
  }

  async look(): Promise<void> {
    if (!this.#visitor.person) return
    const found = await call('questions.mine', { showId: this.#showId }).catch(() => undefined)
    if (!found) return
    this.mine = found.asked
    for (const questionId of found.seconded) this.seconded.add(questionId)
  }

  /** @throws Refused; see `questions.ask` */
  async ask(wish: { kind: QuestionKind; productId?: string; text: string }) {
    this.asking = true
    try {
      const asked = { ...wish, showId: this.#showId, viewer: viewerId() }
      const answer = await this.#visitor.as(() => call('questions.ask', asked))
      if (answer.state === 'seconded') this.seconded.add(answer.questionId)
      await this.look()
      return answer.state
    } finally {
      this.asking = false
    }
  }

  /** @throws Refused; see `questions.second` */
  async second(questionId: string): Promise<void> {
    if (this.seconded.has(questionId)) return
    this.seconded.add(questionId)
    try {
      await this.#visitor.as(() => call('questions.second', { showId: this.#showId, questionId }))
    } catch (error) {
      this.seconded.delete(questionId)
      throw error
    }
  }

  /** What became of theirs is read anew: a private answer is in no event. */
  hear({ type, body }: LoggedRoomEvent): void {
    if (type !== 'question.answered' && type !== 'question.closed') return
    const theirs = (body as { questionIds: string[] }).questionIds
    if (!this.mine.some(({ questionId }) => theirs.includes(questionId))) return
    void this.look().then(() => {
      const answered = this.mine.some(
        ({ questionId, state }) => theirs.includes(questionId) && (state === 'answered' || state === 'private'),
      )
      if (answered) this.#onanswered()
    })
  }
}
