import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'

/**
 * SQL in tagged templates over one connection or one transaction:
 * `await sql<Row>`select show_id, title from shows.shows where show_id = ${id}``.
 * Values become parameters, never text. Rows come back with camelCase names; int8 as bigint, timestamps as Date.
 */
export type Sql = {
  <Row = Record<string, unknown>>(text: TemplateStringsArray, ...values: unknown[]): Promise<Row[]>
  /** For statements that are text already (migrations). Never with values from outside. */
  text(statements: string): Promise<void>
  /** Tells those who listen to this database (`onNews`) once this is committed, and never if it is not. */
  tell(topic: string, news: unknown): void
}

type HearNews = (topic: string, news: unknown) => void

export type Database = {
  url: string
  pool: pg.Pool
  /** Runs `work` in one transaction and commits. Any throw rolls back. A deadlock or serialization failure is retried. */
  write<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  /**
   * `write` for what is hot: the statements that `work` hands back unawaited travel with the commit, in one round trip.
   * Whatever must stop them is a constraint of the database: once one fails, Postgres commits none of them.
   */
  writeLast<T>(work: (sql: Sql) => Promise<{ answer: T; writes: readonly Promise<unknown>[] }>): Promise<T>
  /** One read-only transaction: every statement in it sees the same instant. */
  read<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  /** Statements on their own, each in its own implicit transaction. */
  sql: Sql
  /** Calls `hear` with what was told by those who write through this very object; in the order in which they were answered. */
  onNews(hear: HearNews): void
  close(): Promise<void>
}

/** Wraps a value that must reach Postgres as jsonb: arrays would otherwise become Postgres arrays. */
export const json = (value: unknown) => JSON.stringify(value)

/** The row, or undefined. */
export const first = <Row>(rows: Row[]): Row | undefined => rows[0]

// Ours alone: the libraries that share the pool (jobs, sign-in) write a row's numbers as JSON, which knows no bigint.
const types = new pg.TypeOverrides()
types.setTypeParser(20, (value: string) => BigInt(value))

const camelNames = new Map<string, string>()
function camel(column: string): string {
  let name = camelNames.get(column)
  if (name === undefined) {
    name = column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
    camelNames.set(column, name)
  }
  return name
}

type Statement = { name: string; text: string }
const statements = new WeakMap<TemplateStringsArray, Statement>()
let statementCount = 0

function statementOf(strings: TemplateStringsArray): Statement {
  let statement = statements.get(strings)
  if (!statement) {
    statement = { name: `s${++statementCount}`, text: strings.reduce((all, part, i) => `${all}$${i}${part}`) }
    statements.set(strings, statement)
  }
  return statement
}

type Queryable = Pick<pg.Pool | pg.PoolClient, 'query'>

function sqlOver(connection: Queryable, tell: HearNews): Sql {
  const run = async (strings: TemplateStringsArray, ...values: unknown[]) => {
    const { name, text } = statementOf(strings)
    const result = await connection.query({ name, text, values, rowMode: 'array', types })
    const names = result.fields.map((field) => camel(field.name))
    return (result.rows as unknown as unknown[][]).map((row) => {
      const out: Record<string, unknown> = {}
      for (let i = 0; i < names.length; i++) out[names[i]!] = row[i]
      return out
    })
  }
  return Object.assign(run, {
    tell,
    text: async (text: string) => {
      await connection.query(text)
    },
  }) as Sql
}

type Finished<T> = { answer: T; writes: readonly Promise<unknown>[] }

/** Work that has awaited all it wrote. */
const finished =
  <T>(work: (sql: Sql) => Promise<T>) =>
  async (sql: Sql): Promise<Finished<T>> => ({ answer: await work(sql), writes: [] })

const retryable = new Set(['40001', '40P01'])
/** What every statement says that comes after one that failed. */
const behindAFailure = '25P02'

/**
 * Whoever holds a connection and waits for another can wait forever: as many at once as there are connections, and none
 * goes on. So that is refused always, not only when it would have happened.
 */
class Pool extends pg.Pool {
  readonly inside = new AsyncLocalStorage<{ open: boolean }>()

  // biome-ignore lint/suspicious/noExplicitAny: with a callback it answers nothing, without one a promise.
  override connect(callback?: any): any {
    if (this.inside.getStore()?.open) throw new Error('a transaction waits for a second connection')
    return callback ? super.connect(callback) : super.connect()
  }
}

/** Opens a pool on `url`. */
export function openDatabase(url: string, options: { connections?: number; name?: string } = {}): Database {
  const pool = new Pool({
    connectionString: url,
    max: options.connections ?? 16,
    application_name: options.name ?? 'estrade',
    // Statements that are awaited together travel together: one round trip, still one after the other at the server.
    pipeline: true,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
  })
  // A connection that the server closes is replaced by the pool, and whoever was using it hears of it from the
  // statement; without a listener, idle or in use, it would end the process.
  pool.on('error', () => {})
  // The same for one in use, which fails its own query; the pool listens to idle ones only.
  pool.on('connect', (client) => client.on('error', () => {}))

  const listeners: HearNews[] = []
  const tellAll: HearNews = (topic, news) => {
    for (const hear of listeners) hear(topic, news)
  }

  async function inTransaction<T>(begin: string, work: (sql: Sql) => Promise<Finished<T>>): Promise<T> {
    const client = await pool.connect()
    let broken: Error | undefined
    const told: [topic: string, news: unknown][] = []
    const transaction = { open: true }
    // Statements travel together: whoever awaits a later one hears of it before the reason is awaited.
    let reason: unknown
    try {
      // Not awaited: the first statements travel with it, and fail with it.
      const begun = client.query(begin)
      begun.catch(() => {})
      let ending = false
      const query = (statement: never) => {
        if (ending) throw new Error('a statement came after the commit')
        const sent = client.query(statement) as unknown as Promise<unknown>
        sent.catch((error) => {
          reason ??= error
        })
        return sent
      }
      const sql = sqlOver({ query } as Queryable, (...news) => void told.push(news))
      const { answer, writes } = await pool.inside.run(transaction, () => work(sql))
      ending = true
      const [{ command }] = await Promise.all([client.query('commit'), begun, ...writes])
      if (command !== 'COMMIT') throw new Error(`the transaction ended with ${command}`)
      for (const [topic, news] of told) tellAll(topic, news)
      return answer
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => {
        broken = failure
      })
      throw (error as { code?: string }).code === behindAFailure ? (reason ?? error) : error
    } finally {
      transaction.open = false
      client.release(broken)
    }
  }

  async function writeLast<T>(work: (sql: Sql) => Promise<Finished<T>>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await inTransaction('begin', work)
      } catch (error) {
        if (attempt >= 4 || !retryable.has((error as { code?: string }).code ?? '')) throw error
      }
    }
  }

  return {
    url,
    pool,
    write: (work) => writeLast(finished(work)),
    writeLast,
    read: (work) => inTransaction('begin isolation level repeatable read read only', finished(work)),
    sql: sqlOver(pool, tellAll),
    onNews: (hear) => void listeners.push(hear),
    close: () => pool.end(),
  }
}
