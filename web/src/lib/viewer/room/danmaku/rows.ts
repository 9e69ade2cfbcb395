/** How long a text needs from one edge of the picture until it has left at the other, ms: long ones are faster. */
export const crossMs = 8000
/** Between two texts in one row. */
export const gapPx = 24

type Flying = { at: number; width: number; stage: number }

/**
 * The rows in which texts fly over a picture, from right to left. Whatever has no row free is left out: a full picture
 * shows fewer comments, not late ones.
 */
export class Rows {
  readonly #last: (Flying | undefined)[]

  constructor(count: number) {
    this.#last = new Array<Flying | undefined>(count).fill(undefined)
  }

  /**
   * @param width of the text, px
   * @param stage width of the picture, px
   * @returns the first row where a text that starts now touches nothing; undefined when there is none
   */
  place(nowMs: number, width: number, stage: number): number | undefined {
    const row = this.#last.findIndex((last) => !last || isClear(last, { at: nowMs, width, stage }))
    if (row < 0) return undefined
    this.#last[row] = { at: nowMs, width, stage }
    return row
  }
}

function isClear(last: Flying, next: Flying): boolean {
  const tail = tailAt(last, next.at)
  if (tail + gapPx > next.stage) return false
  // The next one may be faster: when the last one has left, its head is not yet over the left edge.
  return headAt(next, last.at + crossMs) >= 0
}

const headAt = ({ at, width, stage }: Flying, ms: number) => stage - ((ms - at) / crossMs) * (stage + width)
const tailAt = (flying: Flying, ms: number) => headAt(flying, ms) + flying.width
