import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../src/lib/migrate.ts'
import { startPostgres } from '../../src/lib/postgres.ts'

/** A fresh database with the durability of production, in a folder that goes away. */
export async function freshDatabase(): Promise<AsyncDisposable & { url: string; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'estrade-bench-'))
  const postgres = await startPostgres({ folder: join(folder, 'postgres'), log: { info() {}, warn() {} } })
  await migrate(postgres.url)
  return {
    url: postgres.url,
    folder,
    async [Symbol.asyncDispose]() {
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A process that answers messages: each call sends `{ ask, with }` and resolves with its answer. */
export type Peer = AsyncDisposable & {
  pid: number
  ask<T>(what: string, input?: unknown): Promise<T>
  kill(signal?: NodeJS.Signals): Promise<void>
}

/** Starts a file of ours as a process of its own and waits until it says that it is ready. */
export async function startPeer(file: URL, env: Record<string, string> = {}): Promise<Peer> {
  const child = fork(file, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: ['--max-semi-space-size=16'],
  })
  await answerOf(child, 'ready')
  let last = 0
  async function kill(signal: NodeJS.Signals = 'SIGKILL') {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  return {
    pid: child.pid!,
    async ask(what, input) {
      const id = ++last
      child.send({ id, what, input })
      return answerOf(child, id)
    },
    kill,
    [Symbol.asyncDispose]: kill,
  }
}

function answerOf<T>(child: ChildProcess, id: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const hear = (message: { id: unknown; answer: T; error?: string }) => {
      if (message.id !== id) return
      child.off('message', hear)
      child.off('exit', gone)
      if (message.error) reject(new Error(message.error))
      else resolve(message.answer)
    }
    const gone = () => reject(new Error(`the process ended while asked for ${String(id)}`))
    child.on('message', hear)
    child.on('exit', gone)
  })
}

/** The other side: answers what `startPeer` asks. */
export function answerPeer(answers: Record<string, (input: never) => unknown>): void {
  process.on('message', async ({ id, what, input }: { id: number; what: string; input: never }) => {
    try {
      process.send!({ id, answer: await answers[what]!(input) })
    } catch (error) {
      process.send!({ id, error: String((error as Error).stack) })
    }
  })
  process.on('disconnect', () => process.exit(0))
  if (process.connected) process.send!({ id: 'ready' })
  else process.exit(0)
}
