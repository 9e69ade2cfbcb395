import { call } from '#lib/api.ts'
import type { ConsoleWords } from '#lib/messages/load-team.ts'
import type { Api } from '#src/api.ts'
import type { Output } from '#src/lib/contract.ts'
import { refusalText } from './refusal-text.ts'

const pauseMs = 250

type Found = Output<Api['catalog.products']>['items']

/**
 * Finds published products while somebody types: it waits for a pause, and a later search ends the earlier one, so that
 * no old answer stands under a new word.
 */
export class ProductFinder {
  /** Undefined until the first answer. */
  found = $state.raw<Found>()
  refusal = $state<string>()
  #pause: ReturnType<typeof setTimeout> | undefined
  #asked: AbortController | undefined
  readonly #brandId: string
  readonly #words: ConsoleWords
  readonly #most: number

  constructor(brandId: string, words: ConsoleWords, most: number) {
    this.#brandId = brandId
    this.#words = words
    this.#most = most
  }

  type(typed: string) {
    clearTimeout(this.#pause)
    this.#pause = setTimeout(() => void this.search(typed), pauseMs)
  }

  async search(typed: string) {
    this.#asked?.abort()
    this.#asked = new AbortController()
    const { signal } = this.#asked
    this.refusal = undefined
    try {
      const wish = { brandId: this.#brandId, state: 'published' as const, most: this.#most }
      const { items } = await call('catalog.products', { ...wish, search: typed.trim() || undefined }, { signal })
      this.found = items
    } catch (error) {
      if (!signal.aborted) this.refusal = refusalText(this.#words, error)
    }
  }

  stop() {
    clearTimeout(this.#pause)
    this.#asked?.abort()
  }
}
