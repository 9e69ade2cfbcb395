/** What a stand-in remembers: payments that were asked for, what became of them, and what went back. In memory. */
export type Payment = {
  /** Our number for it, as the provider got it. */
  number: string
  /** The provider's own id. */
  id: string
  minor: bigint
  currency: string
  description: string
  state: 'open' | 'paid' | 'declined' | 'closed'
  notifyUrl: string
  /** Where the buyer's browser goes back to. */
  returnUrl: string
  refunds: Refund[]
  /** What this provider alone needs to remember. */
  more: Record<string, string>
}

export type Refund = { number: string; id: string; minor: bigint; state: 'open' | 'done' | 'failed'; tag: string }

export type Bank = ReturnType<typeof createBank>

/** @param prefix begins the ids that the provider gives */
export function createBank(prefix: string) {
  const payments = new Map<string, Payment>()
  let count = 0
  const nextId = () => `${prefix}${String(++count).padStart(16, '0')}`
  return {
    nextId,
    all: () => [...payments.values()],
    byNumber: (number: string) => payments.get(number),
    byId: (id: string) => [...payments.values()].find((one) => one.id === id),

    /** The payment of this number, made now if it is new. @returns undefined when it was asked for differently before */
    open(wish: Omit<Payment, 'id' | 'state' | 'refunds' | 'more'> & { more?: Record<string, string> }) {
      const known = payments.get(wish.number)
      if (known) return known.minor === wish.minor && known.currency === wish.currency ? known : undefined
      const payment: Payment = { more: {}, ...wish, id: nextId(), state: 'open', refunds: [] }
      payments.set(wish.number, payment)
      return payment
    },

    /** A decision is final, except that money may be taken after a refusal, on another try. */
    decide(payment: Payment, state: 'paid' | 'declined' | 'closed'): boolean {
      if (payment.state === 'paid' || payment.state === 'closed' || payment.state === state) return false
      payment.state = state
      return true
    },

    /** The refund of this number, made now if it is new and fits. @returns why not, in a word */
    refund(payment: Payment, number: string, minor: bigint, tag = ''): Refund | 'notPaid' | 'different' | 'tooMuch' {
      const known = payment.refunds.find((one) => one.number === number)
      if (known) return known.minor === minor ? known : 'different'
      if (payment.state !== 'paid') return 'notPaid'
      if (minor <= 0n || refunded(payment) + minor > payment.minor) return 'tooMuch'
      const refund: Refund = { number, id: nextId(), minor, state: 'open', tag }
      payment.refunds.push(refund)
      return refund
    },
    refundByNumber: (number: string) => {
      for (const payment of payments.values()) {
        const refund = payment.refunds.find((one) => one.number === number)
        if (refund) return { payment, refund }
      }
      return undefined
    },
  }
}

/** What went back or is going back. */
export const refunded = ({ refunds }: Payment): bigint =>
  refunds.reduce((sum, { minor, state }) => (state === 'failed' ? sum : sum + minor), 0n)
