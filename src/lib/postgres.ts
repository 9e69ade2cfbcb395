import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'
import {
  type Access,
  accessOf,
  type Folder,
  lockFolder,
  openFolder,
  StartRefused,
  writeOwned,
} from './postgres-folder.ts'
import { environment, makePrivate, pathFor, type Seat, takeSeat } from './postgres-seat.ts'
import { BusyPort, halt, launch, leftBehind, type Server, StillLeaving } from './postgres-server.ts'
import { settings } from './postgres-settings.ts'

export { StartRefused } from './postgres-folder.ts'

export type PostgresOptions = {
  /** Its folder, usually `<ESTRADE_DATA>/postgres`. Created when missing. */
  folder: string
  /** A port that must be used. Otherwise the one of last time, or any free one. */
  port?: number
  log: Pick<Logger, 'info' | 'warn'>
  /** Does not wait for the disk. For clusters that are thrown away. */
  fast?: boolean
}

export type Postgres = {
  /** `postgres://…` of the app's role and database. */
  url: string
  pid: number
  /** Ends the server within about 3 s and frees the folder. May be called again. */
  stop(): Promise<void>
}

/**
 * Starts the PostgreSQL that comes with Estrade, or takes over the one that a killed Estrade left running.
 * One app per folder, one server per folder, 127.0.0.1 only.
 * @throws StartRefused with a sentence for the operator.
 */
export async function startPostgres({ folder: path, port, log, fast = false }: PostgresOptions): Promise<Postgres> {
  const folder = openFolder(path)
  const unlock = lockFolder(folder)
  try {
    const seat = takeSeat(folder)
    const access = accessOf(folder)
    if (!existsSync(folder.cluster)) await createCluster(folder, seat, access, fast)
    refuseOtherVersion(folder, seat)
    const local = existsSync(folder.local) ? readFileSync(folder.local, 'utf8') : ''
    writeFileSync(join(folder.cluster, 'postgresql.conf'), settings(fast, local))
    const server = (await adopt(folder, seat, access, log)) ?? (await startServer(folder, seat, port, log))
    try {
      await prepareDatabase(server, access)
    } catch (error) {
      await halt(folder, server)
      throw error
    }
    return {
      url: urlOf('estrade', access.app, server.port),
      pid: server.pid,
      stop: onceOnly(async () => {
        await halt(folder, server)
        unlock()
      }),
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** Built aside and renamed: a cluster is either whole or not there. */
async function createCluster(folder: Folder, seat: Seat, access: Access, fast: boolean): Promise<void> {
  const building = `${folder.cluster}.new`
  const passwordFile = join(folder.root, 'first-password')
  makePrivate(building, seat)
  writeOwned(folder, passwordFile, access.admin)
  if (seat.runAs) chownSync(passwordFile, seat.runAs.uid, seat.runAs.gid)
  const where = pathFor(seat, building)
  const options = [
    `--pgdata=${where}`,
    '--username=postgres',
    `--pwfile=${where}/../first-password`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Postgres' own rules: an index stays valid whatever libc or ICU the next machine has.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(fast ? ['--no-sync'] : []),
  ]
  const initdb = spawn(join(seat.programs, 'initdb'), options, { ...seat.runAs, cwd: building, env: environment })
  let words = ''
  initdb.stdout.resume()
  initdb.stderr.on('data', (chunk: Buffer) => {
    words += chunk
  })
  const [code] = (await once(initdb, 'close')) as [number | null]
  rmSync(passwordFile)
  if (code !== 0) throw new Error(`the database could not be created in ${folder.root}:\n${words}`)
  renameSync(building, folder.cluster)
  const root = openSync(folder.root, 'r')
  fsyncSync(root)
  closeSync(root)
}

function refuseOtherVersion(folder: Folder, seat: Seat): void {
  const theirs = readFileSync(join(folder.cluster, 'PG_VERSION'), 'utf8').trim()
  const ours = seat.version.split('.')[0]
  if (theirs === ours) return
  throw new StartRefused(
    `The data in ${folder.cluster} was written by PostgreSQL ${theirs}, and this Estrade brings PostgreSQL ${ours}. ` +
      `Nothing was changed. Move it over with pg_dump and pg_restore of PostgreSQL ${ours}, ` +
      `or run your own PostgreSQL ${theirs} on it and set DATABASE_URL.`,
  )
}

/** Takes over a server that outlived its app, when it answers to our password and is of our version. */
async function adopt(
  folder: Folder,
  seat: Seat,
  access: Access,
  log: PostgresOptions['log'],
): Promise<Server | undefined> {
  const server = leftBehind(folder)
  if (!server) return undefined
  try {
    const version = await asAdmin(server, access, async (client) => {
      await client.query('select pg_reload_conf()')
      const answer = await client.query<{ version: string }>(`select current_setting('server_version') as version`)
      return answer.rows[0]?.version ?? ''
    })
    if (version.startsWith(seat.version)) {
      log.info({ pid: server.pid, port: server.port }, 'postgres.adopted')
      return server
    }
  } catch (error) {
    log.warn({ err: error, pid: server.pid }, 'postgres.unanswering')
  }
  await halt(folder, server)
  return undefined
}

async function startServer(
  folder: Folder,
  seat: Seat,
  wanted: number | undefined,
  log: PostgresOptions['log'],
): Promise<Server> {
  const leaveBy = performance.now() + 10_000
  let port = wanted ?? (await usualPort(folder))
  for (let tries = 1; ; ) {
    try {
      const server = await launch(folder, seat, port)
      writeOwned(folder, folder.port, `${port}\n`)
      log.info({ pid: server.pid, port }, 'postgres.started')
      return server
    } catch (error) {
      if (error instanceof StillLeaving && performance.now() < leaveBy) await pause(100)
      else if (error instanceof BusyPort && wanted === undefined && tries++ < 5) port = await freePort()
      else throw error
    }
  }
}

/** The port of last time, so that an operator's bookmarks keep working. */
async function usualPort(folder: Folder): Promise<number> {
  const last = existsSync(folder.port) ? Number(readFileSync(folder.port, 'utf8')) : 0
  return freePort(last).catch(() => freePort())
}

async function freePort(wish = 0): Promise<number> {
  const probe = createServer()
  probe.listen(wish, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}

/** The app's role owns its database and may clone it (tests do); it cannot reach files or other roles. */
async function prepareDatabase(server: Server, access: Access): Promise<void> {
  await asAdmin(server, access, async (client) => {
    const { rows } = await client.query(`select from pg_roles where rolname = 'estrade'`)
    if (rows.length === 0) {
      await client.query(`create role estrade login createdb password ${client.escapeLiteral(access.app)}`)
    }
    const { rows: databases } = await client.query(`select from pg_database where datname = 'estrade'`)
    if (databases.length === 0) await client.query('create database estrade owner estrade')
  })
}

async function asAdmin<T>(server: Server, access: Access, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const connectionString = urlOf('postgres', access.admin, server.port)
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000 })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Each role has the database of its own name. */
const urlOf = (role: 'estrade' | 'postgres', password: string, port: number) =>
  `postgres://${role}:${password}@127.0.0.1:${port}/${role}`

function onceOnly(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => {
    done ??= work()
    return done
  }
}
