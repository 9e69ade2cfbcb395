import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import { Agent as PlainAgent, request as plainRequest } from 'node:http'
import { Agent, type RequestOptions, request } from 'node:https'
import type { Clock } from '../../lib/clock.ts'
import type { Seal } from '../../lib/seal.ts'
import { isEndpoint, isPublicAddress } from './addresses.ts'
import type { PushDoor, PushMessage, PushOutcome, PushSubscription } from './door.ts'
import { encryptPush } from './encrypt.ts'
import type { Vapid } from './vapid.ts'

type Lookup = typeof systemLookup
export type WebPush = PushDoor & { close(): void }

type Needs = {
  vapid: Vapid
  seal: Seal
  clock: Clock
  /** `host:port` of push services within the own network. */
  allowed?: ReadonlySet<string>
  /** Resolves names; the system's unless a test says another. */
  lookup?: Lookup
}

const answerMs = 15_000
const insideCode = 'EINSIDE'

/** Web Push: RFC 8030 (sending), 8291 (encryption), 8292 (who we are). Follows no redirects. */
export function createWebPush({ vapid, seal, clock, allowed = new Set(), lookup = systemLookup }: Needs): WebPush {
  // A name may lead elsewhere by now: what is dialled is what was looked at.
  const guarded = ((name: string, options: object, answer: (error: Error | null, found?: unknown) => void) =>
    lookup(name, { ...options, all: true }, (error, found) => {
      const addresses = (found ?? []) as LookupAddress[]
      if (error) answer(error)
      else if (addresses.length === 0 || addresses.some(({ address }) => !isPublicAddress(address)))
        answer(Object.assign(new Error('leads into a private network'), { code: insideCode }))
      else if ('all' in options && options.all) answer(null, addresses)
      else (answer as (...all: unknown[]) => void)(null, addresses[0]!.address, addresses[0]!.family)
    })) as never
  const keepAlive = { keepAlive: true, maxSockets: 64, maxFreeSockets: 64, timeout: answerMs }
  const agents = { secure: new Agent(keepAlive), plain: new PlainAgent(keepAlive) }

  function post(
    endpoint: string,
    message: PushMessage,
    body: Buffer,
  ): Promise<{ status: number; retryAfter: string | undefined }> {
    const url = new URL(endpoint)
    const headers = {
      ttl: String(message.ttlSeconds),
      urgency: message.urgency,
      topic: message.topic,
      'content-type': 'application/octet-stream',
      'content-encoding': 'aes128gcm',
      'content-length': body.length,
      authorization: vapid.authorize(url.origin, clock.now()),
    }
    const isPlain = url.protocol === 'http:'
    const options: RequestOptions = {
      ...{ method: 'POST', headers, agent: isPlain ? agents.plain : agents.secure, timeout: answerMs },
      ...(!allowed.has(url.host) && { lookup: guarded }),
    }
    return new Promise((resolve, reject) => {
      const asking = (isPlain ? plainRequest : request)(url, options, (response) => {
        response.resume()
        response.on('error', reject)
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] }),
        )
      })
      asking.on('timeout', () => asking.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })))
      asking.on('error', reject)
      asking.end(body)
    })
  }

  return {
    publicKey: vapid.publicKey,
    isEndpoint: (endpoint) => isEndpoint(endpoint, allowed),
    seal: (subscription, place) => seal.close(JSON.stringify(subscription), place),
    async send(message) {
      const opened = seal.open(message.to.sealed, message.to.place)
      // Sealed by another secret, it was subscribed to another sender as well.
      if (opened === undefined) return { state: 'gone' }
      const { endpoint, keys } = JSON.parse(opened) as PushSubscription
      if (!isEndpoint(endpoint, allowed)) return { state: 'refused', reason: 'badEndpoint' }
      const body = encryptPush(keys, Buffer.from(message.text))
      try {
        const { status, retryAfter } = await post(endpoint, message, body)
        return outcomeOf(status, retryAfter)
      } catch (error) {
        const { code = 'unreachable' } = error as { code?: string }
        if (code === insideCode) return { state: 'refused', reason: 'privateNetwork' }
        return { state: 'later', reason: code, afterSeconds: undefined }
      }
    },
    close() {
      agents.secure.destroy()
      agents.plain.destroy()
    },
  }
}

/** RFC 8030 §5 and §7.3, RFC 8292 §4.2. */
export function outcomeOf(status: number, retryAfter?: string): PushOutcome {
  if (status >= 200 && status < 300) return { state: 'sent' }
  if (status === 404 || status === 410) return { state: 'gone' }
  if (status === 429 || status >= 500) {
    const seconds = Number(retryAfter)
    const afterSeconds = Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 3600) : undefined
    return { state: 'later', reason: `status ${status}`, afterSeconds }
  }
  return { state: 'refused', reason: `status ${status}` }
}
