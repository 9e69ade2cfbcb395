import type { Formatter } from '#lib/format.ts'
import type { Api } from '#src/api.ts'
import type { Output } from '#src/lib/contract.ts'

export type Report = Output<Api['reports.report']>
export type Figure = Report['figures'][number]
export type FigureName = Figure['name']
type Value = Figure['value']

/** A figure as it is read. */
export function figureText(format: Formatter, unit: Figure['unit'], value: Value, none: string): string {
  if (value === null) return none
  if (typeof value === 'object') return format.money(value.minor, value.currency)
  if (unit === 'share') return format.percent(value, 2)
  if (unit === 'ms') return format.duration(value)
  return format.number(Math.round(value * 100) / 100)
}

export const numberOf = (value: Value): number =>
  value === null ? 0 : typeof value === 'object' ? Number(value.minor) : value

/** Round steps from nothing up to at least `most`: 0, 200, 400 … at most `count` of them. */
export function ticks(most: number, count = 4): number[] {
  if (most <= 0) return [0, 1]
  const rough = most / count
  const ten = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * ten).find((one) => one >= rough) ?? 10 * ten)
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, i) => i * step)
}

/** The minutes to be named below a curve: every 1, 2, 5, 10, 15, 30 or 60, few enough to be read. */
export function minuteTicks(minutes: number, most: number): number[] {
  const step = [1, 2, 5, 10, 15, 30, 60, 120].find((one) => minutes / one <= most) ?? 240
  return Array.from({ length: Math.floor(minutes / step) + 1 }, (_, i) => i * step)
}
