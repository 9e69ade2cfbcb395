import type { Combo, GiftEvents } from '#src/modules/gifts/events.ts'
import type { LoggedRoomEvent } from '#src/room.ts'

const chipMs = 5000
const largeMs = 4000
const thanksMs = 6000
const chipsMost = 3
const largeMost = 5

/** What of the gifts is on the screen just now: three growing chips, one large gift after another, the last thanks. */
export class Parade {
  shown: Combo[] = $state([])
  thanks: GiftEvents['gift.thanked'] | undefined = $state.raw()
  #waiting: Combo[] = $state([])
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>()

  get large(): Combo | undefined {
    return this.#waiting[0]
  }

  hear({ type, body }: LoggedRoomEvent): void {
    if (type === 'gift.thanked') {
      this.thanks = body
      this.#after('thanks', thanksMs, () => (this.thanks = undefined))
    }
    if (type !== 'gift.sent') return
    for (const combo of [...body.combos].reverse()) this.#show(combo)
  }

  skip(): void {
    this.#waiting = this.#waiting.slice(1)
    if (this.large) this.#after('large', largeMs, () => this.skip())
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
  }

  #show(combo: Combo): void {
    if (combo.tier === 'large') this.#queue(combo)
    else this.#chip(combo)
  }

  #chip(combo: Combo): void {
    const others = this.shown.filter(({ comboId }) => comboId !== combo.comboId)
    const there = others.length < this.shown.length
    // A combo that grows keeps its place; a new one comes below, and the oldest goes.
    this.shown = there
      ? this.shown.map((one) => (one.comboId === combo.comboId ? combo : one))
      : [...others, combo].slice(-chipsMost)
    this.#after(combo.comboId, chipMs, () => {
      this.shown = this.shown.filter(({ comboId }) => comboId !== combo.comboId)
    })
  }

  #queue(combo: Combo): void {
    const known = this.#waiting.some(({ comboId }) => comboId === combo.comboId)
    this.#waiting = known
      ? this.#waiting.map((one) => (one.comboId === combo.comboId ? combo : one))
      : [...this.#waiting, combo].slice(0, largeMost)
    if (this.large?.comboId === combo.comboId) this.#after('large', largeMs, () => this.skip())
  }

  #after(name: string, ms: number, work: () => void): void {
    clearTimeout(this.#timers.get(name))
    this.#timers.set(name, setTimeout(work, ms))
  }
}
