import { call } from '#lib/api.ts'
import type { Api } from '#src/api.ts'
import type { Sent } from '#src/lib/contract.ts'
import type { KeptWay, PayWay } from '../answers.ts'

/** What can be chosen to pay with: what is kept for the buyer, and every way that fits them. */
export type Ways = { kept: KeptWay[]; ways: PayWay[] }

/** A way as one word: a method's id, or what is kept. */
export const wordOf = (way: PayWay | KeptWay): string => ('keptId' in way ? way.keptId : way.method)

/** What is kept comes first, the latest before the others. */
export const firstWord = ({ kept, ways }: Ways): string | undefined => {
  const first = kept[0] ?? ways[0]
  return first && wordOf(first)
}

export const has = ({ kept, ways }: Ways, word: string | undefined): boolean =>
  [...kept, ...ways].some((way) => wordOf(way) === word)

/** As `orders.checkout` and `orders.payAgain` are told. */
export function choiceOf({ kept }: Ways, word: string | undefined): { method?: string; keptId?: KeptWay['keptId'] } {
  const way = kept.find(({ keptId }) => keptId === word)
  if (way) return { keptId: way.keptId }
  return word === undefined ? {} : { method: word }
}

/** Asks what fits this buyer and sum. What is kept counts where its method does. */
export async function findWays(wish: Parameters<typeof askWays>[0], isKnown: boolean): Promise<Ways> {
  const [{ items: ways }, { items }] = await Promise.all([
    askWays(wish),
    isKnown ? call('payments.kept', {}).catch(() => ({ items: [] as KeptWay[] })) : { items: [] as KeptWay[] },
  ])
  return { ways, kept: items.filter(({ method }) => ways.some((way) => way.method === method)) }
}

const askWays = (wish: Sent<Api['payments.methods']>) => call('payments.methods', wish)
