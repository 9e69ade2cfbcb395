import { call } from '#lib/api.ts'
import { laneComment } from '#lib/room/lane.ts'
import type { LaneComment } from '#lib/ui/CommentLane.svelte'
import type { Message } from '#src/modules/chat/state.ts'
import type { LoggedRoomEvent } from '#src/room.ts'
import type { Visitor } from '../visitor.svelte.ts'

const noticeEveryMs = 5000
const noticesMost = 8

/** The message that is answered. */
export type Answered = { messageId: string; name: string }
type Pending = { key: string; text: string; at: string; to: string | undefined; messageId?: string }
type Notice = { id: string; at: string; productId: string; quantity: number }

/** What is said in a room, as the lane draws it: messages, one's own on their way, and what was just bought. */
export class Talk {
  readonly #showId: string
  readonly #visitor: Visitor
  #pending: Pending[] = $state.raw([])
  #notices: Notice[] = $state.raw([])
  #sold = new Map<string, number>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #noticed = 0
  /** One after the other, so that what is said first is read first. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(showId: string, visitor: Visitor) {
    this.#showId = showId
    this.#visitor = visitor
  }

  /** Says something, to everybody or as an answer. @throws {Refused} chat.tooFast, chat.muted, … */
  async say(text: string, now: number, answers?: Answered): Promise<void> {
    const key = crypto.randomUUID()
    this.#pending = [...this.#pending, { key, text, at: new Date(now).toISOString(), to: answers?.name }]
    const wish = { showId: this.#showId, text, ...(answers && { answers: answers.messageId }) }
    const posted = this.#turn.then(() => this.#visitor.as(() => call('chat.post', wish, { key })))
    this.#turn = posted.catch(() => {})
    try {
      const { messageId } = await posted
      this.#pending = this.#pending.map((one) => (one.key === key ? { ...one, messageId } : one))
    } catch (error) {
      this.#pending = this.#pending.filter((one) => one.key !== key)
      throw error
    }
  }

  /** Sales are told together, every few seconds: one line a product, however many bought. */
  hear(event: LoggedRoomEvent): void {
    if (event.type !== 'product.sold') return
    const { productId, quantity } = event.body
    this.#sold.set(productId, (this.#sold.get(productId) ?? 0) + quantity)
    this.#timer ??= setTimeout(() => this.#tell(event.at), noticeEveryMs)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #tell(at: string): void {
    this.#timer = undefined
    const told = [...this.#sold].map(([productId, quantity]) => {
      this.#noticed++
      return { id: `sold-${this.#noticed}`, at, productId, quantity }
    })
    this.#sold.clear()
    this.#notices = [...this.#notices, ...told].slice(-noticesMost)
  }

  /** The lane, the oldest first. `soldText` words a sale. */
  lines(messages: readonly Message[], soldText: (productId: string, quantity: number) => string): LaneComment[] {
    const heard = new Set(messages.map(({ messageId }) => messageId))
    const own = this.#visitor.person?.personId
    const lines = [
      ...messages.map((message) => ({ at: message.at, comment: laneComment(message, own) })),
      ...this.#notices.map(({ id, at, productId, quantity }) => ({
        at,
        comment: { id, author: '', text: soldText(productId, quantity), notice: true },
      })),
      ...this.#pending
        .filter(({ messageId }) => !messageId || !heard.has(messageId))
        .map(({ key, at, text, to }) => ({
          at,
          comment: { id: key, author: '', text, own: true, pending: true, ...(to && { to }) },
        })),
    ]
    return lines.sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ comment }) => comment)
  }
}
