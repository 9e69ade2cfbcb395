import { loadavg } from 'node:os'
import { append } from '../src/lib/log.ts'
import { type Database, openDatabase } from '../src/lib/sql.ts'
import { freePort } from '../test/free-port.ts'
import { logsOfShow } from './load/logs-of-show.ts'
import { freshDatabase, type Peer, startPeer } from './load/processes.ts'
import { median } from './load/rounds.ts'
import { openStall } from './load/stall.ts'
import type { StormPlan, StormReport } from './load/storm-viewers.ts'

/**
 * The process is killed with everybody there and started again: ms until 99 % are back and caught up; lost, doubled.
 *
 * Twenty messages a second are said all the while. Ours is the whole product, told through its log, also of what was
 * said by others while it was away; the peer is Socket.IO with connection state recovery, which says nothing while it
 * is away and keeps what it said in the memory of the process. Messages are numbered: a viewer who hears 7 after 5 lost
 * one. Starting again is part of the time.
 */
export async function run({ smoke, sockets, runs }: { smoke: boolean; seed: number; sockets?: number; runs?: number }) {
  const viewers = sockets ?? (smoke ? 500 : 15_000)
  const rounds = runs ?? (smoke ? 1 : 3)
  await using disk = await freshDatabase()
  const database = openDatabase(disk.url, { connections: 2, name: 'bench' })
  const found: Record<Kind, Storm>[] = []
  try {
    const place = await openPlace(disk, database)
    for (let round = 1; round <= rounds; round++) {
      found.push({ ours: await storm(place.ours, viewers), socketIo: await storm(place.socketIo, viewers) })
      console.log(`round ${round}, load ${loadavg()[0]!.toFixed(1)}: ${JSON.stringify(found.at(-1))}`)
    }
  } finally {
    await database.close()
  }
  const of = (kind: Kind, what: keyof Storm) => median(found.map((round) => round[kind][what]))
  const ratio = median(found.map(({ ours, socketIo }) => socketIo.backMs / ours.backMs))
  return {
    ...{ unit: 'ms until 99 % are caught up', ours: of('ours', 'backMs'), peer: of('socketIo', 'backMs') },
    ...{ ratio: Math.round(ratio * 10) / 10, viewers, rounds, startMs: of('ours', 'startMs') },
    ...{ lost: of('ours', 'lost'), doubled: of('ours', 'doubled'), refreshed: of('ours', 'refreshed') },
    ...{ peerLost: of('socketIo', 'lost'), peerDoubled: of('socketIo', 'doubled') },
  }
}

type Kind = StormPlan['kind']
type Storm = { backMs: number; startMs: number; lost: number; doubled: number; refreshed: number }
/** Where the viewers are, how it is started, and how the next message is said. */
type Place = {
  kind: Kind
  port: number
  roomId: string
  start(): Promise<Peer>
  say(n: number, server: Peer | undefined): Promise<unknown>
  seq(): Promise<number>
}

async function openPlace({ url, folder }: { url: string; folder: string }, database: Database) {
  const [port, peerPort] = [await freePort(), await freePort()]
  const env = { DATABASE_URL: url, ESTRADE_DATA: folder, PORT: String(port) }
  const start = () => startPeer(new URL('./load/server.ts', import.meta.url), env)
  const first = await start()
  const { showId } = await openStall(database, () => port)
  await first.kill()
  const { chatLogId, head } = await logsOfShow(database, showId)
  const ours: Place = {
    ...{ kind: 'ours', port, roomId: showId, start, seq: head },
    say: (n) =>
      database.write((sql) => append(sql, chatLogId, new Date(), [{ type: 'message.posted', body: said(n) }])),
  }
  const socketIo: Place = {
    ...{ kind: 'socketIo', port: peerPort, roomId: '', seq: async () => 0 },
    start: () => startPeer(new URL('./load/storm-socket-io.ts', import.meta.url), { PORT: String(peerPort) }),
    // It may be killed while it is asked.
    say: async (n, server) => server?.ask('say', n).catch(() => {}),
  }
  return { ours, socketIo }
}

/** The host speaks: nothing of it may be left out. */
const said = (n: number) => ({ n, messageId: crypto.randomUUID(), authorId: '', name: 'Béa', badge: 'host', text: '!' })

const everyMs = 50
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function storm(place: Place, viewers: number): Promise<Storm> {
  let server: Peer | undefined = await place.start()
  const crowd = await openCrowd(place, viewers)
  let n = 0
  let talking = true
  const talk = (async () => {
    // Socket.IO numbers only what it says; ours is said by others too while it is away.
    for (; talking; await pause(everyMs)) if (server || place.kind === 'ours') await place.say(++n, server)
  })()
  try {
    const before = n + 1
    await crowd.until(() => crowd.heard(before), viewers)
    const startedAt = Date.now()
    const dead = server!
    server = undefined
    await dead.kill()
    // Nobody is there to hear it before the process is back.
    const mark = n + 1
    await crowd.all('mark', mark)
    server = await place.start()
    const startMs = Date.now() - startedAt
    await crowd.until(() => crowd.heard(mark), viewers)
    const { reached, ...books } = await crowd.report()
    const backMs = reached.sort((a, b) => a - b)[Math.ceil(reached.length * 0.99) - 1]! - startedAt
    return { backMs, startMs, ...books }
  } finally {
    talking = false
    await talk
    await crowd.leave()
    await server?.kill()
  }
}

async function openCrowd({ kind, port, roomId, seq }: Place, viewers: number) {
  const count = Math.ceil(viewers / 5000)
  const file = new URL('./load/storm-viewers.ts', import.meta.url)
  const peers = await Promise.all(Array.from({ length: count }, () => startPeer(file)))
  const all = <T>(what: string, input?: unknown) => Promise.all(peers.map((peer) => peer.ask<T>(what, input)))
  const plan = { kind, port, roomId, seq: await seq() }
  const share = (i: number) => Math.floor((viewers * (i + 1)) / count) - Math.floor((viewers * i) / count)
  await Promise.all(peers.map((peer, i) => peer.ask('join', { ...plan, viewers: share(i) } satisfies StormPlan)))
  return {
    all,
    heard: async (n: number) => (await all<number>('heard', n)).reduce((sum, one) => sum + one, 0),
    async until(count: () => Promise<number>, enough: number) {
      while ((await count()) < enough) await pause(200)
    },
    async report(): Promise<StormReport> {
      const reports = await all<StormReport>('report')
      const sum = (what: 'lost' | 'doubled' | 'refreshed') => reports.reduce((total, one) => total + one[what], 0)
      const reached = reports.flatMap((one) => one.reached)
      return { reached, lost: sum('lost'), doubled: sum('doubled'), refreshed: sum('refreshed') }
    },
    leave: () => Promise.all(peers.map((peer) => peer.kill())),
  }
}
