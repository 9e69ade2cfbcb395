import type { LogId } from '../lib/ids.ts'
import { headOf, lastOfLog, readLog } from '../lib/log.ts'
import type { Sql } from '../lib/sql.ts'
import type { FramedEvent } from './frames.ts'
import { limits } from './limits.ts'

/** One of the two logs of a room: what is still to be told, and what was told last. */
export class Lane {
  readonly logId: LogId
  /** Up to where the room has been told. */
  head: number
  #fresh: FramedEvent[] = []
  #ring: FramedEvent[]
  #asking: Promise<number> | undefined
  readonly #sql: Sql

  private constructor(sql: Sql, logId: LogId, ring: FramedEvent[]) {
    this.#sql = sql
    this.logId = logId
    this.#ring = ring
    this.head = ring.at(-1)?.seq ?? 0
  }

  /** Begins with what was told last in memory: after a restart everybody comes back at once. */
  static async open(sql: Sql, logId: LogId): Promise<Lane> {
    return new Lane(sql, logId, await lastOfLog(sql, logId, limits.ringMost))
  }

  hear(events: readonly FramedEvent[]): void {
    this.#fresh.push(...events)
  }

  get waiting(): boolean {
    return this.#fresh.length > 0
  }

  /** What is to be told now; from here on it has been told. */
  take(): FramedEvent[] {
    const fresh = this.#fresh
    if (fresh.length === 0) return fresh
    this.#fresh = []
    this.head = fresh.at(-1)!.seq
    this.#ring.push(...fresh)
    if (this.#ring.length > limits.ringMost * 1.5) this.#ring = this.#ring.slice(-limits.ringMost)
    return fresh
  }

  /** What was told after `cursor`; undefined when that is too much, or was never so. */
  async after(cursor: number): Promise<FramedEvent[] | undefined> {
    if (cursor > this.head) return cursor > (await this.#logHead()) ? undefined : []
    if (cursor === this.head) return []
    if (this.head - cursor > limits.backfillMost) return undefined
    const oldest = this.#ring[0]?.seq ?? Number.POSITIVE_INFINITY
    if (oldest <= cursor + 1) return this.#ring.slice(cursor + 1 - oldest)
    const { head } = this
    const events = await readLog(this.#sql, this.logId, cursor, limits.backfillMost)
    return events.filter((event) => event.seq <= head)
  }

  /** Those who ask at the same instant share the question. */
  #logHead(): Promise<number> {
    this.#asking ??= headOf(this.#sql, this.logId).finally(() => {
      this.#asking = undefined
    })
    return this.#asking
  }
}
