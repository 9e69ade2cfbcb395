import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'

const folder = new URL('../../migrations/', import.meta.url)

export type Migration = { name: string; text: string; hash: string }

/** Every migration, in order. Names are `0001-accounts.sql`: one sequence, no holes. */
export async function migrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.*\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, folder), 'utf8')
      return { name, text, hash: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

/**
 * Brings the database at `url` up to date: each missing migration in its own transaction, under one advisory lock, so
 * several processes may start at once.
 * @throws when a migration that ran before has changed, or the database is newer than this code.
 */
export async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'estrade-migrate' })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('estrade.migrate'))`)
    await client.query(`
      create schema if not exists house;
      create table if not exists house.migrations (
        name text primary key, hash text not null, ran_at timestamptz not null default now())`)
    const ran = new Map<string, string>(
      (await client.query<{ name: string; hash: string }>('select name, hash from house.migrations')).rows.map(
        (row) => [row.name, row.hash],
      ),
    )
    const all = await migrations()
    for (const { name, hash, text } of all) {
      const before = ran.get(name)
      if (before !== undefined) {
        if (before !== hash) throw new Error(`migration ${name} has changed since it ran here`)
        ran.delete(name)
        continue
      }
      await client.query('begin')
      await client.query(`set local lock_timeout = '5s'`)
      await client.query(text)
      await client.query('insert into house.migrations (name, hash) values ($1, $2)', [name, hash])
      await client.query('commit')
    }
    if (ran.size > 0) throw new Error(`this database is newer than this code: it has ${[...ran.keys()].join(', ')}`)
    await migrateJobs(url)
  } finally {
    await client.end()
  }
}

/** On a pool of ours, so that it is gone when this returns: the worker does not wait for its own to close. */
async function migrateJobs(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1, application_name: 'estrade-migrate' })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  await runMigrations({ pgPool: pool }).finally(() => pool.end())
}
