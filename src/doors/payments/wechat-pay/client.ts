import type * as z from 'zod'
import type { Clock } from '../../../lib/clock.ts'
import { type Answer, callProvider, type Fetch } from '../provider-call.ts'
import { ProviderTrouble } from '../provider-trouble.ts'
import { signsOf, wrongWith } from './callbacks.ts'
import { openCertificates, type PlatformCertificate, type PlatformKeys, platformKeys } from './platform-keys.ts'
import { authorizationOf, isSigned, type Merchant } from './signing.ts'
import { troubleOf } from './troubles.ts'

export type WeChatPayClient = {
  get<T>(target: string, shape: z.ZodType<T>): Promise<T>
  post<T>(target: string, body: unknown, shape: z.ZodType<T>): Promise<T>
  /** A bill: not signed by the platform, so its caller checks the hash that came with the link. */
  download(url: string): Promise<Buffer>
}

export type ClientNeeds = {
  merchant: Merchant
  apiV3Key: string
  keys: PlatformKeys
  fetch: Fetch
  clock: Clock
  /** 32 letters and digits, new at every call. */
  nonce: () => string
  /** `https://api.mch.weixin.qq.com` */
  origin: string
  pause?: ((ms: number) => Promise<void>) | undefined
}

const me = 'wechat-pay'

/** Signed requests to WeChat Pay, with answers that were signed by it. Asks for its certificates when they are wanted. */
export function createClient(needs: ClientNeeds): WeChatPayClient {
  const { keys, clock } = needs

  async function ready(): Promise<void> {
    const now = clock.now()
    if (!keys.areWanted(now)) return
    const request = requestOf(needs, 'GET', `${needs.origin}/v3/certificates`)
    try {
      keys.keep(await callProvider(me, needs, request, (answer) => readCertificates(needs, answer)), now)
    } catch (error) {
      // Anybody can name a key that nobody has, and who has the public key may have no certificates to ask for.
      if (keys.preferred(now) === undefined) throw error
      keys.keep([], now)
    }
  }

  async function call<T>(method: string, target: string, body: string, shape: z.ZodType<T>): Promise<T> {
    await ready()
    const request = requestOf(needs, method, `${needs.origin}${target}`, body)
    const send = () => callProvider(me, needs, request, (answer) => readAnswer(needs, answer, shape))
    try {
      return await send()
    } catch (error) {
      // The platform has changed its key: get the new one, and ask the same again.
      const changed = error instanceof ProviderTrouble && error.word === 'unsigned' && keys.areWanted(clock.now())
      if (!changed) throw error
      await ready()
      return send()
    }
  }

  return {
    get: (target, shape) => call('GET', target, '', shape),
    post: (target, body, shape) => call('POST', target, JSON.stringify(body), shape),
    download: (url) =>
      callProvider(me, needs, requestOf(needs, 'GET', url), ({ status, raw }) => {
        if (status !== 200) throw troubleOf(status, raw)
        return raw
      }),
  }
}

/** A request that is signed anew each time it is sent: a signature is good for five minutes and its nonce once. */
function requestOf({ merchant, keys, clock, nonce }: ClientNeeds, method: string, url: string, body = '') {
  const { pathname, search } = new URL(url)
  return () => {
    const now = clock.now()
    const preferred = keys.preferred(now)
    const headers: Record<string, string> = {
      accept: 'application/json',
      'user-agent': 'Estrade (Node.js)',
      authorization: authorizationOf(merchant, { method, target: pathname + search, body, at: now, nonce: nonce() }),
      ...(body !== '' && { 'content-type': 'application/json' }),
      ...(preferred !== undefined && { 'wechatpay-serial': preferred }),
    }
    return { url, init: { method, headers, ...(body !== '' && { body }) } }
  }
}

function readAnswer<T>({ keys, clock }: ClientNeeds, { status, headers, raw }: Answer, shape: z.ZodType<T>): T {
  const signs = signsOf((name) => headers.get(name))
  const good = status >= 200 && status < 300
  // A gateway in between says 502 or 429 without a signature, a platform that does not know us 401, and with our clock
  // wrong no answer is fresh. These change nothing, so their status is believed, and not a word more.
  if (status >= 500 || status === 429 || status === 401) throw troubleOf(status, raw, 'statusOnly')
  const wrong = wrongWith(keys, signs, raw, clock.now())
  if (wrong) throw new ProviderTrouble(me, 'unsigned', wrong, `an answer ${status} of the key "${signs.serial}"`)
  if (!good) throw troubleOf(status, raw)
  const parsed = shape.safeParse(raw.length === 0 ? undefined : jsonOf(raw))
  if (!parsed.success) throw new ProviderTrouble(me, 'unreadable', undefined, parsed.error.message)
  return parsed.data
}

function jsonOf(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString())
  } catch {
    throw new ProviderTrouble(me, 'unreadable', undefined, 'an answer that is not JSON')
  }
}

function readCertificates({ apiV3Key, clock }: ClientNeeds, { status, headers, raw }: Answer): PlatformCertificate[] {
  if (status !== 200) throw troubleOf(status, raw)
  let found: PlatformCertificate[]
  try {
    found = openCertificates(apiV3Key, raw)
  } catch (error) {
    throw new ProviderTrouble(me, 'credentials', 'apiV3Key', `the certificates cannot be opened: ${error}`)
  }
  const signs = signsOf((name) => headers.get(name))
  const inside = platformKeys(undefined)
  inside.keep(found, clock.now())
  const key = inside.keyOf(signs.serial, clock.now())
  if (!key || !isSigned(key, signs, raw)) throw new ProviderTrouble(me, 'unsigned', 'certificates')
  return found
}
