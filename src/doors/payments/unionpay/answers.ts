import type { Fields } from '../form.ts'

/**
 * The fields of an answer: `respCode=00&respMsg=成功&…`, not URL-encoded. A value in braces or brackets may hold `&`.
 * A name that comes twice makes the whole unreadable.
 * @returns undefined when it is no such text
 */
export function answerFields(text: string): Fields | undefined {
  const fields = new Map<string, string>()
  for (const pair of pairsOf(text.trim())) {
    const cut = pair.indexOf('=')
    if (cut <= 0 || fields.has(pair.slice(0, cut))) return undefined
    fields.set(pair.slice(0, cut), pair.slice(cut + 1))
  }
  return fields.size > 0 ? Object.fromEntries(fields) : undefined
}

function* pairsOf(text: string): Generator<string> {
  let depth = 0
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]!
    if (sign === '{' || sign === '[') depth++
    if (sign === '}' || sign === ']') depth = Math.max(0, depth - 1)
    if (sign === '&' && depth === 0) {
      yield text.slice(from, i)
      from = i + 1
    }
  }
  yield text.slice(from)
}
