/** A figure beside the same of earlier shows. */
export type Beside = {
  /** Of the show before. */
  previous: number | null
  /** Against it: 0.12 is 12 % more. */
  change: number | null
  /** Half of the earlier shows had less. */
  median: number | null
  /** The share of the earlier shows that had less, those with as much counted half. */
  percentile: number | null
  shows: number
}

/** @param earlier the latest show first; those that have no such figure are left out */
export function beside(value: number | null, earlier: readonly (number | null)[]): Beside {
  const known = earlier.filter((one) => one !== null)
  const previous = known[0] ?? null
  const sorted = known.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const median = sorted.length % 2 === 1 ? sorted[middle]! : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
  const below = value === null ? 0 : known.filter((one) => one < value).length
  const equal = value === null ? 0 : known.filter((one) => one === value).length
  return {
    previous,
    change: value === null || !previous ? null : (value - previous) / previous,
    median: known.length === 0 ? null : median,
    percentile: value === null || known.length === 0 ? null : (below + equal / 2) / known.length,
    shows: known.length,
  }
}
