import { mayPass, ProviderTrouble } from './provider-trouble.ts'

/** The network, as it is handed in: `fetch` of the runtime, or a stand-in's. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** An answer with its body as bytes, since signatures are over bytes. */
export type Answer = { status: number; headers: Headers; raw: Buffer }

/** How long a provider may take to answer, in ms. */
const patienceMs = 10_000
/** How often the same request is sent, when it may pass. Every request we make is idempotent by our row's id. */
const tries = 3
/** What an answer may weigh at most, in bytes; a day's bill of a large shop has some ten MB. */
const answerMost = 64 * 1024 * 1024

/**
 * Sends one request and reads the whole answer. Redirects are not followed: they would carry our signature elsewhere.
 * @throws ProviderTrouble `unreachable`; `busy` for 429 and 5xx when `busyAt` says so
 */
async function callOnce(provider: string, fetch: Fetch, url: string, init: RequestInit): Promise<Answer> {
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(patienceMs) })
    const raw = Buffer.from(await response.arrayBuffer())
    if (raw.length > answerMost) throw new Error(`an answer of ${raw.length} bytes`)
    return { status: response.status, headers: response.headers, raw }
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error
    throw new ProviderTrouble(provider, 'unreachable', undefined, String(cause))
  }
}

/**
 * Sends a request up to three times while the provider is unreachable or busy, each time made anew by `request`, since
 * a signature covers its moment.
 * @param read turns an answer into a result, or throws a ProviderTrouble
 * @param pause waits for so many ms; handed in, so that tests need not wait
 */
export async function callProvider<T>(
  provider: string,
  { fetch, pause = wait }: { fetch: Fetch; pause?: ((ms: number) => Promise<void>) | undefined },
  request: () => { url: string; init: RequestInit },
  read: (answer: Answer) => T,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { url, init } = request()
      return read(await callOnce(provider, fetch, url, init))
    } catch (error) {
      if (attempt === tries || !mayPass(error)) throw error
      await pause(300 * 2 ** attempt)
    }
  }
}

const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))
