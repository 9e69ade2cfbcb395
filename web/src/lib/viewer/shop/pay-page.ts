import { call, Refused } from '#lib/api.ts'

const askEveryMs = 400
const patienceMs = 60_000

type Needs = { wait: (ms: number) => Promise<void>; now: () => number; signal?: AbortSignal }

const inBrowser: Needs = { wait: (ms) => new Promise((done) => setTimeout(done, ms)), now: () => performance.now() }

/**
 * Waits until the provider has given the page to pay on.
 * @returns its address, or undefined when the intent was decided without one, or nothing came in a minute
 */
export async function payPageOf(intentId: string, needs: Needs = inBrowser): Promise<string | undefined> {
  const until = needs.now() + patienceMs
  while (needs.now() < until && !needs.signal?.aborted) {
    const intent = await call('payments.intent', { intentId }).catch((error: unknown) => {
      if (error instanceof Refused && error.code === 'edge.unreachable') return undefined
      throw error
    })
    if (intent?.redirectUrl) return intent.redirectUrl
    if (intent && intent.state !== 'created' && intent.state !== 'waiting') return undefined
    await needs.wait(askEveryMs)
  }
  return undefined
}

/** Where the payment page is to send the buyer back to: here, with the order over it. */
export const returnPath = (pathname: string, orderId = 'latest') => `${pathname}?order=${orderId}`
