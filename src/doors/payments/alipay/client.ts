import type * as z from 'zod'
import type { Clock } from '../../../lib/clock.ts'
import { type Answer, callProvider, type Fetch } from '../provider-call.ts'
import { ProviderTrouble } from '../provider-trouble.ts'
import { signedPart } from './answers.ts'
import { beijingText } from './beijing.ts'
import type { AlipaySettings } from './settings.ts'
import { isSignedAnswer, signRequest } from './signing.ts'
import { troubleOf } from './troubles.ts'

export type AlipayClient = {
  /** Calls `method` on the gateway. @throws ProviderTrouble */
  call<T>(method: string, content: object, shape: z.ZodType<T>, more?: { notify_url?: string }): Promise<T>
  /** The signed fields that the buyer's browser brings to the gateway itself. */
  page(method: string, content: object, more: { notify_url: string; return_url: string }): Record<string, string>
  /** A file that the gateway gave a link to. */
  download(url: string): Promise<Buffer>
}

type ClientNeeds = { fetch: Fetch; clock: Clock; pause?: ((ms: number) => Promise<void>) | undefined }

export function createClient(settings: AlipaySettings, needs: ClientNeeds): AlipayClient {
  const fieldsOf = (method: string, content: object, more: { notify_url?: string; return_url?: string } = {}) =>
    signRequest(settings.appKey, {
      app_id: settings.appId,
      method,
      format: 'JSON',
      charset: 'utf-8',
      sign_type: 'RSA2',
      timestamp: beijingText(needs.clock.now()),
      version: '1.0',
      ...more,
      biz_content: JSON.stringify(content),
    })
  return {
    call: (method, content, shape, more) =>
      callProvider(
        'alipay',
        needs,
        () => ({
          // The gateway reads the charset from the query, before it reads the body.
          url: `${settings.gateway}?charset=utf-8`,
          init: {
            method: 'POST',
            headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
            body: new URLSearchParams(fieldsOf(method, content, more)).toString(),
          },
        }),
        (answer) => readAnswer(settings, method, answer, shape),
      ),
    page: fieldsOf,
    download: (url) =>
      callProvider(
        'alipay',
        needs,
        () => ({ url, init: { method: 'GET' } }),
        ({ status, raw }) => {
          if (status !== 200) throw new ProviderTrouble('alipay', status >= 500 ? 'busy' : 'refused', String(status))
          return raw
        },
      ),
  }
}

/** Checks the signature over the answer's own text before a word of it is believed. */
function readAnswer<T>({ alipayKeys }: AlipaySettings, method: string, answer: Answer, shape: z.ZodType<T>): T {
  if (answer.status >= 500 || answer.status === 429) throw new ProviderTrouble('alipay', 'busy', String(answer.status))
  const text = answer.raw.toString()
  const whole = jsonOf(text)
  const member = `${method.replaceAll('.', '_')}_response`
  const name = member in whole ? member : 'error_response'
  const part = signedPart(text, name)
  if (part === undefined) throw new ProviderTrouble('alipay', 'unreadable', String(answer.status), text.slice(0, 200))
  const body = jsonOf(part)
  const signature = typeof whole.sign === 'string' ? whole.sign : ''
  const isRight = alipayKeys.some((key) => isSignedAnswer(key, part, signature))
  // Who signs wrongly is told so without a signature: that no changes nothing, so it is believed.
  if (!isRight && String(body.code) === '40002' && signature === '') throw troubleOf(body)
  if (!isRight) throw new ProviderTrouble('alipay', 'unsigned', method)
  if (String(body.code) !== '10000') throw troubleOf(body)
  const parsed = shape.safeParse(body)
  if (!parsed.success) throw new ProviderTrouble('alipay', 'unreadable', method, parsed.error.message)
  return parsed.data
}

function jsonOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {}
  throw new ProviderTrouble('alipay', 'unreadable', undefined, text.slice(0, 200))
}
