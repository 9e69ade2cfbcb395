import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import pg from 'pg'
import { type Postgres, StartRefused, startPostgres } from './postgres.ts'

const scratch = mkdtempSync(join(tmpdir(), 'estrade-postgres-'))
// The worst place for a data folder: as root, the system user that runs Postgres cannot enter here.
chmodSync(scratch, 0o700)
after(() => rmSync(scratch, { recursive: true, force: true }))

const said: string[] = []
const log = { info: (_: object, word: string) => said.push(word), warn: (_: object, word: string) => said.push(word) }
const start = (folder: string, port?: number): Promise<Postgres> =>
  startPostgres({ folder, log: log as never, fast: true, ...(port === undefined ? {} : { port }) })
const open = async (folder: string, port?: number) => {
  const server = await start(folder, port)
  return Object.assign(server, { [Symbol.asyncDispose]: server.stop })
}

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  await client.connect()
  const answer = await client.query<Row>(text).finally(() => client.end())
  return answer.rows
}

/** An app that starts the database, runs a statement, prints the server's process number and is killed. */
async function appThatIsKilled(folder: string, statement: string): Promise<number> {
  const source = `
    import pg from 'pg'
    import { startPostgres } from '${new URL('./postgres.ts', import.meta.url).href}'
    const log = { info() {}, warn() {} }
    const { url, pid } = await startPostgres({ folder: process.argv[1], log })
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(process.argv[2])
    process.stdout.write(String(pid), () => process.kill(process.pid, 'SIGKILL'))`
  const app = spawn(process.execPath, ['--input-type=module', '-e', source, folder, statement], {
    cwd: new URL('.', import.meta.url).pathname,
  })
  let printed = ''
  let failure = ''
  app.stdout.on('data', (chunk) => {
    printed += chunk
  })
  app.stderr.on('data', (chunk) => {
    failure += chunk
  })
  const [, signal] = await once(app, 'close')
  assert.equal(signal, 'SIGKILL', failure)
  return Number(printed)
}

function folderOf(name: string): string {
  return join(scratch, name)
}

/** A new folder with a cluster already made, since making one takes most of a second. */
async function readyFolder(name: string): Promise<string> {
  const made = folderOf('made')
  if (!statSync(made, { throwIfNoEntry: false })) await (await start(made)).stop()
  // Owners are kept by cp -a only; as root the server's user must own the copy as well.
  const copy = spawn('cp', ['-a', made, folderOf(name)])
  assert.deepEqual(await once(copy, 'exit'), [0, null])
  return folderOf(name)
}

