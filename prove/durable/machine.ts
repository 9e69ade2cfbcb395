import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Peer, startPeer } from '../../bench/load/processes.ts'
import { migrate } from '../../src/lib/migrate.ts'
import { type Postgres, startPostgres } from '../../src/lib/postgres.ts'

/** A server and its database, as production has them, whose power can fail. */
export type Machine = AsyncDisposable & {
  url: string
  folder: string
  port(): number
  /** `kill -9` of the server and of every process of the database at the same instant; then both come back. */
  powerFails(): Promise<void>
}

/** What the database is told for the control: a commit is answered before it is written. */
const forgetful = `synchronous_commit = 'off'\nwal_writer_delay = '10s'\nwal_writer_flush_after = '1GB'\n`

/** @param careless plants the fault that the proof has to find */
export async function openMachine({ careless }: { careless: boolean }): Promise<Machine> {
  const folder = await mkdtemp(join(tmpdir(), 'estrade-durable-'))
  const silent = { info() {}, warn() {} }
  const start = () => startPostgres({ folder: join(folder, 'postgres'), log: silent })
  let postgres: Postgres = await start()
  if (careless) {
    await postgres.stop()
    await writeFile(join(folder, 'postgres', 'local.conf'), forgetful)
    postgres = await start()
  }
  await migrate(postgres.url)
  const boot = async () => {
    const env = {
      DATABASE_URL: postgres.url,
      ESTRADE_DATA: folder,
      ESTRADE_ROLES: 'web,rooms,jobs',
      LOG_LEVEL: 'silent',
    }
    const peer: Peer = await startPeer(new URL('../../bench/load/server.ts', import.meta.url), env)
    return { peer, port: (await peer.ask<{ estrade: number }>('ports')).estrade }
  }
  let server = await boot()
  return {
    folder,
    get url() {
      return postgres.url
    },
    port: () => server.port,
    async powerFails() {
      const children = await childrenOf(postgres.pid)
      // None of them sees another die and writes down what it still has.
      for (const pid of [postgres.pid, ...children]) kill(pid)
      await server.peer.kill('SIGKILL')
      await postgres.stop()
      postgres = await start()
      server = await boot()
    },
    async [Symbol.asyncDispose]() {
      await server.peer.kill('SIGKILL')
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // A session that ended by itself just now.
  }
}

/** Every process of the system whose parent this is (proc_pid_stat(5): the fourth field, after the name in brackets). */
async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
      const [, parentPid] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return Number(parentPid) === parent ? [Number(pid)] : []
    }),
  )
  return found.flat()
}
