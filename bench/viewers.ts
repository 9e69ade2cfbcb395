import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { openFileServer } from '../test/media/edge.ts'
import type { OriginPlan } from './load/hls-origin.ts'
import type { ViewPlan, ViewReport } from './load/hls-viewers.ts'
import { type Peer, startPeer } from './load/processes.ts'

/**
 * Players of a low-latency stream on one core of the origin, beside nginx that serves the same bytes from files.
 *
 * Every player reloads the playlist with each part, held until the part is there, and fetches the part. `ours` and
 * `peer` are players for each second of CPU that the server used in a second; `late` are parts that came more than two
 * parts after they were cut (players hold three).
 */
export async function run({ smoke }: { smoke: boolean; seed: number }): Promise<Record<string, unknown>> {
  const plan = smoke
    ? { viewers: 100, partMs: 333, kbps: 1500, parts: 9, rounds: 1 }
    : { viewers: 500, partMs: 333, kbps: 2500, parts: 30, rounds: 3 }
  const rounds: Round[] = []
  for (let i = 1; i <= plan.rounds; i++) {
    rounds.push(await oneRound(plan))
    console.log(`round ${i}: ${JSON.stringify(rounds.at(-1))}`)
  }
  const { ours, peer, late, p99Ms, gbps } = median(rounds)
  return {
    unit: 'players per core',
    ours,
    peer,
    ratio: Math.round((ours / peer) * 100) / 100,
    late,
    p99Ms,
    gbps,
    ...plan,
  }
}

type Plan = { viewers: number; partMs: number; kbps: number; parts: number }
type Round = { ours: number; peer: number; late: number; p99Ms: number; gbps: number }

async function oneRound(plan: Plan): Promise<Round> {
  const origin = await startPeer(new URL('./load/hls-origin.ts', import.meta.url))
  const viewers = await startPeer(new URL('./load/hls-viewers.ts', import.meta.url))
  try {
    await origin.ask('begin', { partMs: plan.partMs, kbps: plan.kbps } satisfies OriginPlan)
    const port = await origin.ask<number>('port')
    const cpu = () => origin.ask<number>('cpuSeconds')
    const ours = await measure(viewers, { ...plan, port, firstPart: 30, blocking: true }, cpu)
    if (ours.failed > 0) throw new Error(`${ours.failed} requests failed, so there is no figure`)
    const peer = await measureFiles(origin, viewers, plan)
    const perCore = (used: number) => Math.round(plan.viewers / used)
    return { ours: perCore(ours.cores), peer: perCore(peer.cores), late: ours.late, p99Ms: ours.p99Ms, gbps: ours.gbps }
  } finally {
    await viewers.kill()
    await origin.kill()
  }
}

/** What one server used, in cores, while everybody watched: its media lasts as long whatever the load. */
async function measure(viewers: Peer, plan: ViewPlan & Plan, cpuSeconds: () => Promise<number>) {
  const before = await cpuSeconds()
  const report = await viewers.ask<ViewReport>('view', plan)
  const seconds = (plan.parts * plan.partMs) / 1000
  const cores = ((await cpuSeconds()) - before) / seconds
  return { ...report, cores, gbps: Math.round((report.bytes * 8) / seconds / 1e7) / 100 }
}

/** The same requests and the same bytes, from files. */
async function measureFiles(origin: Peer, viewers: Peer, plan: Plan) {
  const { part, playlist } = await origin.ask<{ part: number; playlist: string }>('sample')
  const root = await mkdtemp(join(tmpdir(), 'estrade-files-'))
  await mkdir(join(root, 'hls/s'), { recursive: true })
  await writeFile(join(root, 'hls/s/live.m3u8'), gzipSync(playlist, { level: 4 }))
  await writeFile(join(root, 'hls/s/part.m4s'), Buffer.alloc(part, 7))
  try {
    await using nginx = await openFileServer(root)
    const port = Number(new URL(nginx.url).port)
    return await measure(viewers, { ...plan, port, firstPart: 0, blocking: false }, () => cpuOfTree(nginx.pid))
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

const ticksPerSecond = 100 // USER_HZ, the same on every Linux that we know of.

/** CPU seconds of a process and its children. */
async function cpuOfTree(pid: number): Promise<number> {
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ').filter(Boolean)
  const times = await Promise.all([pid, ...children].map((one) => readFile(`/proc/${one}/stat`, 'utf8')))
  return times.reduce((sum, stat) => {
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return sum + (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
  }, 0)
}

/** The round in the middle, by what we are asked for. */
function median(rounds: Round[]): Round {
  return rounds.toSorted((a, b) => a.ours - b.ours)[rounds.length >> 1]!
}