test('the first start makes a database of UTF-8 that sorts alike on every machine', async () => {
  await using server = await open(folderOf('first'))
  const [row] = await query(
    server.url,
    `select pg_encoding_to_char(encoding) as encoding, datlocprovider as provider, datlocale as locale, datname as name
     from pg_database where datname = current_database()`,
  )
  assert.deepEqual(row, { encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8', name: 'estrade' })
})

test('the app is no superuser and its password is for the owner of the folder only', async () => {
  const folder = await readyFolder('rights')
  await using server = await open(folder)
  const [row] = await query(server.url, 'select rolsuper as super from pg_roles where rolname = current_user')
  assert.deepEqual(row, { super: false })
  assert.equal(statSync(join(folder, 'access.json')).mode & 0o777, 0o600)
  const wrong = new URL(server.url)
  wrong.password = 'guessed'
  await assert.rejects(query(wrong.href, 'select 1'), /password authentication failed/)
})

test('the server answers on 127.0.0.1 only', async () => {
  await using server = await open(await readyFolder('local'))
  const [row] = await query(server.url, `select current_setting('listen_addresses') as addresses`)
  assert.deepEqual(row, { addresses: '127.0.0.1' })
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4' && !one.internal)
  const url = new URL(server.url)
  url.hostname = outside?.address ?? '127.0.0.2'
  await assert.rejects(query(url.href, 'select 1'), /ECONNREFUSED/)
})

test('data and port stay over a stop and a start', async () => {
  const folder = await readyFolder('kept')
  const before = await start(folder)
  await query(before.url, 'create table kept as select 7 as seven')
  await before.stop()
  await using server = await open(folder)
  assert.equal(server.url, before.url)
  assert.deepEqual(await query(server.url, 'select seven from kept'), [{ seven: 7 }])
})

test('stopping cuts open sessions, may be asked twice, and frees the folder', async () => {
  const folder = await readyFolder('stopped')
  const server = await start(folder)
  const client = new pg.Client({ connectionString: server.url })
  const cut = Promise.withResolvers<Error>()
  client.on('error', cut.resolve)
  await client.connect()
  await Promise.all([server.stop(), server.stop()])
  await cut.promise
  await assert.rejects(query(server.url, 'select 1'), /ECONNREFUSED/)
  await (await start(folder)).stop()
})

test('the server leads a process group of its own, which Ctrl-C in the terminal does not reach', async () => {
  await using server = await open(await readyFolder('group'))
  assert.equal(process.kill(-server.pid, 0), true)
})

test('a server left behind by a killed app is taken over with all it has committed', async () => {
  const folder = await readyFolder('orphan')
  const pid = await appThatIsKilled(folder, 'create table kept as select 7 as seven')
  await using server = await open(folder)
  assert.equal(server.pid, pid)
  assert.equal(said.at(-1), 'postgres.adopted')
  assert.deepEqual(await query(server.url, 'select seven from kept'), [{ seven: 7 }])
})

test('a server that was killed together with its app recovers what it has committed', async () => {
  const folder = await readyFolder('crashed')
  const pid = await appThatIsKilled(folder, 'create table kept as select 7 as seven')
  process.kill(pid, 'SIGKILL')
  await using server = await open(folder)
  assert.notEqual(server.pid, pid)
  assert.deepEqual(await query(server.url, 'select seven from kept'), [{ seven: 7 }])
})

test('a copy of a folder in use gets a server of its own, not that of the original', async () => {
  const folder = await readyFolder('original')
  await using original = await open(folder)
  // What a backup tool would take along: the notes of the running server.
  const copied = await readyFolder('copied')
  cpSync(join(folder, 'cluster', 'postmaster.pid'), join(copied, 'cluster', 'postmaster.pid'))
  cpSync(join(folder, 'access.json'), join(copied, 'access.json'))
  await using copy = await open(copied)
  assert.notEqual(copy.pid, original.pid)
  assert.notEqual(new URL(copy.url).port, new URL(original.url).port)
})

test('a note of a dead server does not hinder, even when another program has its number now', async () => {
  const folder = await readyFolder('stale')
  const note = `${process.pid}\n${folder}/cluster\n1700000000\n4999\n\n127.0.0.1\n 1 1\nready\n`
  writeFileSync(join(folder, 'cluster', 'postmaster.pid'), note)
  await using server = await open(folder)
  assert.deepEqual(await query(server.url, 'select 1 as one'), [{ one: 1 }])
})

test('a second app on the same folder is refused by name', async () => {
  const folder = await readyFolder('shared')
  await using server = await open(folder)
  await assert.rejects(
    start(folder),
    (error) => error instanceof StartRefused && error.message.includes(`process ${process.pid}`),
  )
  assert.deepEqual(await query(server.url, 'select 1 as one'), [{ one: 1 }])
})

test('of two apps started at once on an empty folder, one runs and one is refused', async () => {
  const folder = folderOf('raced')
  const outcomes = await Promise.allSettled([start(folder), start(folder)])
  assert.deepEqual(outcomes.map((one) => one.status).sort(), ['fulfilled', 'rejected'])
  for (const one of outcomes) if (one.status === 'fulfilled') await one.value.stop()
})

test('data of another major version is refused and left as it was', async () => {
  const folder = await readyFolder('older')
  const version = join(folder, 'cluster', 'PG_VERSION')
  writeFileSync(version, '15\n')
  await assert.rejects(start(folder), (error) => error instanceof StartRefused && /PostgreSQL 15/.test(error.message))
  assert.equal(readFileSync(version, 'utf8'), '15\n')
})

test('lost passwords are refused with the file to put back', async () => {
  const folder = await readyFolder('lost')
  rmSync(join(folder, 'access.json'))
  await assert.rejects(start(folder), (error) => error instanceof StartRefused && /access\.json/.test(error.message))
})

test('creating a cluster can be cut short and is begun anew', async () => {
  const folder = folderOf('half')
  mkdirSync(join(folder, 'cluster.new'), { recursive: true })
  writeFileSync(join(folder, 'cluster.new', 'PG_VERSION'), '')
  await (await start(folder)).stop()
})

test('a port that is taken is refused when it was asked for, and avoided when it was not', async () => {
  const folder = await readyFolder('port')
  const stranger = createServer().listen(0, '127.0.0.1')
  await once(stranger, 'listening')
  stranger.unref()
  const { port } = stranger.address() as { port: number }
  await assert.rejects(start(folder, port), (error) => error instanceof StartRefused && /is taken/.test(error.message))
  writeFileSync(join(folder, 'port'), `${port}\n`)
  await using server = await open(folder)
  assert.notEqual(Number(new URL(server.url).port), port)
})

test("an operator's own settings win", async () => {
  const folder = await readyFolder('tuned')
  writeFileSync(join(folder, 'local.conf'), 'max_connections = 33\n', { mode: 0o644 })
  await using server = await open(folder)
  const [row] = await query(server.url, `select current_setting('max_connections') as most`)
  assert.deepEqual(row, { most: '33' })
})
