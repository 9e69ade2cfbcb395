/** What a host can act on: come closer, all is well, or step back. */
export type Loudness = 'silent' | 'quiet' | 'good' | 'clipping'

/** The floor of the meter, in decibels below full scale. */
export const floorDb = -60
const silentBelowDb = -55
const quietBelowDb = -32
const clippingFromDb = -0.5

/** The loudest sample, in decibels of full scale (dBFS): 0 is the most there is, silence is the floor. */
export function peakDb(samples: ArrayLike<number>): number {
  let peak = 0
  for (let i = 0; i < samples.length; i++) peak = Math.max(peak, Math.abs(samples[i] ?? 0))
  return peak === 0 ? floorDb : Math.max(floorDb, 20 * Math.log10(peak))
}

/** The verdict on the last seconds of speech: pauses between words are not silence, one loud consonant is clipping. */
export function loudnessOf(peaksDb: readonly number[]): Loudness {
  const loudest = peaksDb.reduce((most, peak) => Math.max(most, peak), floorDb)
  if (loudest >= clippingFromDb) return 'clipping'
  if (loudest < silentBelowDb) return 'silent'
  return loudest < quietBelowDb ? 'quiet' : 'good'
}
