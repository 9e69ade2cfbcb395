import { dropWorld } from './load/drop-world.ts'
import type { FireReport } from './load/fire.ts'
import { freshDatabase, type Peer, startPeer } from './load/processes.ts'
import { median } from './load/rounds.ts'

/**
 * One SKU, claims through the whole HTTP path, durable; beside a transaction a claim on the same server.
 *
 * `ours` and `peer` are claims a second that were answered 200 after COMMIT, with the settings of production
 * (fsync and synchronous_commit on). Generator, server and database share the machine.
 */
export async function run({ smoke }: { smoke: boolean; seed: number }): Promise<Record<string, unknown>> {
  await using database = await freshDatabase()
  const env = { DATABASE_URL: database.url, ESTRADE_DATA: database.folder }
  const server = await startPeer(new URL('./load/server.ts', import.meta.url), env)
  const generator = await startPeer(new URL('./load/generator.ts', import.meta.url))
  try {
    return await measure(database.url, server, generator, smoke)
  } finally {
    await generator.kill()
    await server.kill()
  }
}

async function measure(databaseUrl: string, server: Peer, generator: Peer, smoke: boolean) {
  const ports = await server.ask<{ estrade: number; empty: number }>('ports')
  const rounds = smoke ? 1 : 5
  const ms = smoke ? 2000 : 4000
  const buyers = smoke ? 1000 : 2000
  const connections = 500
  const world = await dropWorld(databaseUrl, ports.estrade, buyers)
  const fire = (port: number, path: string) =>
    generator.ask<FireReport>('fire', { port, connections, ms, shots: world.shots(path, connections) })

  const headroom = await fire(ports.empty, '/')
  console.log(`generator alone, against an empty server: ${perSecond(headroom)}/s`)
  await fire(ports.estrade, '/naive/claims')
  await fire(ports.estrade, `/api/drops/${await world.openDrop()}/claims`)

  const ours: FireReport[] = []
  const peer: FireReport[] = []
  let serverCpuSeconds = 0
  for (let round = 1; round <= rounds; round++) {
    const dropId = await world.openDrop()
    const before = await server.ask<number>('cpuSeconds')
    ours.push(await fire(ports.estrade, `/api/drops/${dropId}/claims`))
    serverCpuSeconds += (await server.ask<number>('cpuSeconds')) - before
    await world.assertWhole(dropId, ours.at(-1)!.byStatus[200] ?? 0)
    peer.push(await fire(ports.estrade, '/naive/claims'))
    console.log(`round ${round}: ours ${told(ours.at(-1)!)} | peer ${told(peer.at(-1)!)}`)
  }
  const soldOut = await fire(ports.estrade, `/api/drops/${await world.soldOutDrop()}/claims`)
  console.log(`sold out: ${told(soldOut)}`)

  const ratios = ours.map((one, i) => won(one) / won(peer[i]!))
  return {
    unit: 'claims/s',
    ours: Math.round(median(ours.map(won))),
    peer: Math.round(median(peer.map(won))),
    ratio: Math.round(median(ratios) * 10) / 10,
    p99Ms: median(ours.map((one) => one.p99Ms)),
    peerP99Ms: median(peer.map((one) => one.p99Ms)),
    soldOutPerSecond: perSecond(soldOut),
    generatorPerSecond: perSecond(headroom),
    serverCpuMicrosecondsAClaim: Math.round(
      (serverCpuSeconds * 1e6) / ours.reduce((all, one) => all + (one.byStatus[200] ?? 0), 0),
    ),
    rounds,
    buyers,
    connections,
  }
}

const perSecond = (report: FireReport) => Math.round((report.answered * 1000) / report.ms)
const won = (report: FireReport) => ((report.byStatus[200] ?? 0) * 1000) / report.ms
const told = (report: FireReport) =>
  `${Math.round(won(report))} won/s, ${perSecond(report)} answers/s, p50 ${report.p50Ms} ms, p99 ${report.p99Ms} ms ${JSON.stringify(report.byStatus)}`
