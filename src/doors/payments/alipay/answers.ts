/**
 * The signed part of an answer of the gateway: `{"alipay_trade_query_response":{…},"sign":"…"}`. What is signed is the
 * exact text from its `{` to the matching `}`, so it is cut out, not made again.
 * @param member `alipay_trade_query_response`, or `error_response`
 * @returns undefined when the answer has no such object at its top
 */
export function signedPart(text: string, member: string): string | undefined {
  for (const { name, from, to } of membersOf(text)) {
    if (name === member && text[from] === '{') return text.slice(from, to)
  }
  return undefined
}

/** The members of the object that `text` is: their names, and where their values stand. Not a check of the JSON. */
function* membersOf(text: string): Generator<{ name: string; from: number; to: number }> {
  let at = skipSpace(text, 0)
  if (text[at] !== '{') return
  at = skipSpace(text, at + 1)
  while (text[at] === '"') {
    const nameEnd = stringEnd(text, at)
    const name = text.slice(at + 1, nameEnd - 1)
    const colon = skipSpace(text, nameEnd)
    if (text[colon] !== ':') return
    const from = skipSpace(text, colon + 1)
    const to = valueEnd(text, from)
    yield { name, from, to }
    at = skipSpace(text, to)
    if (text[at] !== ',') return
    at = skipSpace(text, at + 1)
  }
}

function skipSpace(text: string, at: number): number {
  while (/\s/.test(text[at] ?? '')) at++
  return at
}

/** Behind the closing quote of the string that opens at `at`. */
function stringEnd(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === '"') return i + 1
  }
  return text.length
}

function valueEnd(text: string, from: number): number {
  let depth = 0
  let i = from
  while (i < text.length) {
    const sign = text[i]!
    if (sign === '"') {
      i = stringEnd(text, i)
      if (depth === 0) return i
      continue
    }
    if (depth === 0 && /[,}\s]/.test(sign)) return i
    if (sign === '{' || sign === '[') depth++
    if (sign === '}' || sign === ']') depth--
    i++
    if (depth === 0 && /[}\]]/.test(sign)) return i
  }
  return i
}
