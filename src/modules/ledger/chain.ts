import { hash } from 'node:crypto'
import { nameOf } from './accounts.ts'
import type { Wish } from './decide.ts'

/** Before the first transfer of a book. */
export const firstHash = '0'.repeat(64)

/** What makes two wishes under one key the same: everything that they say. SHA-256, hex. */
export function inputHashOf(wish: Wish): string {
  const { key, kind } = wish
  if ('ends' in wish) return hash('sha256', ['end', key, kind, wish.ends, wish.how].join('\n'))
  const { postings, reserve = false, about = {} } = wish
  const moves = postings.map(({ account, minor }) => `${nameOf(account)} ${minor}`)
  return hash('sha256', ['transfer', key, kind, reserve, about.showId ?? '', about.orderId ?? '', ...moves].join('\n'))
}

/** A transfer's link: the one before it, its place, what it says, when. Changing any of them breaks all that follow. */
export const linkOf = (before: string, { seq, inputHash, at }: { seq: bigint; inputHash: string; at: Date }): string =>
  hash('sha256', [before, seq, inputHash, at.toISOString()].join('\n'))
