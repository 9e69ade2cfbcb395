import { dayOf } from '../today.ts'

/* Days are texts such as `2026-11-22`, on the clock of the brand; Safari knows no Temporal yet. */

export type View = 'month' | 'week'
const dayMs = 86_400_000

const utc = (day: string) => Date.parse(`${day}T00:00:00Z`)
export const addDays = (day: string, days: number): string =>
  new Date(utc(day) + days * dayMs).toISOString().slice(0, 10)

/** 1 is Monday. */
export const weekdayOf = (day: string): number => ((new Date(utc(day)).getUTCDay() + 6) % 7) + 1
export const mondayOf = (day: string): string => addDays(day, 1 - weekdayOf(day))

export const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(utc(text)) && addDays(text, 0) === text

/** The days that a view shows: a week, or the whole weeks of a month. */
export function daysOf(view: View, day: string): string[] {
  const first = mondayOf(view === 'week' ? day : `${day.slice(0, 8)}01`)
  const weeks = view === 'week' ? 1 : Math.ceil((utc(lastOfMonth(day)) - utc(first) + dayMs) / (7 * dayMs))
  return Array.from({ length: weeks * 7 }, (_, index) => addDays(first, index))
}

const lastOfMonth = (day: string) => addDays(`${addDays(`${day.slice(0, 8)}28`, 4).slice(0, 8)}01`, -1)

/** The view before or after: the same weekday, or the first of the month. */
export function step(view: View, day: string, by: 1 | -1): string {
  if (view === 'week') return addDays(day, by * 7)
  return by === 1 ? addDays(lastOfMonth(day), 1) : `${addDays(`${day.slice(0, 8)}01`, -1).slice(0, 8)}01`
}

/** What the clock of a zone shows at a moment, `19:30`. */
export const timeOf = (at: string | Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(at),
  )

export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** The moment at which the clock of a zone shows this; an hour that it leaves out is as much later. */
export function momentIn(day: string, time: string, timeZone: string): Date {
  const wanted = Date.parse(`${day}T${time}:00Z`)
  const shown = (at: number) => Date.parse(`${dayOf(at, timeZone)}T${timeOf(new Date(at), timeZone)}:00Z`)
  const offsetAt = (at: number) => shown(at) - at
  const early = wanted - offsetAt(wanted - dayMs)
  const late = wanted - offsetAt(wanted + dayMs)
  // Of an hour that comes twice the first; of one that never comes, as the clock before would have had it.
  return new Date(shown(early) === wanted || shown(late) !== wanted ? early : late)
}

/** Where shows stand beside each other that overlap: a lane for each, and of how many. */
export function lanesOf<Show extends { from: number; until: number }>(shows: readonly Show[]) {
  const placed: { show: Show; lane: number }[] = []
  for (const show of [...shows].sort((a, b) => a.from - b.from)) {
    const taken = new Set(placed.filter((one) => one.show.until > show.from).map(({ lane }) => lane))
    let lane = 0
    while (taken.has(lane)) lane++
    placed.push({ show, lane })
  }
  return placed.map((one) => {
    const beside = placed.filter(({ show }) => show.from < one.show.until && one.show.from < show.until)
    return { ...one, lanes: Math.max(...beside.map(({ lane }) => lane)) + 1 }
  })
}
