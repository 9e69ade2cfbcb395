import { type Caller, openCast } from '../../prove/access/cast.ts'
import { samples } from '../../prove/access/samples.ts'
import { type Api, api } from '../../src/api.ts'
import { type Route, readPath } from '../../src/lib/contract.ts'
import type { Person } from '../house.ts'
import type { Json } from './malformed.ts'

export type Case = { operation: keyof Api; method: string; url: string; fields: string[]; body: Json; caller: Person }

/** The world, and for every route somebody who may call it with an input that is right. */
export async function openGround() {
  const cast = await openCast()
  const inputs = samples(cast.objects) as unknown as Record<string, Record<string, Json>>
  const cases = Object.entries(api).map(([operation, route]): Case => {
    const { method, url, names } = readPath(route.path)
    const input = inputs[operation]!
    const body = Object.fromEntries(Object.entries(input).filter(([name]) => !names.includes(name)))
    const path = url.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input[name])))
    const caller = allowed(route, cast.callers).person
    return { operation: operation as keyof Api, method, url: `/api${path}`, fields: names, body, caller }
  })
  return { ...cast, cases: cases.sort((a, b) => Number(ends.has(a.operation)) - Number(ends.has(b.operation))) }
}

/** What closes the stage comes last: until then every route is asked in the middle of a show. */
const ends = new Set<keyof Api>(['shows.end', 'shows.cancel', 'drops.close', 'orders.cancel', 'catalog.archiveProduct'])

function allowed({ access }: Route, callers: readonly Caller[]): Caller {
  const named = (name: string) => callers.find((caller) => caller.name === name)!
  if (typeof access === 'object') return 'staff' in access ? named('owner') : named('the buyer, a guest')
  return access === 'account' ? named('an account') : named('the buyer, a guest')
}

/** What is wrong with an answer, or undefined: every no has a name, and nothing breaks. */
export async function faultOf(response: Response, allowing: readonly number[] = []): Promise<string | undefined> {
  const text = await response.text()
  if (response.ok || allowing.includes(response.status)) return undefined
  const said = `${response.status} ${text.slice(0, 200)}`
  if (response.status >= 500) return said
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return `not a problem: ${said}`
  const { code, status } = JSON.parse(text) as { code?: unknown; status?: unknown }
  return typeof code === 'string' && status === response.status ? undefined : `no name: ${said}`
}

/** Runs `work` for each of the list, `most` at a time. */
export async function forEachOf<T>(list: Iterable<T>, most: number, work: (one: T) => Promise<void>): Promise<void> {
  const waiting = list[Symbol.iterator]()
  const worker = async () => {
    for (let next = waiting.next(); !next.done; next = waiting.next()) await work(next.value)
  }
  await Promise.all(Array.from({ length: most }, worker))
}
