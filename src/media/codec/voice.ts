import { audioRate } from './messages.ts'

const secondsLong = 8
const harmonics = 14

/** Start and length in seconds, pitch in Hz, and the two formants of its vowel in Hz. */
type Syllable = [start: number, length: number, pitch: number, first: number, second: number]

const syllables: Syllable[] = [
  [0.2, 0.22, 132, 700, 1220],
  [0.46, 0.18, 140, 530, 1840],
  [0.68, 0.3, 126, 300, 870],
  [1.3, 0.2, 138, 390, 1990],
  [1.54, 0.24, 146, 640, 1190],
  [1.82, 0.16, 134, 490, 1350],
  [2.02, 0.36, 118, 700, 1220],
  [3.2, 0.2, 150, 270, 2290],
  [3.44, 0.2, 142, 570, 840],
  [3.68, 0.26, 130, 660, 1720],
  [4.0, 0.3, 116, 440, 1020],
  [5.1, 0.18, 136, 700, 1220],
  [5.32, 0.22, 144, 390, 1990],
  [5.6, 0.2, 132, 530, 1840],
  [5.84, 0.4, 112, 570, 840],
]

/**
 * Eight seconds of something that murmurs like speech (vowels as harmonics under two formants, with pauses), to be
 * looped. Quiet on purpose: it runs for hours in demos. `level` is its loudness from 0 to 1, for the picture.
 */
export function makeVoice(): { samples: Float32Array; level: (atSeconds: number) => number } {
  const samples = new Float32Array(secondsLong * audioRate)
  for (const syllable of syllables) sing(samples, syllable)
  const level = (atSeconds: number) => {
    const at = atSeconds % secondsLong
    return syllables.reduce((most, [start, length]) => Math.max(most, envelope((at - start) / length)), 0)
  }
  return { samples, level }
}

function sing(out: Float32Array, [start, length, pitch, first, second]: Syllable): void {
  const begin = Math.round(start * audioRate)
  const count = Math.round(length * audioRate)
  for (let h = 1; h <= harmonics; h++) {
    const gain = (resonance(h * pitch, first, 90) + 0.5 * resonance(h * pitch, second, 130) + 0.02) / Math.sqrt(h)
    let phase = 0
    for (let i = 0; i < count; i++) {
      const glide = 1 - 0.12 * (i / count)
      phase += (2 * Math.PI * h * pitch * glide) / audioRate
      out[begin + i]! += 0.16 * gain * envelope(i / count) * Math.sin(phase)
    }
  }
}

function resonance(frequency: number, centre: number, width: number): number {
  return 1 / (1 + ((frequency - centre) / width) ** 2)
}

function envelope(progress: number): number {
  return progress <= 0 || progress >= 1 ? 0 : Math.sin(Math.PI * progress) ** 1.5
}
