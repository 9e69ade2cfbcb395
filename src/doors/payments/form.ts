import { refuse } from '../../lib/problems.ts'
import { paymentProblems as problem } from '../../modules/payments/problems.ts'

export type Fields = Readonly<Record<string, string>>

/**
 * The fields of a form, decoded once, in the charset it names. A field that comes twice is refused: which was signed?
 * @throws Refusal `payments.brokenNotice`
 */
export function fieldsOf(raw: Uint8Array): Fields {
  const text = new TextDecoder('latin1').decode(raw)
  const charset = /(?:^|&)(?:charset|encoding)=([\w-]{1,20})(?:&|$)/.exec(text)?.[1] ?? 'utf-8'
  const fields = new Map<string, string>()
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const cut = pair.includes('=') ? pair.indexOf('=') : pair.length
    const name = decoded(pair.slice(0, cut), charset)
    if (fields.has(name)) throw refuse(problem.brokenNotice)
    fields.set(name, decoded(pair.slice(cut + 1), charset))
  }
  return Object.fromEntries(fields)
}

function decoded(text: string, charset: string): string {
  const bytes = text
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(Buffer.from(bytes, 'latin1'))
  } catch {
    throw refuse(problem.brokenNotice)
  }
}

/** Sorts fields by the bytes of their names, not by the rules of a language. */
export const byName = ([a]: [string, string], [b]: [string, string]): number => (a < b ? -1 : a > b ? 1 : 0)
