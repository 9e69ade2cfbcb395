/*
 * Chance that anybody can reckon again, as docs/chance.md says it. Pure: hashing is handed in, for the server has it at
 * once and a browser only later. What is hashed is UTF-8 text; hashes are SHA-256 in lower-case hex.
 */

/** What decides a packet besides its seed; all of it is told before it opens. */
export type PacketTerms = {
  packetId: string
  kind: 'equal' | 'random' | 'list'
  totalMinor: string
  currency: string
  pieces: number
  /** What each place gets, first to last; only of a `list`. */
  list: readonly string[]
  /** Of a `random` one: the hash of its seed. */
  seedHash: string | null
}

/** What a link of a record is hashed from. */
export const packetHead = ({ packetId, kind, totalMinor, currency, pieces, list, seedHash }: PacketTerms): string =>
  ['packet', packetId, kind, totalMinor, currency, pieces, list.join(',') || '-', seedHash ?? '-'].join(' ')
export const grabLink = (before: string, { place, grabId, minor }: { place: number; grabId: string; minor: string }) =>
  `${before} ${place} ${grabId} ${minor}`

/** The texts whose hashes decide a random split: one for each amount, one for each amount's place. */
export const splitTexts = (seed: string, pieces: number): string[] => [
  ...Array.from({ length: pieces }, (_, i) => `${seed} amount ${i + 1}`),
  ...Array.from({ length: pieces }, (_, i) => `${seed} order ${i + 1}`),
]

/**
 * Splits a total at random, each at least 1. Double mean: an amount is drawn evenly from 1 to twice the mean of what is
 * left, less 1, so that each has the same expectation. As the later ones spread more, a second draw puts them in an
 * order: no place is better than another.
 * @param hashes of `splitTexts`, in their order
 * @returns what each place gets, first to last; they add up to the total
 */
export function randomSplit(total: bigint, pieces: number, hashes: readonly string[]): bigint[] {
  let left = total
  const amounts = Array.from({ length: pieces }, (_, i) => {
    const sharers = BigInt(pieces - i)
    const most = (2n * left) / sharers - 1n
    const amount = sharers === 1n ? left : 1n + (BigInt(`0x${hashes[i]}`) % most)
    left -= amount
    return { amount, drawn: hashes[pieces + i]! }
  })
  return amounts.sort((a, b) => (a.drawn < b.drawn ? -1 : 1)).map(({ amount }) => amount)
}

/** What each place of a packet gets. @param hashes of `splitTexts`; only a random one needs them */
export function sharesOf({ kind, totalMinor, pieces, list }: PacketTerms, hashes: readonly string[]): bigint[] {
  if (kind === 'random') return randomSplit(BigInt(totalMinor), pieces, hashes)
  if (kind === 'list') return list.map(BigInt)
  return Array<bigint>(pieces).fill(BigInt(totalMinor) / BigInt(pieces))
}

/** What a link of a draw's entry list is hashed from. */
export const drawHead = (drawId: string, winners: number, seedHash: string): string =>
  ['draw', drawId, winners, seedHash].join(' ')
export const entryLink = (before: string, number: number, entryId: string) => `${before} ${number} ${entryId}`

/** What an entry draws is the hash of this; the lowest win. `chain` is the last link of the whole list of entries. */
export const entryText = (seed: string, chain: string, entryId: string): string => `${seed} ${chain} ${entryId}`
