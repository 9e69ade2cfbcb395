import { createClient } from '@redis/client'

/**
 * Carries messages between processes, quickly and without any promise: what is lost on it must be found elsewhere.
 * Nothing is ever kept in it.
 */
export type Bus = {
  publish(topic: string, message: string): void
  /** @returns how to stop */
  subscribe(topic: string, hear: (message: string) => void): () => void
  /** Whether it carried what was published last: those who wait for it need not when it does not. */
  carries(): boolean
  close(): void
}

/** Longer messages are not carried: whoever follows reads them from the log. */
const messageLargest = 64 * 1024
/** Messages under way to a server that does not answer. */
const waitingMost = 1000
/** A server that took longer for a message does not carry. */
const slowAfterMs = 250
const comeBackMs = 250

/** @param url `redis://host:6379` of a Redis or Valkey; it need not be there, now or later */
export function openRedisBus(url: string, log: { warn(details: object, message: string): void }): Bus {
  const settings = {
    ...{ url, disableOfflineQueue: true, commandsQueueMaxLength: waitingMost },
    socket: { connectTimeout: 2000, reconnectStrategy: () => comeBackMs + Math.random() * comeBackMs },
  }
  const [speaker, ear] = [createClient(settings), createClient({ ...settings, disableOfflineQueue: false })]
  /** When the messages under way were published, the oldest first. */
  const underWay = new Set<{ at: number }>()
  let warnedAt = 0
  for (const client of [speaker, ear]) {
    client.on('error', (error: Error) => {
      if (performance.now() - warnedAt < 10_000 && warnedAt > 0) return
      warnedAt = performance.now()
      log.warn({ err: error }, 'bus.away')
    })
    client.connect().catch(() => {})
  }
  const carries = () => {
    const oldest = underWay.values().next().value
    return speaker.isReady && ear.isReady && (!oldest || performance.now() - oldest.at < slowAfterMs)
  }
  return {
    carries,
    publish(topic, message) {
      if (!speaker.isReady || underWay.size >= waitingMost || message.length > messageLargest) return
      const one = { at: performance.now() }
      underWay.add(one)
      speaker.publish(topic, message).then(
        () => underWay.delete(one),
        () => underWay.delete(one),
      )
    },
    subscribe(topic, hear) {
      ear.subscribe(topic, hear).catch(() => {})
      return () => void ear.unsubscribe(topic, hear).catch(() => {})
    },
    close() {
      for (const client of [speaker, ear]) client.destroy()
    },
  }
}
