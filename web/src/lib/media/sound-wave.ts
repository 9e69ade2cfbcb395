/*
 * How sound is drawn: a row of bars, low tones in the middle and higher ones towards both ends. Heights go from 0 to 1.
 */

/** Where voices and music are; what lies outside would be bars that never move. */
const lowestHertz = 90
const highestHertz = 5500

/** Up at once, down like something that has weight: seconds until two thirds of the way are gone. */
const riseSeconds = 0.035
const fallSeconds = 0.22

/** The row in silence: a calm swell, highest in the middle. */
export function restingWave(count: number): number[] {
  return bars(count).map((bar) => 0.05 + 0.09 * Math.cos((fromMiddle(bar, count) * Math.PI) / 2) ** 2)
}

/**
 * The row for one moment of sound.
 * @param spectrum loudness of equally wide bands, 0 to 255, the lowest first (`getByteFrequencyData`)
 * @param binHertz how wide each of them is
 */
export function waveOf(spectrum: ArrayLike<number>, binHertz: number, count: number): number[] {
  const rest = restingWave(count)
  return bars(count).map((bar) => {
    const place = fromMiddle(bar, count)
    const step = 2 / count
    const level = levelBetween(spectrum, hertzAt(place - step / 2) / binHertz, hertzAt(place + step / 2) / binHertz)
    return Math.min(1, rest[bar]! + (1 - rest[bar]!) * level ** 1.4)
  })
}

/** One step from what is drawn to what should be. */
export function easeWave(drawn: readonly number[], wanted: readonly number[], seconds: number): number[] {
  return wanted.map((to, bar) => {
    const from = drawn[bar] ?? to
    return from + (to - from) * (1 - Math.exp(-seconds / (to > from ? riseSeconds : fallSeconds)))
  })
}

/** Nothing more would be seen to move. */
export const isSettled = (drawn: readonly number[], wanted: readonly number[]): boolean =>
  wanted.every((to, bar) => Math.abs(to - (drawn[bar] ?? 0)) < 0.004)

/** Where the bars stand in a box of that size: upright, round-ended, about its middle line. */
export function barsIn(wave: readonly number[], { width, height }: { width: number; height: number }) {
  const pitch = width / wave.length
  const thick = pitch * 0.5
  return wave.map((level, bar) => {
    const tall = Math.max(thick, level * height)
    return { x: bar * pitch + (pitch - thick) / 2, y: (height - tall) / 2, width: thick, height: tall }
  })
}

const bars = (count: number) => Array.from({ length: count }, (_, bar) => bar)

/** 0 in the middle of the row, 1 at its ends. */
const fromMiddle = (bar: number, count: number): number => Math.abs((bar + 0.5) / count - 0.5) * 2

/** An octave is as wide as another, as ears have it. */
const hertzAt = (place: number): number => lowestHertz * (highestHertz / lowestHertz) ** Math.min(1, Math.max(0, place))

function levelBetween(spectrum: ArrayLike<number>, from: number, to: number): number {
  const first = Math.floor(from)
  const last = Math.max(first + 1, Math.ceil(to))
  let sum = 0
  for (let bin = first; bin < last; bin++) sum += spectrum[bin] ?? 0
  return sum / (last - first) / 255
}
