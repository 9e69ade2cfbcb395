import type { Variant } from './master.ts'

/** `auto` follows the line, `fastest` is by WebRTC, `low` spends as little as there is with a picture, `sound` no picture; a number is lines. */
export type Quality = 'auto' | 'fastest' | 'low' | 'sound' | number

/** What there is to choose from; nothing when there is only one way to play. */
export function choicesOf(variants: readonly Variant[], byWebRtc = false): Quality[] {
  const sizes = [...new Set(variants.flatMap(({ lines }) => lines || []))].sort((a, b) => b - a)
  const low: Quality[] = sizes.length > 1 ? ['low'] : []
  const sound: Quality[] = sizes.length > 0 && variants.some(({ lines }) => lines === undefined) ? ['sound'] : []
  const several: Quality[] = sizes.length > 1 ? sizes : []
  const fastest: Quality[] = byWebRtc ? ['fastest'] : []
  return fastest.length + low.length + sound.length > 0 ? ['auto', ...fastest, ...several, ...low, ...sound] : []
}

/** The variant to stay with; undefined where the player goes up and down by itself. */
export function variantFor(variants: readonly Variant[], quality: Quality): Variant | undefined {
  const pictures = variants.filter(({ lines }) => lines !== undefined).sort((a, b) => b.bandwidth - a.bandwidth)
  if (quality === 'auto' || quality === 'fastest' || !choicesOf(variants).includes(quality)) return undefined
  if (quality === 'sound') return variants.find(({ lines }) => lines === undefined)
  if (quality === 'low') return pictures.at(-1)
  return pictures.find(({ lines }) => lines === quality)
}

/** As it was remembered; otherwise as careful with data as the device was told to be. */
export function firstQuality(remembered: string | null, savesData: boolean): Quality {
  if (remembered === 'auto' || remembered === 'fastest' || remembered === 'low' || remembered === 'sound')
    return remembered
  const lines = Number(remembered)
  if (Number.isInteger(lines) && lines > 0) return lines
  return savesData ? 'low' : 'auto'
}

/** Save-Data, or its successor in CSS. */
export function savesData(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } }
  return connection?.saveData === true || matchMedia('(prefers-reduced-data: reduce)').matches
}
