import type { LocalText } from '#src/lib/local-text.ts'
import { type EditedText, editedText, writtenText } from '../local-texts.ts'

interface Address {
  line1: string
  line2: string
  postalCode: string
  city: string
  region: string
  country: string
  phone: string
}
interface Open {
  day: number
  from: string
  to: string
}

export interface Store {
  storeId: string
  name: string
  address: Address
  hours: readonly Open[]
  note: LocalText | Record<string, never>
  readyHours: number
  keepDays: number
  archived: boolean
}

/** A store as its form edits it; `days` as typed, Monday first. */
export interface StoreDraft {
  name: string
  address: Address
  days: string[]
  note: EditedText
  readyHours: number | undefined
  keepDays: number | undefined
}

export const newStore = (country: string): StoreDraft => ({
  ...{ name: '', note: editedText(), readyHours: 2, keepDays: 14 },
  address: { line1: '', line2: '', postalCode: '', city: '', region: '', country, phone: '' },
  days: ['', ...Array<string>(5).fill('10:00-19:00'), ''],
})

export const storeDraft = ({ name, address, hours, note, readyHours, keepDays }: Store): StoreDraft => ({
  ...{ name, address: { ...address }, note: editedText(note), readyHours, keepDays },
  days: [1, 2, 3, 4, 5, 6, 7].map((day) =>
    hours
      .filter((one) => one.day === day)
      .map(({ from, to }) => `${from}-${to}`)
      .join(', '),
  ),
})

/** `9:30-13, 14:00–19:00` as times of one day; undefined when it cannot be read, or overlaps. */
export function hoursOf(day: number, typed: string): Open[] | undefined {
  const open: Open[] = []
  for (const part of typed.split(/[,，、;]/).map((one) => one.trim())) {
    if (!part) continue
    const [, h1, m1 = '00', h2, m2 = '00'] =
      /^(\d{1,2})(?:[:h.](\d{2}))?\s*[-–—~至]\s*(\d{1,2})(?:[:h.](\d{2}))?$/.exec(part) ?? []
    if (h1 === undefined || h2 === undefined) return undefined
    const [from, to] = [`${h1.padStart(2, '0')}:${m1}`, `${h2.padStart(2, '0')}:${m2}`]
    const isTime = (one: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(one)
    if (!isTime(from) || !isTime(to) || from >= to || (open.at(-1) && from < open.at(-1)!.to)) return undefined
    open.push({ day, from, to })
  }
  return open
}

/** Days whose hours cannot be read, from 1. */
export const badDays = ({ days }: StoreDraft): number[] =>
  days.flatMap((typed, i) => (hoursOf(i + 1, typed) ? [] : [i + 1]))

/** Whether it can be saved: name, street, city and country, and hours that can be read. */
export const isWhole = (draft: StoreDraft): boolean =>
  [draft.name, draft.address.line1, draft.address.city].every((one) => one.trim() !== '') &&
  /^[A-Z]{2}$/.test(draft.address.country) &&
  badDays(draft).length === 0

/** As the API takes it; of a draft that is whole. */
export const storeWish = ({ name, address, days, note, readyHours, keepDays }: StoreDraft) => ({
  ...{ name, address: { ...address }, note: writtenText(note), readyHours: readyHours ?? 0, keepDays: keepDays ?? 14 },
  hours: days.flatMap((typed, i) => hoursOf(i + 1, typed) ?? []),
})
