import type { MoneyWire } from '../../lib/money.ts'

export type DrawEvents = {
  'draw.opened': {
    drawId: string
    title: string
    /** What each winner gets of shop credit; null: a thing that is sent. */
    credit: MoneyWire | null
    winners: number
    /** By a purchase in the show one enters as well. */
    bought: boolean
    /** What has to be said in the chat; null: a tap enters. */
    keyword: string | null
    /** For followers only. */
    followed?: boolean
    /** For those only who have watched for so many minutes. */
    watchMinutes?: number
    /** ISO 8601, by the server's clock. */
    closesAt: string
    /** SHA-256 of what decides it; the seed itself comes with `draw.drawn`. */
    seedHash: string
  }
  /** How many have entered so far. */
  'draw.entered': { drawId: string; entries: number }
  /** `chain`: the last link of the list of entries (docs/chance.md). Winners by name, as the chat shows them. */
  'draw.drawn': {
    drawId: string
    entries: number
    chain: string
    seed: string
    winners: { entryId: string; name: string }[]
  }
}
export type DrawEvent = { [Type in keyof DrawEvents]: { type: Type; body: DrawEvents[Type] } }[keyof DrawEvents]
