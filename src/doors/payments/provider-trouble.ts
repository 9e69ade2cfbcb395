/**
 * Why a provider did not do what we asked, in words that stay the same whatever the provider calls it.
 * `unreachable` no answer in time · `busy` asked to come back later · `unsigned` an answer whose signature is wrong ·
 * `credentials` our key, certificate, clock or right is wrong: the operator must act · `notFound` no such payment ·
 * `alreadyPaid`, `closed` the payment has that state · `noFunds` too little balance to give back ·
 * `wrongCurrency` it does not take this currency · `refused` any other no · `unreadable` an answer we do not understand
 */
export type TroubleWord =
  | 'unreachable'
  | 'busy'
  | 'unsigned'
  | 'credentials'
  | 'notFound'
  | 'alreadyPaid'
  | 'closed'
  | 'noFunds'
  | 'wrongCurrency'
  | 'refused'
  | 'unreadable'

/** Thrown by a provider's client. The job that knocked tries again, with the same ids, so nothing happens twice. */
export class ProviderTrouble extends Error {
  readonly provider: string
  readonly word: TroubleWord
  /** The provider's own code, for the log. */
  readonly code: string | undefined
  constructor(provider: string, word: TroubleWord, code?: string, message?: string) {
    super(`${provider}: ${word}${code ? ` (${code})` : ''}${message ? `, ${message}` : ''}`)
    this.name = 'ProviderTrouble'
    this.provider = provider
    this.word = word
    this.code = code
  }
}

/** Whether the very same request may do better a moment later. */
export const mayPass = (error: unknown) =>
  error instanceof ProviderTrouble && (error.word === 'unreachable' || error.word === 'busy')

const finalWords: readonly TroubleWord[] = ['credentials', 'notFound', 'closed', 'wrongCurrency', 'refused']

/**
 * Whether asking for this very thing again is of no use. `alreadyPaid` is not final: the money is there, and word of it
 * will come.
 */
export const isFinal = (error: unknown): error is ProviderTrouble =>
  error instanceof ProviderTrouble && finalWords.includes(error.word)
