/** One stay of a viewer in a room, in ms of the wall clock: from `joinedAt` up to, not including, `leftAt`. */
export type Visit = { viewer: string; joinedAt: number; leftAt: number }

export type Figures = {
  /** Different viewers who were there while the show was on air. */
  unique: number
  /** The most at one instant, and the first such instant; null when nobody came. */
  peak: number
  peakAt: number | null
  /** How long a viewer was there, all stays together. */
  averageWatchMs: number
  medianWatchMs: number
  /** Viewers who were there for at least 95 % of the show. */
  completed: number
  /** completed ÷ unique; null when nobody came. */
  completion: number | null
  /** How many were there at the start of each minute of the show. */
  perMinute: number[]
}

const completeShare = 0.95
const minuteMs = 60_000

/**
 * Who was there, exactly. A viewer in two tabs, or who came back, is one viewer; what lies before or after the show
 * does not count.
 * @param from when the show went on air, ms
 * @param until when it ended, or now
 */
export function figures(visits: readonly Visit[], from: number, until: number): Figures {
  const stays = staysByViewer(visits, from, until)
  const watched = [...stays.values()]
    .map((list) => list.reduce((sum, stay) => sum + stay.until - stay.from, 0))
    .sort((a, b) => a - b)
  const unique = watched.length
  const completed = watched.filter((ms) => ms >= (until - from) * completeShare).length
  return {
    ...{ unique, ...peakOf([...stays.values()].flat()) },
    averageWatchMs: unique === 0 ? 0 : Math.round(watched.reduce((sum, ms) => sum + ms, 0) / unique),
    medianWatchMs: watched[unique >> 1] ?? 0,
    ...{ completed, completion: unique === 0 ? null : completed / unique },
    perMinute: perMinute([...stays.values()].flat(), from, until),
  }
}

type Stay = { from: number; until: number }

/** Each viewer's stays, clipped to the show, in order, those that touch or overlap made one. */
function staysByViewer(visits: readonly Visit[], from: number, until: number): Map<string, Stay[]> {
  const stays = new Map<string, Stay[]>()
  for (const { viewer, joinedAt, leftAt } of [...visits].sort((a, b) => a.joinedAt - b.joinedAt)) {
    const stay = { from: Math.max(joinedAt, from), until: Math.min(leftAt, until) }
    if (stay.from >= stay.until) continue
    const theirs = stays.get(viewer)
    const last = theirs?.at(-1)
    if (last && stay.from <= last.until) last.until = Math.max(last.until, stay.until)
    else if (theirs) theirs.push(stay)
    else stays.set(viewer, [stay])
  }
  return stays
}

/** Whoever leaves in the instant in which another comes is gone before. */
function peakOf(stays: readonly Stay[]): { peak: number; peakAt: number | null } {
  const steps = stays
    .flatMap((stay) => [
      { at: stay.from, by: 1 },
      { at: stay.until, by: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.by - b.by)
  let present = 0
  let peak = 0
  let peakAt: number | null = null
  for (const { at, by } of steps) {
    present += by
    if (present > peak) [peak, peakAt] = [present, at]
  }
  return { peak, peakAt }
}

function perMinute(stays: readonly Stay[], from: number, until: number): number[] {
  const counts = Array.from({ length: Math.ceil((until - from) / minuteMs) }, () => 0)
  for (const stay of stays) {
    const last = Math.ceil((stay.until - from) / minuteMs)
    for (let minute = Math.ceil((stay.from - from) / minuteMs); minute < last; minute++) counts[minute]!++
  }
  return counts
}
