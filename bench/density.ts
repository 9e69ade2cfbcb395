import { loadavg } from 'node:os'
import { openDatabase } from '../src/lib/sql.ts'
import { joinCrowd, openCrowd } from './load/crowd.ts'
import type { Head, Kind } from './load/fanout-server.ts'
import type { OwnMemory } from './load/own-memory.ts'
import { freshDatabase, type Peer, startPeer } from './load/processes.ts'
import { median } from './load/rounds.ts'
import { openStall } from './load/stall.ts'

/**
 * Memory of one process for each viewer who sits there, beyond the kernel's: Estrade, Socket.IO and a plain `ws` server.
 *
 * Ours is the whole product, a show on air with its presence written down; the peers hold a socket and a room. Resident
 * memory after a sweep, with everybody there, less the same before they came, in a process of its own for each.
 */
export async function run({ smoke, sockets, runs }: { smoke: boolean; seed: number; sockets?: number; runs?: number }) {
  const viewers = sockets ?? (smoke ? 1000 : 15_000)
  const rounds = runs ?? (smoke ? 1 : 3)
  await using disk = await freshDatabase()
  const found: Record<Kind, PerViewer>[] = []
  for (let round = 1; round <= rounds; round++) {
    const one = {} as Record<Kind, PerViewer>
    for (const kind of ['ours', 'socketIo', 'wsLoop'] as const) one[kind] = await weigh(kind, viewers, disk)
    found.push(one)
    console.log(`round ${round}, load ${loadavg()[0]!.toFixed(1)}: ${JSON.stringify(one)}`)
  }
  const of = (kind: Kind, what: keyof PerViewer) => median(found.map((round) => round[kind][what]))
  const ratio = (peer: Kind) => Math.round(median(found.map((one) => one[peer].rss / one.ours.rss)) * 10) / 10
  return {
    ...{ unit: 'bytes a viewer', ours: of('ours', 'rss'), peer: of('socketIo', 'rss'), ratio: ratio('socketIo') },
    ...{ wsLoop: of('wsLoop', 'rss'), ratioToWsLoop: ratio('wsLoop'), viewers, rounds },
    ...{ heap: of('ours', 'heap'), peerHeap: of('socketIo', 'heap'), wsLoopHeap: of('wsLoop', 'heap') },
  }
}

type PerViewer = { rss: number; heap: number }
type Disk = { url: string; folder: string }

async function weigh(kind: Kind, viewers: number, disk: Disk): Promise<PerViewer> {
  const { server, port, heads } = kind === 'ours' ? await openShow(disk) : await openPeer(kind, disk)
  const warm = await openCrowd(200)
  const crowd = await openCrowd(viewers)
  try {
    // Code that was never run, and caches that were never filled, are nobody's share.
    await joinCrowd(warm, { kind, port, heads, rooms: 1 })
    await warm.out()
    const before = await server.ask<OwnMemory>('memory')
    await joinCrowd(crowd, { kind, port, heads, rooms: 1 })
    const after = await server.ask<OwnMemory>('memory')
    const share = (what: keyof OwnMemory) => Math.round((after[what] - before[what]) / viewers)
    return { rss: share('rss'), heap: share('heap') }
  } finally {
    await Promise.all([warm.leave(), crowd.leave(), server.kill()])
  }
}

async function openPeer(kind: Kind, { url }: Disk): Promise<Place> {
  const server = await startPeer(new URL('./load/fanout-server.ts', import.meta.url), { DATABASE_URL: url })
  return { server, port: (await server.ask<Record<Kind, number>>('ports'))[kind], heads: [] }
}

type Place = { server: Peer; port: number; heads: Head[] }
let stall: Awaited<ReturnType<typeof openStall>> | undefined

async function openShow({ url, folder }: Disk): Promise<Place> {
  const env = { DATABASE_URL: url, ESTRADE_DATA: folder }
  const server = await startPeer(new URL('./load/server.ts', import.meta.url), env)
  const { estrade: port } = await server.ask<{ estrade: number }>('ports')
  const database = openDatabase(url, { connections: 2, name: 'bench' })
  stall ??= await openStall(database, () => port)
  await database.close()
  return { server, port, heads: [{ roomId: stall.showId, e: 0, c: 0 }] }
}
