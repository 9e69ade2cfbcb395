import { call, Refused } from '#lib/api.ts'
import type { Api } from '#src/api.ts'
import type { Output } from '#src/lib/contract.ts'
import type { LoggedRoomEvent } from '#src/room.ts'
import type { Visitor } from '../visitor.svelte.ts'
import { deviceId } from './device-id.ts'

export type Ticket = Output<Api['drops.ticket']>

/** After a draw everybody looks at once: within this time, each at a moment of their own. */
const spreadMs = 1200
/** A line moves by itself; news of it may have been lost with the connection. */
const lookEveryMs = 20_000

type Needs = {
  visitor: Visitor
  /** A unit is kept for the visitor from now on. */
  onwon: () => void
}

/** The visitor's places in the lines of a room's drops, as the server knows them: a reload changes nothing. */
export class Tickets {
  #tickets: Record<string, Ticket> = $state({})
  #taking: Record<string, boolean> = $state({})
  #errors: Record<string, unknown> = $state({})
  readonly #needs: Needs
  readonly #timers = new Set<ReturnType<typeof setTimeout>>()

  constructor(needs: Needs) {
    this.#needs = needs
  }

  of(dropId: string): Ticket | undefined {
    return this.#tickets[dropId]
  }

  error(dropId: string): unknown {
    return this.#errors[dropId]
  }

  taking(dropId: string): boolean {
    return this.#taking[dropId] ?? false
  }

  /** Takes a place in the line. However often, it is one. */
  async take(dropId: string): Promise<void> {
    if (this.#taking[dropId]) return
    this.#taking[dropId] = true
    delete this.#errors[dropId]
    try {
      const device = deviceId()
      this.#keep(
        dropId,
        await this.#needs.visitor.as(() => call('drops.takeTicket', { dropId, ...(device && { device }) })),
      )
    } catch (error) {
      this.#errors[dropId] = error
    }
    this.#taking[dropId] = false
  }

  async leave(dropId: string): Promise<void> {
    await call('drops.leaveLine', { dropId }).catch(() => {})
    await this.look(dropId)
  }

  /** Asks what became of the visitor's place. Somebody without a session has none. */
  async look(dropId: string): Promise<void> {
    if (!this.#needs.visitor.person) return
    try {
      this.#keep(dropId, await call('drops.ticket', { dropId }))
    } catch (error) {
      if (error instanceof Refused && error.code === 'drops.noTicket') delete this.#tickets[dropId]
    }
  }

  hear(event: LoggedRoomEvent): void {
    if (event.type !== 'drop.drawn' && event.type !== 'drop.served' && event.type !== 'drop.closed') return
    const { dropId } = event.body
    const ticket = this.#tickets[dropId]
    if (ticket?.state !== 'waiting') return
    if (event.type === 'drop.served') {
      if (ticket.place === null) return
      if (event.body.places.includes(ticket.place)) void this.look(dropId)
      else if (ticket.ahead) {
        const passed = event.body.places.filter((place) => place < ticket.place!).length
        this.#tickets[dropId] = { ...ticket, ahead: Math.max(0, ticket.ahead - passed) }
      }
    } else this.#later(() => this.look(dropId), Math.random() * spreadMs)
  }

  /** Looks again now and then while somebody waits. Returns how to stop. */
  follow(): () => void {
    const beat = setInterval(() => {
      for (const [dropId, { state }] of Object.entries(this.#tickets)) if (state === 'waiting') void this.look(dropId)
    }, lookEveryMs)
    return () => {
      clearInterval(beat)
      for (const timer of this.#timers) clearTimeout(timer)
    }
  }

  #later(work: () => Promise<void>, ms: number) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      void work()
    }, ms)
    this.#timers.add(timer)
  }

  #keep(dropId: string, ticket: Ticket) {
    const before = this.#tickets[dropId]
    this.#tickets[dropId] = ticket
    if (ticket.state !== 'won' || (before?.state === 'won' && before.ticketId === ticket.ticketId)) return
    void call('drops.seeOffer', { dropId }).catch(() => {})
    this.#needs.onwon()
  }
}
