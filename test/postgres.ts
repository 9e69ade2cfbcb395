import { spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { startPostgres } from '../src/lib/postgres.ts'

export type TestDatabase = {
  url: string
  /** Cuts what is still connected and removes the database. */
  drop(): Promise<void>
}

/**
 * A database of its own with every migration run: a clone of a template, a few tens of milliseconds.
 * On the server of TEST_POSTGRES_URL (the global setup sets it); a file run alone starts one for its process.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = await serverUrl()
  const template = await migratedTemplate(server)
  const name = `estrade_test_${randomUUID().replaceAll('-', '')}`
  await statement(server, `create database ${name} template ${template}`)
  return {
    url: databaseUrl(server, name),
    drop: () => statement(server, `drop database if exists ${name} with (force)`),
  }
}

export type TestServer = { url: string; close(): Promise<void> }

/** A throwaway server with the template ready, or the running one that TEST_POSTGRES_URL names. */
export async function openTestServer(): Promise<TestServer> {
  const outside = process.env.TEST_POSTGRES_URL
  const server = outside ? { url: outside, close: async () => {} } : await throwawayServer()
  await migratedTemplate(server.url)
  return server
}

let own: Promise<string> | undefined

async function serverUrl(): Promise<string> {
  if (process.env.TEST_POSTGRES_URL) return process.env.TEST_POSTGRES_URL
  own ??= throwawayServer().then((server) => {
    process.once('beforeExit', () => server.close())
    return server.url
  })
  return own
}

async function throwawayServer(): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'estrade-test-'))
  const silent = { info: () => {}, warn: () => {} }
  const server = await startPostgres({ folder: join(folder, 'postgres'), log: silent, fast: true })
  const release = leash(server.pid, folder)
  return {
    url: server.url,
    close: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
      release()
    },
  }
}

/** Ends the server and removes its folder when this process dies before it could do so itself. */
function leash(pid: number, folder: string): () => void {
  const script = 'read -r word; [ "$word" = released ] || { kill -QUIT "$0"; sleep 1; rm -rf "$1"; }'
  // A session of its own, so that Ctrl-C does not end it before its work.
  const shell = spawn('/bin/sh', ['-c', script, String(pid), folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  shell.unref()
  const { stdin } = shell
  ;(stdin as unknown as { unref(): void }).unref()
  return () => stdin.end('released\n')
}

const templates = new Map<string, Promise<string>>()

function migratedTemplate(server: string): Promise<string> {
  const known = templates.get(server) ?? buildTemplate(server)
  templates.set(server, known)
  return known
}

/** Named after its content: changed migrations get a new template, and processes that start at once build only one. */
async function buildTemplate(server: string): Promise<string> {
  const name = `estrade_template_${await migrationsHash()}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('estrade.template'))`)
    if ((await client.query('select from pg_database where datname = $1', [name])).rows.length > 0) return name
    await dropDatabases(client, 'estrade\\_template\\_%')
    const building = `estrade_building_${process.pid}`
    await client.query(`drop database if exists ${building} with (force)`)
    await client.query(`create database ${building}`)
    const { migrate } = await import('../src/lib/migrate.ts')
    await migrate(databaseUrl(server, building))
    // A session that is still leaving would forbid the renaming, and later the cloning.
    await client.query(`alter database ${building} allow_connections false`)
    await client.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [building])
    await client.query(`alter database ${building} rename to ${name}`)
    return name
  } finally {
    await client.end()
  }
}

async function dropDatabases(client: pg.Client, like: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'select datname as name from pg_database where datname like $1',
    [like],
  )
  for (const { name } of rows) await client.query(`drop database ${client.escapeIdentifier(name)} with (force)`)
}

async function migrationsHash(): Promise<string> {
  const hash = createHash('sha256')
  const folder = new URL('../migrations/', import.meta.url)
  for (const name of (await readdir(folder)).sort()) {
    if (/^\d{4}-.*\.sql$/.test(name)) hash.update(name).update(await readFile(new URL(name, folder)))
  }
  return hash.digest('hex').slice(0, 12)
}

/** A worker of the server's own in that database (autovacuum) cannot be sent away by us: it leaves by itself. */
const notOurs = '42501'

async function statement(server: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await insist(() => client.query(text))
  } finally {
    await client.end()
  }
}

async function insist(query: () => Promise<unknown>, tries = 50): Promise<void> {
  try {
    await query()
  } catch (error) {
    if (tries === 0 || (error as { code?: string }).code !== notOurs) throw error
    await pause(100)
    await insist(query, tries - 1)
  }
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}
