import { createSubscriber } from 'svelte/reactivity'

/** The server's clock as the page knows it, in epoch milliseconds: the local one plus the offset the socket measured. */
export type Clock = () => number

/** A clock that can be read in a component: whatever reads `ms` is drawn again on every beat, and the beat stops with its last reader. */
export class Ticker {
  #clock: () => Clock
  #subscribe: () => void

  constructor(clock: () => Clock, everyMs = 250) {
    this.#clock = clock
    this.#subscribe = createSubscriber((update) => {
      const beat = setInterval(update, everyMs)
      return () => clearInterval(beat)
    })
  }

  get ms(): number {
    this.#subscribe()
    return this.#clock()()
  }
}
