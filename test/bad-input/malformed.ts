/** Values that belong nowhere, and some that belong elsewhere. As JSON text: some cannot be said otherwise. */
const odd: readonly string[] = [
  ...['null', 'true', '0', '-1', '1.5', '1e308', '9007199254740993', `${'9'.repeat(400)}`],
  ...['""', '" "', '"\\u0000"', '"a\\u0000b"', '"\\ud800"', '"\\udc00\\ud800x"', '"\\u202e"', '"%00"', '"NaN"'],
  ...['"../../etc/passwd"', `"'; drop table orders.orders; --"`, '"2026-99-99T99:99:99Z"', '"0x10"', '"-0"'],
  ...['"00000000-0000-7000-8000-000000000000"', `"${'9'.repeat(60)}"`, '"1e9"', `"${'x'.repeat(5000)}"`],
  ...['[]', '[[]]', '[null]', '{}', '{"en":5}', '{"en":"\\ud800"}', '{"__proto__":{"admin":true}}'],
  ...['{"constructor":{"prototype":{"admin":true}}}', `${'['.repeat(500)}${']'.repeat(500)}`],
  `[${Array(3000).fill('"x"').join(',')}]`,
]

const bodies: readonly string[] = [
  ...['', 'null', '[]', '"text"', '5', '{', '{"a":}', '{"__proto__":{"admin":true}}', '\u0000', '\ufeff{}'],
  ...[`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`, `{"${'k'.repeat(100_000)}":1}`],
]

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Every body that one odd value, one missing field or one key too many makes of a right one, as JSON text. */
export function* malformations(sample: Json): Generator<string> {
  yield* bodies
  for (const path of pathsIn(sample)) {
    yield written(sample, path, undefined)
    for (const value of odd) yield written(sample, path, value)
  }
  if (sample && typeof sample === 'object' && !Array.isArray(sample)) yield JSON.stringify({ ...sample, toString: 1 })
}

/** The odd values that can stand in a path or a query. */
export const oddWords: readonly string[] = odd.flatMap((text) => {
  const value = JSON.parse(text) as Json
  const word = typeof value === 'string' ? value : text
  return word.length < 2000 && word.isWellFormed() ? [word] : []
})

type Path = readonly (string | number)[]

function* pathsIn(value: Json, here: Path = []): Generator<Path> {
  if (here.length > 0) yield here
  if (Array.isArray(value)) for (const [i, one] of value.entries()) yield* pathsIn(one, [...here, i])
  else if (value && typeof value === 'object') {
    for (const [key, one] of Object.entries(value)) yield* pathsIn(one, [...here, key])
  }
}

const mark = '\u2603 the odd one goes here'

/** The sample as JSON with `odd` (JSON text) at `path`, or without what is there. */
function written(sample: Json, path: Path, oddOne: string | undefined): string {
  const copy = structuredClone(sample) as never
  const parent = path.slice(0, -1).reduce<never>((at, step) => at[step], copy)
  const last = path.at(-1)!
  if (oddOne === undefined) delete parent[last]
  else (parent as Record<string, Json>)[last] = mark
  return JSON.stringify(copy).replace(JSON.stringify(mark), () => oddOne ?? '')
}
