import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type Database, openDatabase } from '../../src/lib/sql.ts'
import { testDatabase } from '../postgres.ts'
import type { World } from '../world.ts'
import { freePorts } from './live-house.ts'

/** An app as it runs for a brand: a process with a port and a data folder. */
export type AppProcess = AsyncDisposable & {
  url: string
  /** What it said when it was ready. */
  said: string
  /** As a power cut would: nothing is told, nothing is written. */
  killHard(): Promise<void>
  /** The same data, the same port. */
  startAgain(): Promise<void>
}

/** An app with the named world, over a database that outlives it and can be asked. */
export type AppWithWorld = AppProcess & { world: Pick<World, 'shows' | 'products'>; database: Database }

export async function openAppWithWorld(): Promise<AppWithWorld> {
  await using opened = new AsyncDisposableStack()
  const { url, drop } = await testDatabase()
  opened.defer(drop)
  const database = openDatabase(url, { connections: 1 })
  opened.defer(() => database.close())
  const settings = { DATABASE_URL: url, ESTRADE_FAKE_DOORS: '1', ESTRADE_LIMITS: '0' }
  const app = opened.use(await openApp(new URL('./app.ts', import.meta.url), settings))
  const closing = opened.move()
  return {
    ...{ ...app, database, world: JSON.parse(app.said) },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  }
}

/** What `npm start` starts, on an empty data folder: its own database, no brand. */
export const openEmptyApp = (): Promise<AppProcess> => openApp(new URL('../../src/main.ts', import.meta.url), {})

/** What `npm run dev` starts. */
export const openDev = (settings: Record<string, string>): Promise<AppProcess> =>
  openApp(new URL('../../scripts/dev.ts', import.meta.url), settings)

async function openApp(file: URL, settings: Record<string, string>): Promise<AppProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'estrade-app-'))
  const env = {
    ...{ ...process.env, ...(await freePorts()), ...settings },
    ...{ ESTRADE_DATA: folder, HOST: '127.0.0.1', LOG_LEVEL: 'error' },
  }
  const start = () => spawn(process.execPath, [fileURLToPath(file)], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let child = start()
  const [url, said] = await ready(child)
  return {
    ...{ url, said },
    async killHard() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
    async startAgain() {
      child = start()
      await ready(child)
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** @returns the address, and what was said beside it */
async function ready(child: ChildProcess): Promise<[url: string, more: string]> {
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout! })) {
    const [, url, more] = /^ready (\S+)\s*(.*)$/.exec(line) ?? []
    if (url) return [url, more ?? '']
    lines.push(line)
  }
  throw new Error(`the app did not start: ${lines.join('\n')}`)
}
