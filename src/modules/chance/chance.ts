/** Chance by commit and reveal: the hash of a seed is told first, the seed with the result. How: docs/chance.md. */
import { hash, randomBytes } from 'node:crypto'
import { type PacketTerms, sharesOf, splitTexts } from './state.ts'

export const sha256 = (text: string): string => hash('sha256', text)

/** 256 random bits, in hex: told to nobody before the end. */
export const newSeed = (): string => randomBytes(32).toString('hex')

/** What each place of a packet gets, first to last. */
export const sharesWith = (terms: PacketTerms, seed: string | null): bigint[] =>
  sharesOf(terms, seed === null ? [] : splitTexts(seed, terms.pieces).map(sha256))
