import { readFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { openLiveHouse, putOnAir } from '../../test/e2e/live-house.ts'
import { answerPeer } from './processes.ts'

/*
 * The named world with a show on air, for benches that measure a page. A phone shares its processor with none of this:
 * what makes the picture has the lowest priority. Who answers the phone has not, or the phone would wait for a server
 * that waits for the phone.
 */
setPriority(19)
// The ladder, which tests do without, is there in every install of two cores and more.
const live = await openLiveHouse({ ESTRADE_MEDIA_LADDER: 'on' })
for (const pid of [process.pid, ...(await databaseProcesses())]) answerSoon(pid)
const { shows } = live.world
await putOnAir(live, shows.friday)
for (const pid of childrenOf(process.pid)) answerSoon(pid)

answerPeer({ where: () => ({ url: live.url, live: shows.friday, coming: shows.morning }) })
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void live[Symbol.asyncDispose]().then(() => process.exit(0)))
}

/** The connections that are open, and whoever opens further ones. */
async function databaseProcesses(): Promise<number[]> {
  const open = await live.house.estrade.database.sql<{ pid: number }>`
    select pid from pg_stat_activity where pid is not null`
  const parent = readFileSync(`/proc/${open[0]!.pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[1]
  return [Number(parent), ...open.map(({ pid }) => pid)]
}

/** Processes that it started itself: the media process, which serves what its own children make. */
function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
}

function answerSoon(pid: number): void {
  try {
    setPriority(pid, 0)
  } catch {
    console.log(`process ${pid} stays at the lowest priority: only root may raise it`)
  }
}
