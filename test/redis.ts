import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { freePort } from './free-port.ts'

const binary = ['redis-server', 'valkey-server'].find((path) => spawnSync(path, ['--version']).error === undefined)

/** Why a test with Redis cannot run here; in CI it must. */
export const noRedis = !binary && !process.env.CI ? 'needs Redis: sudo apt-get install -y redis-server' : false

/** A Redis that can be killed, emptied and stopped, and comes back at the same port. */
export type Redis = AsyncDisposable & {
  url: string
  start(): Promise<void>
  kill(): Promise<void>
  /** Takes it out of the world without a word: connections stay open and nobody answers. */
  freeze(): void
  thaw(): void
  flush(): Promise<void>
}

export async function openRedis(): Promise<Redis> {
  if (!binary) throw new Error('This needs Redis: sudo apt-get install -y redis-server')
  const port = await freePort()
  let server: ChildProcess
  const redis: Redis = {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
      server = spawn(binary, options, { stdio: ['ignore', 'pipe', 'inherit'] })
      for await (const chunk of server.stdout!) if (String(chunk).includes('Ready to accept connections')) break
      server.stdout!.resume()
    },
    async kill() {
      if (server.exitCode !== null || server.signalCode !== null) return
      const gone = once(server, 'exit')
      server.kill('SIGKILL')
      await gone
    },
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
    async flush() {
      const socket = connect(port, '127.0.0.1')
      socket.write('FLUSHALL\r\n')
      await once(socket, 'data')
      socket.destroy()
    },
    [Symbol.asyncDispose]: () => redis.kill(),
  }
  await redis.start()
  return redis
}
