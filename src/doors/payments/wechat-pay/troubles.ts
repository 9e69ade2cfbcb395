import * as z from 'zod'
import { ProviderTrouble, type TroubleWord } from '../provider-trouble.ts'

/** What WeChat Pay says → what we call it. Anything else is `refused`, or `busy` for a 5xx. */
const words: Record<string, TroubleWord> = {
  SIGN_ERROR: 'credentials',
  NO_AUTH: 'credentials',
  APPID_MCHID_NOT_MATCH: 'credentials',
  MCH_NOT_EXISTS: 'credentials',
  ORDER_NOT_EXIST: 'notFound',
  ORDERNOTEXIST: 'notFound',
  RESOURCE_NOT_EXISTS: 'notFound',
  ORDER_CLOSED: 'closed',
  ORDERCLOSED: 'closed',
  ORDERPAID: 'alreadyPaid',
  NOT_ENOUGH: 'noFunds',
  FREQUENCY_LIMITED: 'busy',
  FREQUENCY_LIMIT_EXCEED: 'busy',
  RATELIMIT_EXCEEDED: 'busy',
  SYSTEM_ERROR: 'busy',
  BANK_ERROR: 'busy',
}

const errorShape = z.object({ code: z.string(), message: z.string().optional() })

/** A refusal of WeChat Pay in our words; its code counts only in an answer whose signature is right. */
export function troubleOf(status: number, raw: Uint8Array, believed: 'all' | 'statusOnly' = 'all'): ProviderTrouble {
  const { code, message } = readError(raw)
  const otherwise: TroubleWord = status >= 500 || status === 429 ? 'busy' : status === 401 ? 'credentials' : 'refused'
  return new ProviderTrouble(
    'wechat-pay',
    (believed === 'all' && words[code]) || otherwise,
    code || String(status),
    message,
  )
}

function readError(raw: Uint8Array): { code: string; message?: string | undefined } {
  try {
    return errorShape.parse(JSON.parse(new TextDecoder().decode(raw)))
  } catch {
    return { code: '' }
  }
}
