import type { Fetch } from '#src/lib/client.ts'

/** What a proxy says when the process behind it is being replaced. */
const betweenProcesses = new Set([502, 503, 504])
/** Waits before asking again, ms: together as long as a process takes to be replaced. */
const waitsMs = [300, 900, 1800]

/**
 * Asks again when nobody answered: a process that is restarted costs a moment, never a purchase. Harmless, since every
 * request that changes something carries its idempotency key.
 */
export function insisting(
  ask: Fetch,
  pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
): Fetch {
  return async (url, init) => {
    for (const waitMs of waitsMs) {
      const answer = await ask(url, init).catch((error: unknown) => {
        if (init.signal?.aborted) throw error
      })
      if (answer && !betweenProcesses.has(answer.status)) return answer
      await pause(waitMs * (0.5 + Math.random() / 2))
    }
    return ask(url, init)
  }
}
