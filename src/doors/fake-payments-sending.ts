import type { Clock } from '../lib/clock.ts'
import type { Database } from '../lib/sql.ts'
import { signatureHeader } from './fake-payments-signature.ts'
import * as store from './fake-payments-store.ts'
import { signatureOf } from './payments/timestamped-signature.ts'

/** Sends a request body and answers with the HTTP status. @throws when nobody could be reached */
export type Post = (url: string, headers: Record<string, string>, body: string) => Promise<number>

/** A sending that a killed process had taken is taken again after this. */
const leaseMs = 10_000
const lookEveryMs = 250

/** 1 s after the first failure, then twice as long each time, at most a minute. */
const pauseMs = (tries: number) => Math.min(1000 * 2 ** (tries - 1), 60_000)

/** Sends the notices that the store says are due, again and again until they are taken with a 2xx. */
export function deliverWith(around: {
  write: Database['write']
  clock: Clock
  secret: string
  baseUrl: () => string
  post: Post
}) {
  const { write, clock, secret, baseUrl, post } = around
  let wake = () => {}

  async function send(notice: unknown): Promise<boolean> {
    const body = JSON.stringify(notice)
    const signature = signatureOf(secret, Buffer.from(body), clock.now())
    const headers = { 'content-type': 'application/json', [signatureHeader]: signature }
    const status = await post(`${baseUrl()}/api/webhooks/payments/fake`, headers, body).catch(() => 0)
    return status >= 200 && status < 300
  }

  async function deliverDue(): Promise<number> {
    const now = clock.now()
    const due = await write((sql) => store.takeDue(sql, now, new Date(now.getTime() + leaseMs)))
    await Promise.all(
      due.map(async ({ sendingId, notice, tries }) => {
        const arrived = await send(notice)
        const after = clock.now()
        await write((sql) =>
          arrived
            ? store.markArrived(sql, sendingId, after)
            : store.putOff(sql, sendingId, new Date(after.getTime() + pauseMs(tries))),
        )
      }),
    )
    return due.length
  }

  function start() {
    let stopped = false
    const loop = async () => {
      while (!stopped) {
        // The database may be away for a moment: the sendings are kept there and wait.
        await deliverDue().catch(() => 0)
        if (stopped) return
        await new Promise<void>((next) => {
          const timer = setTimeout(next, lookEveryMs)
          wake = () => {
            clearTimeout(timer)
            next()
          }
        })
      }
    }
    const running = loop()
    return {
      async stop() {
        stopped = true
        wake()
        await running
      },
    }
  }

  return { deliverDue, start, wake: () => wake() }
}
