import type { EventEmitter } from 'node:events'
import type { Logger } from 'pino'

export type Lifetime = {
  /** What to do before the process ends. The last to be registered goes first, one after the other. */
  onStop(name: string, stop: () => unknown): void
  /** Stops everything and exits with `code`. Further calls wait for the first. */
  stop(code?: number): Promise<void>
}

export type LifetimeOptions = {
  log: Pick<Logger, 'info' | 'warn' | 'fatal'>
  /** The process, unless a test hands in another. */
  signals?: EventEmitter
  exit?: (code: number) => void
  /** The most that all of stopping may take. */
  boundMs?: number
}

/**
 * Ends the process in good order: on SIGINT or SIGTERM, and on an error that nobody caught (then with code 1).
 * A second signal exits at once.
 */
export function openLifetime(options: LifetimeOptions): Lifetime {
  const { log, signals = process, exit = process.exit, boundMs = 5000 } = options
  const parts: Part[] = []
  let stopping: Promise<void> | undefined

  const stop = (code = 0): Promise<void> => {
    stopping ??= stopParts(parts, boundMs, log).then((clean) => exit(clean ? code : code || 1))
    return stopping
  }
  for (const signal of ['SIGINT', 'SIGTERM']) {
    signals.on(signal, () => {
      if (stopping) return exit(130)
      log.info({ signal }, 'lifetime.stopping')
      stop()
    })
  }
  for (const fault of ['unhandledRejection', 'uncaughtException']) {
    signals.on(fault, (error: unknown) => {
      log.fatal({ err: error, fault }, 'lifetime.fault')
      stop(1)
    })
  }
  return { onStop: (name, work) => parts.push({ name, stop: work }), stop }
}

type Part = { name: string; stop: () => unknown }

/** True when every part stopped by itself. */
async function stopParts(parts: Part[], boundMs: number, log: LifetimeOptions['log']): Promise<boolean> {
  const endAt = performance.now() + boundMs
  let clean = true
  // Taken one by one: a part may still be registered while others stop.
  for (let part = parts.pop(); part; part = parts.pop()) {
    const leftMs = endAt - performance.now()
    // One that hangs may use half of what is left, so that those after it get their turn: the database is the last.
    const failure = await failureOf(part, parts.length > 0 ? leftMs / 2 : leftMs)
    if (failure) {
      clean = false
      log.warn({ err: failure, part: part.name }, 'lifetime.stop')
    }
  }
  return clean
}

async function failureOf(part: Part, withinMs: number): Promise<Error | undefined> {
  const late = Promise.withResolvers<Error>()
  const timer = setTimeout(() => late.resolve(new Error(`${part.name} did not stop in time`)), Math.max(0, withinMs))
  const work = Promise.resolve()
    .then(part.stop)
    .then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
    )
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer))
}
