import { api } from '../src/api.ts'
import { Refused } from '../src/lib/client.ts'
import type { Access, Route } from '../src/lib/contract.ts'
import { type Caller, openCast } from './access/cast.ts'
import { type Objects, samples } from './access/samples.ts'

/**
 * Every route × every kind of caller × own and foreign objects, generated from the contract.
 *
 * A cell is right when whoever may pass gets past the gate (what the verb then says is its own affair), and whoever
 * may not is refused by name. An object that is not there answers like one that is foreign.
 */
export async function run({ seed }: { smoke: boolean; seed: number }): Promise<Record<string, unknown>> {
  const { house, callers, objects } = await openCast()
  const wrong: string[] = []
  let cells = 0
  try {
    const inputs = samples(objects)
    // Those who are refused first: nobody has changed anything yet when they try.
    for (const allowed of [false, true]) {
      for (const caller of shuffled(callers, seed)) {
        for (const operation of Object.keys(api) as (keyof typeof api)[]) {
          const expected = verdictOf(api[operation].access, caller)
          if ((expected === 'passes') !== allowed) continue
          cells++
          const found = await answerOf(caller, operation, inputs[operation])
          if (found !== expected) wrong.push(`${operation} by ${caller.name}: ${found}, not ${expected}`)
        }
      }
    }
    cells += await absent(callers, objects, wrong)
  } finally {
    await house[Symbol.asyncDispose]()
  }
  for (const line of wrong) console.error(line)
  return { violations: wrong.length, cells, routes: Object.keys(api).length, callers: callers.length }
}

const gates = ['edge.signInFirst', 'edge.accountNeeded', 'edge.notAllowed', 'edge.notFound'] as const
type Verdict = 'passes' | (typeof gates)[number] | string

/** What the contract says, written a second time, from its words alone. */
function verdictOf(access: Access, caller: Caller): Verdict {
  if (access === 'anyone') return 'passes'
  if (caller.kind === 'nobody') return 'edge.signInFirst'
  if (access === 'person') return 'passes'
  if (access === 'account') return caller.kind === 'account' ? 'passes' : 'edge.accountNeeded'
  if ('staff' in access) return caller.role && access.staff.includes(caller.role) ? 'passes' : 'edge.notAllowed'
  if (caller.owns) return 'passes'
  return caller.role && access.or?.includes(caller.role) ? 'passes' : 'edge.notFound'
}

async function answerOf(caller: Caller, operation: keyof typeof api, input: unknown): Promise<Verdict> {
  try {
    await caller.person.call(operation, input as never)
    return 'passes'
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (error.status >= 500 || error.code === 'edge.malformed') return `${error.status} ${error.code}`
    return (gates as readonly string[]).includes(error.code) ? error.code : 'passes'
  }
}

/** Objects that are not there: refused by name for everybody, without a word on whether they were. */
async function absent(callers: Caller[], objects: Objects, wrong: string[]): Promise<number> {
  const { nothing } = objects
  const inputs = samples({ ...(Object.fromEntries(Object.keys(objects).map((key) => [key, nothing])) as Objects) })
  let cells = 0
  for (const caller of callers.filter((one) => one.kind !== 'nobody')) {
    for (const [operation, { access }] of Object.entries(api) as [keyof typeof api, Route][]) {
      if (typeof access !== 'object') continue
      cells++
      const found = await answerOf(caller, operation, inputs[operation])
      if (found !== 'edge.notFound') wrong.push(`${operation} on nothing by ${caller.name}: ${found}`)
    }
  }
  return cells
}

function shuffled<T>(list: readonly T[], seed: number): T[] {
  const out = [...list]
  let state = seed >>> 0 || 1
  for (let i = out.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const j = state % (i + 1)
    ;[out[i], out[j]] = [out[j]!, out[i]!]
  }
  return out
}
