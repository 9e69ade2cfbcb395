import type { Sample } from '../format.ts'
import { box, fullBox, u32, u64 } from './boxes.ts'
import { audioTrack, videoTrack } from './init.ts'

const keySample = 0x02000000 // Depends on no other sample (14496-12 §8.8.3.1).
const deltaSample = 0x01010000 // Depends on others, and is no point to start from.

/**
 * One movie fragment: `moof` and `mdat`, samples of each track in a row.
 * Within a track a sample lasts until the next one; only the last keeps its own duration.
 */
export function fragment(sequence: number, tracks: { video: Sample[]; audio: Sample[] }): Buffer {
  const runs = [
    { id: videoTrack, samples: tracks.video },
    { id: audioTrack, samples: tracks.audio },
  ].filter((run) => run.samples.length > 0)
  const payload = runs.flatMap((run) => run.samples.map((sample) => sample.data))

  // The offsets in `trun` count from the start of `moof`, whose length does not depend on them: build it twice.
  const moofLength = moof(sequence, runs, 0).length
  return Buffer.concat([moof(sequence, runs, moofLength + 8), box('mdat', ...payload)])
}

type Run = { id: number; samples: Sample[] }

function moof(sequence: number, runs: Run[], firstByte: number): Buffer {
  let at = firstByte
  const trafs = runs.map((run) => {
    const traf = trackFragment(run, at)
    at += run.samples.reduce((sum, sample) => sum + sample.data.length, 0)
    return traf
  })
  return box('moof', fullBox('mfhd', 0, 0, u32(sequence)), ...trafs)
}

function trackFragment(run: Run, firstByte: number): Buffer {
  const rows = run.samples.map((sample, i) => {
    const next = run.samples[i + 1]
    const duration = next ? next.ts - sample.ts : sample.duration
    return u32(duration, sample.data.length, sample.key ? keySample : deltaSample, sample.offset ?? 0)
  })
  return box(
    'traf',
    fullBox('tfhd', 0, 0x020000, u32(run.id)), // default-base-is-moof
    fullBox('tfdt', 1, 0, u64(run.samples[0]!.ts)),
    fullBox('trun', 1, 0xf01, u32(run.samples.length, firstByte), ...rows),
  )
}
