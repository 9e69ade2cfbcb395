/** Minutes of a local day; `from` after `until` spans midnight, both the same is never. */
export type Quiet = { from: number; until: number }

const dayMinutes = 1440
const minuteMs = 60_000

/** What clocks show in a time zone, in minutes since midnight. */
function clockIn(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return (at) => {
    const [hours, minutes] = format.format(at).split(':')
    return Number(hours) * 60 + Number(minutes)
  }
}

const isQuiet = (minute: number, { from, until }: Quiet) =>
  from <= until ? minute >= from && minute < until : minute >= from || minute < until

/**
 * When the quiet hours end that `at` falls in, on the clocks of a time zone; undefined outside of them. The night in
 * which clocks change is an hour shorter or longer, and an end that clocks leap over is where they land.
 */
export function quietUntil(at: Date, quiet: Quiet, timeZone: string): Date | undefined {
  const clock = clockIn(timeZone)
  let quietAt = Math.floor(at.getTime() / minuteMs)
  const shown = (minute: number) => clock(minute * minuteMs)
  if (!isQuiet(shown(quietAt), quiet)) return undefined
  let after = quietAt
  while (isQuiet(shown(after), quiet)) {
    quietAt = after
    after += (quiet.until - shown(after) + dayMinutes) % dayMinutes
  }
  while (after - quietAt > 1) {
    const middle = Math.floor((quietAt + after) / 2)
    if (isQuiet(shown(middle), quiet)) quietAt = middle
    else after = middle
  }
  return new Date(after * minuteMs)
}
