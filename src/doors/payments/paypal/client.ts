import * as z from 'zod'
import type { Clock } from '../../../lib/clock.ts'
import { type Answer, callProvider, type Fetch } from '../provider-call.ts'
import { ProviderTrouble, type TroubleWord } from '../provider-trouble.ts'
import type { PayPalSettings } from './settings.ts'

export type PayPalClient = {
  get<T>(path: string, shape: z.ZodType<T>): Promise<T>
  /** @param key of idempotency, from our row: the same is answered as the first time */
  post<T>(path: string, key: string, body: unknown, shape: z.ZodType<T>): Promise<T>
  /** The same with the body as the part `input` of a form, where files could go beside it. */
  postForm<T>(path: string, key: string, input: unknown, shape: z.ZodType<T>): Promise<T>
  patch(path: string, body: unknown): Promise<void>
}

type ClientNeeds = { fetch: Fetch; clock: Clock; pause?: ((ms: number) => Promise<void>) | undefined }
type Token = { value: string; until: number }

const tokenShape = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() })

export function createClient({ clientId, secret, origin }: PayPalSettings, needs: ClientNeeds): PayPalClient {
  let asked: Promise<Token> | undefined

  /** One token for all, until a minute before it ends; asked for once however many wait. */
  async function token(): Promise<string> {
    asked ??= askForToken()
    const mine = asked
    const forget = () => {
      if (asked === mine) asked = undefined
    }
    mine.catch(forget)
    const { value, until } = await mine
    if (needs.clock.now().getTime() < until) return value
    forget()
    return token()
  }

  async function askForToken(): Promise<Token> {
    const headers = {
      authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    }
    const init = { method: 'POST', headers, body: 'grant_type=client_credentials' }
    const request = () => ({ url: `${origin}/v1/oauth2/token`, init })
    const { access_token, expires_in } = await callProvider('paypal', needs, request, (answer) =>
      readAnswer(answer, tokenShape),
    )
    const seconds = Math.max(expires_in - 60, expires_in / 2)
    return { value: access_token, until: needs.clock.now().getTime() + seconds * 1000 }
  }

  async function call<T>(
    method: string,
    path: string,
    shape: z.ZodType<T>,
    more: { body?: unknown; input?: unknown; key?: string } = {},
  ): Promise<T> {
    const send = async () => {
      const headers: Record<string, string> = {
        authorization: `Bearer ${await token()}`,
        ...(more.body !== undefined && { 'content-type': 'application/json' }),
        ...(more.key !== undefined && { 'paypal-request-id': more.key, prefer: 'return=representation' }),
      }
      const body = more.input !== undefined ? { body: formOf(more.input) } : jsonBody(more.body)
      const request = () => ({ url: `${origin}${path}`, init: { method, headers, ...body } })
      return callProvider('paypal', needs, request, (answer) => readAnswer(answer, shape))
    }
    try {
      return await send()
    } catch (error) {
      // PayPal may end a token before its time.
      if (!(error instanceof ProviderTrouble) || error.word !== 'credentials') throw error
      asked = undefined
      return send()
    }
  }

  return {
    get: (path, shape) => call('GET', path, shape),
    post: (path, key, body, shape) => call('POST', path, shape, { key, body }),
    postForm: (path, key, input, shape) => call('POST', path, shape, { key, input }),
    patch: (path, body) => call('PATCH', path, z.undefined(), { body }),
  }
}

const jsonBody = (body: unknown) => (body === undefined ? {} : { body: JSON.stringify(body) })

function formOf(input: unknown): FormData {
  const form = new FormData()
  form.set('input', new Blob([JSON.stringify(input)], { type: 'application/json' }))
  return form
}

const errorShape = z.object({
  name: z.string().optional(),
  error: z.string().optional(),
  message: z.string().optional(),
  debug_id: z.string().optional(),
  details: z.array(z.object({ issue: z.string().optional() })).optional(),
})

/** What PayPal says (`issue`, or `name` where there is none) → what we call it. */
const words: Record<string, TroubleWord> = {
  ORDER_ALREADY_CAPTURED: 'alreadyPaid',
  ORDER_NOT_APPROVED: 'closed',
  RESOURCE_NOT_FOUND: 'notFound',
  INVALID_RESOURCE_ID: 'notFound',
  INSUFFICIENT_FUNDS: 'noFunds',
  REFUND_FAILED_INSUFFICIENT_FUNDS: 'noFunds',
  CURRENCY_NOT_SUPPORTED: 'wrongCurrency',
  CURRENCY_NOT_SUPPORTED_FOR_RECEIVER: 'wrongCurrency',
  PERMISSION_DENIED: 'credentials',
  NOT_AUTHORIZED: 'credentials',
}

function readAnswer<T>({ status, raw }: Answer, shape: z.ZodType<T>): T {
  const body = raw.length === 0 ? undefined : jsonOf(raw)
  if (status < 200 || status >= 300) throw troubleOf(status, body)
  const parsed = shape.safeParse(body)
  if (!parsed.success) throw new ProviderTrouble('paypal', 'unreadable', String(status), parsed.error.message)
  return parsed.data
}

function troubleOf(status: number, body: unknown): ProviderTrouble {
  const { name, error, message, debug_id, details } = errorShape.safeParse(body).data ?? {}
  const code = details?.find(({ issue }) => issue)?.issue ?? name ?? error ?? String(status)
  const said = [message, debug_id && `debug id ${debug_id}`].filter(Boolean).join(', ')
  return new ProviderTrouble('paypal', words[code] ?? wordOf(status), code, said)
}

function wordOf(status: number): TroubleWord {
  if (status === 401 || status === 403) return 'credentials'
  if (status === 404) return 'notFound'
  return status === 429 || status >= 500 || status === 409 ? 'busy' : 'refused'
}

function jsonOf(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString())
  } catch {
    return undefined
  }
}
