import { createContext } from 'svelte'
import { call } from '#lib/api.ts'
import type { Answer } from '#src/modules/catalog/state.ts'
import type { BagLine } from './answers.ts'
import type { Visitor } from './visitor.svelte.ts'

/** How a piece is asked for: in which pop-up shop it was found, and what is to be made of it. */
type Asked = { popUpId?: string | undefined; personal?: readonly Answer[] }

/** What the visitor is about to buy from one brand, as the server knows it. */
export class Bag {
  readonly brandId: string
  readonly #visitor: Visitor
  lines: BagLine[] = $state.raw([])
  items: { minor: string; currency: string } | undefined = $state.raw()
  /** Not asked yet, known, or it could not be asked. */
  state: 'unknown' | 'known' | 'failed' = $state('unknown')
  #asked = 0

  constructor(brandId: string, visitor: Visitor) {
    this.brandId = brandId
    this.#visitor = visitor
  }

  get count(): number {
    return this.lines.reduce((sum, line) => sum + (line.state === 'expired' ? 0 : line.quantity), 0)
  }

  /** Lines whose hold is over, by the server's word. */
  get expired(): BagLine[] {
    return this.lines.filter((line) => line.state === 'expired')
  }

  /** The line that runs out first. */
  get nextToExpire(): BagLine | undefined {
    return this.lines
      .filter((line) => line.state === 'held' && line.holdExpiresAt)
      .sort((a, b) => Date.parse(a.holdExpiresAt!) - Date.parse(b.holdExpiresAt!))[0]
  }

  /** Asks the server. Somebody without a session has an empty bag. */
  async refresh(): Promise<void> {
    if (!this.#visitor.person) {
      this.state = 'known'
      return
    }
    const asked = ++this.#asked
    try {
      const { lines, items } = await call('orders.bag', { brandId: this.brandId })
      if (asked !== this.#asked) return
      this.lines = lines
      this.items = items
      this.state = 'known'
    } catch {
      if (asked === this.#asked && this.state === 'unknown') this.state = 'failed'
    }
  }

  /** `personal`: what is asked to be made of it. @throws {Refused} orders.soldOut, orders.bagFull, … */
  async add(
    variantId: string,
    quantity: number,
    showId?: string,
    { popUpId, personal = [] }: Asked = {},
  ): Promise<void> {
    const key = crypto.randomUUID()
    const wish = {
      brandId: this.brandId,
      variantId,
      quantity,
      ...(showId && { showId }),
      ...(popUpId && { popUpId }),
      personal: [...personal],
    }
    await this.#visitor.as(() => call('orders.addToBag', wish, { key }))
    await this.refresh()
  }

  /** Changes how many; 0 takes the line out. @throws {Refused} */
  async change(lineId: string, quantity: number): Promise<void> {
    try {
      await call('orders.changeLine', { lineId, quantity })
    } finally {
      await this.refresh()
    }
  }
}

export const [getBag, setBag] = createContext<Bag>()
