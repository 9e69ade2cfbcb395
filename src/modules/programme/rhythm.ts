/** A series returns every so many weeks, on a weekday (ISO: 1 is Monday), at an hour of the brand's clock. */
export type Rhythm = { everyWeeks: number; weekday: number; atTime: string }

/** A time zone of the IANA data that this machine knows. */
export function isTimeZone(zone: string): boolean {
  try {
    Temporal.Now.zonedDateTimeISO(zone)
    return !/^[+-]/.test(zone)
  } catch {
    return false
  }
}

/**
 * The next `count` instants of a rhythm after `after`, on the clock of `zone`. An hour that a clock set forward leaves
 * out is as much later; of one that comes twice it is the first.
 * @param anchor a show of the series: with a rhythm of several weeks, its week counts
 */
export function nextOf(rhythm: Rhythm, zone: string, after: Date, anchor: Date | undefined, count: number): Date[] {
  const today = dayOf(after, zone)
  const first = today.add({ days: (rhythm.weekday - today.dayOfWeek + 7) % 7 })
  let day = anchor ? inStep(first, mondayOf(dayOf(anchor, zone)), rhythm.everyWeeks) : first
  const found: Date[] = []
  while (found.length < count) {
    const at = new Date(day.toZonedDateTime({ timeZone: zone, plainTime: rhythm.atTime }).epochMilliseconds)
    const passed = at <= after
    if (!passed) found.push(at)
    // Without a show to keep step with, the first hour still to come begins the steps.
    day = day.add({ weeks: passed && !anchor ? 1 : rhythm.everyWeeks })
  }
  return found
}

const dayOf = (at: Date, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate()
const mondayOf = (day: Temporal.PlainDate) => day.subtract({ days: day.dayOfWeek - 1 })

/** The same weekday, in the first week from `day` on that is a whole number of steps from the anchor's. */
function inStep(day: Temporal.PlainDate, anchorMonday: Temporal.PlainDate, everyWeeks: number): Temporal.PlainDate {
  const weeks = Math.round(mondayOf(day).since(anchorMonday, { largestUnit: 'days' }).days / 7)
  const missing = (((-weeks % everyWeeks) + everyWeeks) % everyWeeks) as number
  return day.add({ weeks: missing })
}

/** Weekday (1 is Monday) and hour of an instant on the clock of `zone`. */
export function hourOf(at: Date, zone: string): { weekday: number; hour: number } {
  const there = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)
  return { weekday: there.dayOfWeek, hour: there.hour }
}
