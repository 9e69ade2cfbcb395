/** A media engine on free ports, whose events can be waited for. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type MediaEngine, type MediaEngineOptions, type MediaEvent, startMediaEngine } from '../../src/media/engine.ts'

export type RunningEngine = AsyncDisposable & {
  engine: MediaEngine
  udpPort: number
  events: MediaEvent[]
  /** What it logged as errors: faults of ours, not of those who knock. */
  errors: string[]
  /** The next event that passes, or one that already came, from the event numbered `since` on. */
  event(passes: (event: MediaEvent) => boolean, since?: number): Promise<MediaEvent>
}

/** Starts an engine where the key `key-NAME` may publish the stream NAME. */
export async function openEngine(options: Partial<MediaEngineOptions> = {}): Promise<RunningEngine> {
  const quiet = () => {}
  const loud = process.env.MEDIA_LOG ? console.error : quiet
  const errors: string[] = []
  const udpPort = await freeUdpPort()
  const engine = await startMediaEngine({
    authorize: async (key) => (/^key-[\w-]+$/.test(key) ? { streamId: key.slice(4) } : undefined),
    udpPort,
    rtmpPort: 0,
    dataFolder: join(tmpdir(), 'estrade-media-tests'),
    log: {
      info: quiet,
      warn: loud,
      error: (fields, message) => {
        errors.push(`${message} ${JSON.stringify(fields)}`)
        loud(fields, message)
      },
    },
    ...options,
  })
  const events: MediaEvent[] = []
  const waiting = new Set<(event: MediaEvent) => void>()
  engine.on((event) => {
    events.push(event)
    for (const hear of waiting) hear(event)
  })
  return {
    engine,
    udpPort,
    events,
    errors,
    event: (passes, since = 0) => {
      const known = events.slice(since).find(passes)
      if (known) return Promise.resolve(known)
      return new Promise((resolve) => {
        const hear = (event: MediaEvent) => {
          if (!passes(event)) return
          waiting.delete(hear)
          resolve(event)
        }
        waiting.add(hear)
      })
    },
    [Symbol.asyncDispose]: () => engine.stop(),
  }
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0)
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  await once(socket, 'close')
  return port
}

/** Process ids of the children of a process: those of the media process are codec children. */
export function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
}

/** As long as it is held, processes that are started find no node-av. */
export function withoutNodeAv(): Disposable {
  const options = process.env.NODE_OPTIONS
  process.env.NODE_OPTIONS = `--import ${new URL('./without-node-av.ts', import.meta.url)}`
  return {
    [Symbol.dispose]: () => {
      if (options === undefined) delete process.env.NODE_OPTIONS
      else process.env.NODE_OPTIONS = options
    },
  }
}
