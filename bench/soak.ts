import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { childrenOf, openEngine } from '../test/media/running-engine.ts'
import { everySeconds, offsetsIn, publishFlashes } from './load/flash-and-beep.ts'
import { LiveFollower } from './load/live-follower.ts'
import { median } from './load/rounds.ts'

/**
 * One show for hours: sound against picture, timestamps, parts that were late or missing, memory.
 *
 * ffmpeg publishes by RTMP in real time; one player fetches every part as it comes; what was served is decoded every
 * five minutes, and the beep's distance from its flash measured. `ours` is how far that distance moved, in ms (goal:
 * below 50). Recording and one smaller rendition run along. Memory is the resident size of the media process and of
 * the codec child; `growthMb` are medians of the last quarter against those of the second one.
 */
export async function run({ smoke, minutes }: { smoke: boolean; minutes?: number }): Promise<Record<string, unknown>> {
  const lastsMinutes = minutes ?? (smoke ? 1 : 120)
  const folder = await mkdtemp(join(tmpdir(), 'estrade-soak-'))
  try {
    return await soak(folder, lastsMinutes)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

type Sample = { minute: number; offsetsMs: number[]; mediaMb: number; codecMb: number }
const partMs = 333

async function soak(dataFolder: string, lastsMinutes: number): Promise<Record<string, unknown>> {
  await using on = await openEngine({ dataFolder, partMs, ladder: true })
  const publisher = publishFlashes(`rtmp://127.0.0.1:${on.engine.rtmpPort()}/live/key-soak`)
  try {
    await on.event((event) => event.type === 'live.started')
    on.engine.record('soak', Date.now())
    const follower = new LiveFollower(`${on.engine.origin()}/hls/soak`, partMs)
    const following = follower.follow()
    const pid = on.engine.pid()!
    const samples: Sample[] = []
    const everyMinutes = Math.min(5, lastsMinutes / 2)
    const beganAt = performance.now()
    for (let k = 1; k * everyMinutes <= lastsMinutes; k++) {
      const dueMs = beganAt + k * everyMinutes * 60_000 - performance.now()
      await Promise.race([pause(Math.max(dueMs, (everySeconds + 2) * 1000)), following])
      const offsetsMs = await offsetsIn(follower.recent())
      const codecMb = childrenOf(pid).reduce((sum, child) => sum + residentMb(child), 0)
      samples.push({ minute: k * everyMinutes, offsetsMs, mediaMb: residentMb(pid), codecMb })
      console.log(JSON.stringify({ ...samples.at(-1), ...follower.seen, at: new Date().toISOString() }))
    }
    follower.stop()
    await following
    if (on.engine.pid() !== pid) throw new Error('the media process was another one in the end')
    return { ...told(samples), ...follower.seen, interrupted: on.events.filter(isBreak).length, minutes: lastsMinutes }
  } finally {
    publisher.kill('SIGKILL')
  }
}

const isBreak = ({ type }: { type: string }) => type === 'live.interrupted' || type === 'recording.stopped'

function told(samples: Sample[]) {
  const offsets = samples.flatMap((one) => one.offsetsMs)
  if (samples.some((one) => one.offsetsMs.length === 0)) throw new Error('a measurement found no flash with its beep')
  const driftMs = Math.round((Math.max(...offsets) - Math.min(...offsets)) * 10) / 10
  const [offsetMsFirst, offsetMsLast] = [offsets[0], offsets.at(-1)]
  return {
    ...{ unit: 'ms', ours: driftMs, peer: null, ratio: null, offsetMsFirst, offsetMsLast },
    ...{ mediaMb: samples.at(-1)!.mediaMb, codecMb: samples.at(-1)!.codecMb },
    mediaGrowthMb: growth(samples.map((one) => one.mediaMb)),
    codecGrowthMb: growth(samples.map((one) => one.codecMb)),
  }
}

/** The last quarter's median against the second quarter's: the first is still filling its windows and heaps. */
function growth(values: number[]): number {
  const quarter = Math.max(1, values.length >> 2)
  return median(values.slice(-quarter)) - median(values.slice(quarter, 2 * quarter))
}

function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024)
}
