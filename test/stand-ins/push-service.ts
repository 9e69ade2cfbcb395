import assert from 'node:assert/strict'
import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { PushSubscription } from '../../src/doors/push/door.ts'

/**
 * What a browser reads: written from RFC 8188 §2 and RFC 8291 §3.4, with other tools than the sender's.
 * @throws when the message is not for these keys
 */
export function opened(body: Buffer, privateKey: Buffer, auth: Buffer): string {
  const salt = body.subarray(0, 16)
  const senderLength = body[20]!
  const sender = body.subarray(21, 21 + senderLength)
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(privateKey)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender])
  const input = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(sender), auth, info, 32))
  const key = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: aes128gcm\0', 16))
  const nonce = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: nonce\0', 12))
  const record = body.subarray(21 + senderLength)
  const opening = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(record.subarray(-16))
  const plain = Buffer.concat([opening.update(record.subarray(0, -16)), opening.final()])
  assert.equal(plain.at(-1), 2, 'the delimiter of the last record')
  return plain.subarray(0, -1).toString()
}

export type Heard = { headers: IncomingHttpHeaders; text: string }

/** A browser that subscribed, and what it was sent. */
export type PushBrowser = {
  subscription: PushSubscription
  heard: Heard[]
  answers: number[]
  /** The first message, once it has come. */
  first: Promise<Heard>
}

export type PushService = AsyncDisposable & {
  /** `host:port`, for `ESTRADE_PUSH_HOSTS`. */
  host: string
  /** Subscribes; its service answers with `answers`, one after the other, and then 201. */
  browser(...answers: number[]): PushBrowser
  /** How many messages came in all, refused ones too. */
  requests(): number
}

/** A push service that runs here, with browsers that open what it is sent. */
export async function openPushService(): Promise<PushService> {
  const browsers = new Map<string, PushBrowser & { privateKey: Buffer; auth: Buffer; come(one: Heard): void }>()
  let requests = 0
  const server = createServer(async (request, response) => {
    requests++
    const body = Buffer.concat(await request.toArray())
    const browser = browsers.get(request.url!)
    const status = browser ? (browser.answers.shift() ?? 201) : 404
    if (browser && status === 201) {
      const one = { headers: request.headers, text: opened(body, browser.privateKey, browser.auth) }
      browser.heard.push(one)
      browser.come(one)
    }
    response.writeHead(status, status === 429 ? { 'retry-after': '0' } : {}).end()
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const host = `127.0.0.1:${(server.address() as { port: number }).port}`
  return {
    host,
    requests: () => requests,
    browser(...answers) {
      const ecdh = createECDH('prime256v1')
      const p256dh = ecdh.generateKeys('base64url')
      const auth = randomBytes(16)
      const path = `/push/${randomBytes(16).toString('base64url')}`
      const keys = { p256dh, auth: auth.toString('base64url') }
      const { promise: first, resolve: come } = Promise.withResolvers<Heard>()
      const browser = { subscription: { endpoint: `http://${host}${path}`, keys }, heard: [], answers, first }
      browsers.set(path, { ...browser, privateKey: ecdh.getPrivateKey(), auth, come })
      return browser
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
