import { loadavg } from 'node:os'
import { type Crowd, joinCrowd, openCrowd } from './load/crowd.ts'
import type { Head, Kind, PublishPlan, StockPlan } from './load/fanout-server.ts'
import { freshDatabase, type Peer, startPeer } from './load/processes.ts'
import { median } from './load/rounds.ts'

/**
 * Messages to many sockets in a few rooms: ours, which are durable, beside Socket.IO and a plain `ws` loop, which are not.
 *
 * `ours` and `peer` are messages delivered per CPU second of the server process; ours follow a log in Postgres, whose
 * own CPU is not counted. Who cannot keep up with the pace publishes less: what counts is the cost of a delivery.
 * `stockP99Ms` is how long after it was published the last socket that is looked at has a change of stock, quiet and
 * while a crowd talks twenty times faster than people read.
 */
export async function run({ smoke, sockets, runs }: { smoke: boolean; seed: number; sockets?: number; runs?: number }) {
  const plan = {
    ...(smoke ? { sockets: 200, rooms: 2, perSecond: 100, ms: 2000, rounds: 1 } : full),
    ...(sockets && { sockets }),
    ...(runs && { rounds: runs }),
  }
  await using database = await freshDatabase()
  const server = await startPeer(new URL('./load/fanout-server.ts', import.meta.url), { DATABASE_URL: database.url })
  const crowd = await openCrowd(plan.sockets)
  try {
    const rounds: Record<Kind, Round>[] = []
    const quiet: StockRound[] = []
    const flooded: StockRound[] = []
    await oneRound(server, crowd, { ...plan, ms: plan.ms / 4 })
    for (let i = 1; i <= plan.rounds; i++) {
      rounds.push(await oneRound(server, crowd, plan))
      quiet.push(await stockRound(server, crowd, { ...plan, floodPerSecond: 0 }))
      flooded.push(await stockRound(server, crowd, { ...plan, floodPerSecond: 600 }))
      const load = loadavg()[0]!.toFixed(1)
      console.log(
        `round ${i}, load ${load}: ${JSON.stringify({ ...rounds.at(-1), quiet: quiet.at(-1), flooded: flooded.at(-1) })}`,
      )
    }
    const stock = {
      stockP99Ms: median(quiet.map(({ p99Ms }) => p99Ms)),
      stockP99MsInFlood: median(flooded.map(({ p99Ms }) => p99Ms)),
      saidInFlood: median(flooded.map(({ said }) => said)),
    }
    return { unit: 'messages per server CPU second', ...figures(rounds), ...stock, ...plan }
  } finally {
    await crowd.leave()
    await server.kill()
  }
}

const full = { sockets: 10_000, rooms: 5, perSecond: 200, ms: 5000, rounds: 5 }
type Plan = { sockets: number; rooms: number; perSecond: number; ms: number }
type Round = { perCpuSecond: number; published: number; lost: number; p99Ms: number; viewersCpuSeconds: number }
type StockRound = { p99Ms: number; p50Ms: number; stock: number; said: number; lost: number }
const kinds: readonly Kind[] = ['ours', 'socketIo', 'wsLoop']

async function oneRound(server: Peer, crowd: Crowd, plan: Plan): Promise<Record<Kind, Round>> {
  const round = {} as Record<Kind, Round>
  for (const kind of kinds) {
    const { rooms, sockets, perSecond, ms } = plan
    await join(server, crowd, kind, plan)
    const before = await server.ask<number>('cpuSeconds')
    const published = await server.ask<number>('publish', { kind, rooms, perSecond, ms } satisfies PublishPlan)
    await crowd.settled()
    const used = (await server.ask<number>('cpuSeconds')) - before
    const { delivered, cpuSeconds, percentile } = await crowd.report()
    await crowd.out()
    round[kind] = {
      perCpuSecond: Math.round(delivered / used),
      published,
      lost: (published * sockets) / rooms - delivered,
      p99Ms: percentile(0.99),
      viewersCpuSeconds: Math.round(cpuSeconds * 100) / 100,
    }
  }
  return round
}

async function stockRound(server: Peer, crowd: Crowd, plan: Plan & { floodPerSecond: number }): Promise<StockRound> {
  const { rooms, sockets, floodPerSecond, ms } = plan
  await join(server, crowd, 'ours', plan)
  const wish: StockPlan = { rooms, perSecond: 5, floodPerSecond, ms }
  const { stock, said } = await server.ask<{ stock: number; said: number }>('stock', wish)
  await crowd.settled()
  const { delivered, percentile } = await crowd.report()
  await crowd.out()
  const lost = (stock * sockets) / rooms - delivered
  if (lost !== 0) throw new Error(`${lost} changes of stock were lost or doubled, so there is no figure`)
  return { p99Ms: percentile(0.99), p50Ms: percentile(0.5), stock, said, lost }
}

async function join(server: Peer, crowd: Crowd, kind: Kind, { rooms }: Plan): Promise<void> {
  const ports = await server.ask<Record<Kind, number>>('ports')
  await joinCrowd(crowd, { kind, port: ports[kind], heads: await server.ask<Head[]>('heads'), rooms })
}

function figures(rounds: Record<Kind, Round>[]) {
  const of = (kind: Kind, name: keyof Round) => median(rounds.map((round) => round[kind][name]))
  const lost = rounds.flatMap((round) => kinds.map((kind) => round[kind].lost)).filter((one) => one !== 0)
  if (lost.length > 0) throw new Error(`messages were lost or doubled, so there is no figure: ${lost}`)
  const against = (peer: Kind) => {
    const ratios = rounds.map((round) => round.ours.perCpuSecond / round[peer].perCpuSecond)
    return Math.round(median(ratios) * 10) / 10
  }
  return {
    ...{ ours: of('ours', 'perCpuSecond'), peer: of('socketIo', 'perCpuSecond'), ratio: against('socketIo') },
    ...{ wsLoop: of('wsLoop', 'perCpuSecond'), ratioToWsLoop: against('wsLoop'), lost: 0 },
    ...{ p99Ms: of('ours', 'p99Ms'), peerP99Ms: of('socketIo', 'p99Ms'), wsLoopP99Ms: of('wsLoop', 'p99Ms') },
  }
}
