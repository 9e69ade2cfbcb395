import type { Head, Kind, PublishPlan } from './load/fanout-server.ts'
import type { HeardReport, JoinPlan } from './load/fanout-viewers.ts'
import { freshDatabase, type Peer, startPeer } from './load/processes.ts'

/**
 * Messages to many sockets in a few rooms: ours, which are durable, beside Socket.IO and a plain `ws` loop, which are not.
 *
 * `ours` and `peer` are messages delivered per CPU second of the server process; ours follow a log in Postgres, whose
 * own CPU is not counted. Who cannot keep up with the pace publishes less: what counts is the cost of a delivery.
 */
export async function run({ smoke }: { smoke: boolean; seed: number }): Promise<Record<string, unknown>> {
  const plan = smoke
    ? { sockets: 200, rooms: 2, perSecond: 100, ms: 2000, rounds: 1 }
    : { sockets: 5000, rooms: 5, perSecond: 200, ms: 5000, rounds: 5 }
  await using database = await freshDatabase()
  const server = await startPeer(new URL('./load/fanout-server.ts', import.meta.url), { DATABASE_URL: database.url })
  const viewers = await startPeer(new URL('./load/fanout-viewers.ts', import.meta.url))
  try {
    const rounds: Record<Kind, Round>[] = []
    await oneRound(server, viewers, { ...plan, ms: plan.ms / 4 })
    for (let i = 1; i <= plan.rounds; i++) {
      rounds.push(await oneRound(server, viewers, plan))
      console.log(`round ${i}: ${JSON.stringify(rounds.at(-1))}`)
    }
    return { unit: 'messages per server CPU second', ...figures(rounds), ...plan }
  } finally {
    await viewers.kill()
    await server.kill()
  }
}

type Plan = { sockets: number; rooms: number; perSecond: number; ms: number }
type Round = { perCpuSecond: number; published: number; lost: number; p99Ms: number; viewersCpuSeconds: number }
const kinds: readonly Kind[] = ['ours', 'socketIo', 'wsLoop']

async function oneRound(server: Peer, viewers: Peer, plan: Plan): Promise<Record<Kind, Round>> {
  const ports = await server.ask<Record<Kind, number>>('ports')
  const round = {} as Record<Kind, Round>
  for (const kind of kinds) {
    const { rooms, sockets, perSecond, ms } = plan
    const heads = await server.ask<Head[]>('heads')
    await viewers.ask('join', { kind, port: ports[kind], heads, rooms, sockets } satisfies JoinPlan)
    await settled(viewers)
    await viewers.ask('begin')
    const before = await server.ask<number>('cpuSeconds')
    const published = await server.ask<number>('publish', { kind, rooms, perSecond, ms } satisfies PublishPlan)
    await settled(viewers)
    const used = (await server.ask<number>('cpuSeconds')) - before
    const { delivered, p99LastMs, cpuSeconds } = await viewers.ask<HeardReport>('report')
    await viewers.ask('leave')
    round[kind] = {
      perCpuSecond: Math.round(delivered / used),
      published,
      lost: (published * sockets) / rooms - delivered,
      p99Ms: p99LastMs,
      viewersCpuSeconds: Math.round(cpuSeconds * 100) / 100,
    }
  }
  return round
}

/** Waits until nothing more arrives. */
async function settled(viewers: Peer): Promise<void> {
  for (let before = -1; ; ) {
    const delivered = await viewers.ask<number>('delivered')
    if (delivered === before) return
    before = delivered
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
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

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1]!
}
