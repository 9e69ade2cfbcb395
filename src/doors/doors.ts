import type { MoneyWire } from '../lib/money.ts'

/** The outside world, as we want it. Only jobs knock (errands, `lib/jobs.ts`); only `app.ts` chooses who answers. */
export type Doors = {
  payments: PaymentsDoor
  mail: MailDoor
  files: FilesDoor
}

export type PaymentsDoor = {
  /** The provider that takes new payments. */
  readonly main: PaymentProvider
  /** @returns undefined for a provider this install does not have */
  provider(name: string): PaymentProvider | undefined
}

/** What a provider says of one payment, in our words. */
export type PaymentNotice = {
  /** The provider's own id of this notice: the same notice twice has the same. */
  eventId: string
  /** Our id, which we gave when we asked for the payment. */
  intentId: string
  /** The provider's id of the payment. */
  providerRef: string
  kind: 'captured' | 'declined' | 'refunded'
  amount: MoneyWire
  /** Why it was declined, as a stable word: `card_declined`, `authentication_failed`, `expired`. */
  reason?: string | undefined
}

export type PaymentProvider = {
  readonly name: string
  /** Asks for a payment on the provider's own page. Idempotent by `intentId`. */
  createIntent(wish: {
    intentId: string
    orderNumber: string
    amount: MoneyWire
    description: string
    email: string
    locale: string
    /** Where the buyer comes back to. */
    returnUrl: string
  }): Promise<{ providerRef: string; redirectUrl: string }>
  /** What became of a payment, for when a notice got lost. Undefined while nothing is decided. */
  findIntent(intentId: string): Promise<PaymentNotice | undefined>
  /** Gives money back. Idempotent by `refundId`; the outcome comes as a notice. */
  refund(wish: { refundId: string; providerRef: string; amount: MoneyWire }): Promise<void>
  /**
   * Reads a webhook. Checks the signature over the raw bytes, and its age, before anything else.
   * @throws Refusal `payments.forgedNotice` or `payments.staleNotice`
   */
  readNotice(headers: Record<string, string | undefined>, raw: Uint8Array, now: Date): PaymentNotice
}

export type Mail = {
  /** Stable per mail: sending twice with the same key delivers once, where the transport can. */
  key: string
  to: string
  subject: string
  text: string
  html: string
}

export type MailDoor = {
  /** @throws when the transport refuses or cannot be reached: the job tries again later. */
  send(mail: Mail): Promise<void>
}

export type FilesDoor = {
  /** @param path slash-separated, without `..`; overwrites */
  put(path: string, bytes: Uint8Array, contentType: string): Promise<void>
  get(path: string): Promise<{ bytes: Uint8Array; contentType: string } | undefined>
  remove(path: string): Promise<void>
}
