import type { Dice } from '../random.ts'

/** A campaign as its article tells it. What it does not tell is null, and then only has to add up. */
export type Campaign = {
  name: string
  reads: number
  /** People who asked to be reminded. */
  signUps: number
  entries: number
  peak: number | null
  completed: number
  shopVisitors: number
  /** Each makes one order. */
  buyers: number
  comments: number
  hearts: number
}

/** The two campaigns of the articles. Hibetterme's entries and shop visitors are ours: of them it tells shares only. */
export const campaigns: Campaign[] = [
  {
    ...{ name: 'Ta Read', reads: 70_000, signUps: 0, entries: 11_951, peak: null, completed: 1200 },
    ...{ shopVisitors: 6704, buyers: 1228, comments: 800, hearts: 9000 },
  },
  {
    ...{ name: 'Hibetterme', reads: 100_500, signUps: 4212, entries: 2500, peak: 1363, completed: 700 },
    ...{ shopVisitors: 680, buyers: 330, comments: 1553, hearts: 5000 },
  },
]

export const smaller = ({ name, peak, ...counts }: Campaign, by: number): Campaign => ({
  ...(Object.fromEntries(Object.entries(counts).map(([key, count]) => [key, Math.round(count / by)])) as typeof counts),
  ...{ name, peak: peak === null ? null : Math.round(peak / by) },
})

/** Minutes of the programme: comes at one, leaves at another. */
export type Stay = { viewer: string; comes: number; leaves: number }
export const showMinutes = 60
const crowdedAt = 30
const around = 12

/**
 * Who is there when. The completed are there from the first minute to the last; with a peak, as many others as it takes
 * stand together at one minute, and the rest come and go well before and after it.
 */
export function staysOf({ entries, peak, completed }: Campaign, die: Dice): Stay[] {
  const together = peak === null ? 0 : peak - completed
  return Array.from({ length: entries }, (_, i) => {
    const viewer = `viewer-${i}`
    if (i < completed) return { viewer, comes: 0, leaves: showMinutes }
    if (i < completed + together) {
      return { viewer, comes: crowdedAt - die.roll(25), leaves: crowdedAt + 1 + die.roll(25) }
    }
    const long = 1 + die.roll(4)
    const early = die.chance(0.5)
    const room = crowdedAt - around - long
    const comes = (early ? 0 : crowdedAt + around) + die.roll(room)
    return { viewer, comes, leaves: comes + long }
  })
}

/** What the report has to say, by the name of the figure. */
export function expected(of: Campaign): Record<string, number> {
  const share = (top: number, bottom: number) => Math.round((top / bottom) * 10_000) / 10_000
  return {
    ...{
      reads: of.reads,
      signUps: of.signUps,
      signUpsOfReads: share(of.signUps, of.reads),
      pageVisits: of.entries,
      entries: of.entries,
      views: of.entries,
      unmeasured: 0,
    },
    ...(of.peak !== null && { peak: of.peak, commentsPerPeak: share(of.comments, of.peak) }),
    ...{ completed: of.completed, completion: share(of.completed, of.entries) },
    ...{
      productOpeners: of.shopVisitors,
      baggers: of.buyers,
      shopVisitors: of.shopVisitors,
      buyers: of.buyers,
      orders: of.buyers,
      newBuyers: of.buyers,
      returningBuyers: 0,
    },
    ...{ comments: of.comments, likes: of.hearts, units: of.buyers },
    ...{ entriesOfReads: share(of.entries, of.reads), shopOfEntries: share(of.shopVisitors, of.entries) },
    ...{ buyersOfShop: share(of.buyers, of.shopVisitors), buyersOfEntries: share(of.buyers, of.entries) },
    ...{ ordersOfShop: share(of.buyers, of.shopVisitors), ordersOfEntries: share(of.buyers, of.entries) },
  }
}
