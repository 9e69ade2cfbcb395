import type { OrderId, ShowId } from '../../lib/ids.ts'
import { type Currency, type Money, money, spread, taxWithin } from '../../lib/money.ts'
import type { AccountName, Posting, Transfer } from '../ledger/ledger.ts'

/*
 * What happened with an order, as transfers. Pure: amounts in minor units, credits above zero. Whatever a buyer pays
 * is `unearned` first, and the sale takes it from there: what stays has to go back.
 */

/** A line of an order: `gross` was paid for it, tax in it; `list` is what it would have been without reductions. */
export type SoldLine = { showId: ShowId | null; gross: bigint; list: bigint; taxRateBp: number; delivery?: boolean }

type Order = { orderId: OrderId; country: string; currency: Currency }
/** A payment of it, by a provider. */
type Paid = Order & { provider: string }

const netOf = (gross: bigint, rateBp: number, currency: Currency) =>
  gross - taxWithin(money(gross, currency), rateBp).minor

/** Adds up what goes to the same account, and leaves out what comes to nothing. */
function postingsOf(moves: readonly [account: AccountName, minor: bigint][]): Posting[] {
  const sums = new Map<string, Posting>()
  for (const [account, minor] of moves) {
    const name = `${account.purpose} ${account.owner ?? ''}`
    sums.set(name, { account, minor: (sums.get(name)?.minor ?? 0n) + minor })
  }
  return [...sums.values()].filter(({ minor }) => minor !== 0n)
}

const providerOf = ({ provider, currency }: Omit<Paid, 'country'>): AccountName => ({
  purpose: 'provider',
  owner: provider,
  currency,
})
const accounts = ({ country, currency }: Order) => ({
  unearned: { purpose: 'unearned', currency } satisfies AccountName,
  tax: (rateBp: number): AccountName => ({ purpose: 'tax', owner: `${country}-${rateBp}`, currency }),
  of: (purpose: AccountName['purpose']): AccountName => ({ purpose, currency }),
})

/** The provider has the money. */
export function taken(order: Omit<Paid, 'country'>, intentId: string, amount: Money): Transfer {
  return {
    ...{ key: `payment.taken/${intentId}`, kind: 'payment.taken', about: { orderId: order.orderId } },
    postings: postingsOf([
      [providerOf(order), -amount.minor],
      [{ purpose: 'unearned', currency: order.currency }, amount.minor],
    ]),
  }
}

/** The order is paid: what its lines brought in, apart for each show they were bought in. */
export function sold(order: Order, lines: readonly SoldLine[]): Transfer[] {
  const { unearned, tax, of } = accounts(order)
  return byShow(lines).flatMap(([showId, theirs]) => {
    const postings = postingsOf(
      theirs.flatMap(({ gross, list, taxRateBp, delivery }): [AccountName, bigint][] => {
        const [net, full] = [netOf(gross, taxRateBp, order.currency), netOf(list, taxRateBp, order.currency)]
        return [
          [unearned, -gross],
          [of(delivery ? 'delivery' : 'sales'), full],
          [of('discounts'), net - full],
          [tax(taxRateBp), gross - net],
        ]
      }),
    )
    const key = `order.sold/${order.orderId}/${showId ?? ''}`
    return postings.length === 0 ? [] : [{ key, kind: 'order.sold', postings, about: aboutOf(order, showId) }]
  })
}

export type Back = { refundId: string; amount: Money; undone?: boolean }

/**
 * Money went back to the buyer (or a refund was undone): the sale is given back, with its tax.
 * @param lines what is credited, by tax rate
 * @param shares what each show has of it, in any unit
 */
export function givenBack(
  order: Paid,
  { refundId, undone = false }: Back,
  lines: readonly { gross: bigint; taxRateBp: number }[],
  shares: readonly Share[],
): Transfer[] {
  const { tax, of } = accounts(order)
  const sign = undone ? -1n : 1n
  const kind = undone ? 'refund.undone' : 'refund.done'
  const parts = lines.map((line) =>
    spread(
      line.gross,
      shares.map(({ weight }) => weight),
    ),
  )
  return shares.flatMap(({ showId }, i) => {
    const postings = postingsOf(
      lines.flatMap(({ taxRateBp }, j): [AccountName, bigint][] => {
        const gross = parts[j]![i]! * sign
        const net = netOf(parts[j]![i]!, taxRateBp, order.currency) * sign
        return [
          [of('returns'), -net],
          [tax(taxRateBp), net - gross],
          [providerOf(order), gross],
        ]
      }),
    )
    const key = `${kind}/${refundId}/${showId ?? ''}`
    return postings.length === 0 ? [] : [{ key, kind, postings, about: aboutOf(order, showId) }]
  })
}

/** Money that never became a sale went back: a second payment, or one that came too late. */
export function unearnedBack(order: Paid, { refundId, amount, undone = false }: Back): Transfer {
  const { unearned } = accounts(order)
  const kind = undone ? 'refund.undone' : 'refund.done'
  const minor = undone ? -amount.minor : amount.minor
  return {
    ...{ key: `${kind}/${refundId}/unearned`, kind, about: { orderId: order.orderId } },
    postings: postingsOf([
      [unearned, -minor],
      [providerOf(order), minor],
    ]),
  }
}

const disputedOf = ({ provider, currency }: Omit<Paid, 'country'>): AccountName => ({
  purpose: 'disputed',
  owner: provider,
  currency,
})

type Share = { showId: ShowId | null; weight: bigint }
const sharesOf = (minor: bigint, shares: readonly Share[]) => {
  const weights = shares.map(({ weight }) => weight)
  return spread(minor, weights)
}

/**
 * A buyer's bank took money back (`opened`): it is nobody's until it is decided. `won`, it is with the provider again;
 * `lost`, it is a loss, or, of money that never became a sale (`isSold` false), no more than gone back.
 * @param shares what each show has of it, in any unit
 */
export function disputed(
  order: Omit<Paid, 'country'>,
  { disputeId, amount, became }: { disputeId: string; amount: Money; became: 'opened' | 'won' | 'lost' },
  shares: readonly Share[],
  isSold: boolean,
): Transfer[] {
  const kind = `dispute.${became}`
  const [held, { currency }] = [disputedOf(order), order]
  const other = { opened: providerOf(order), won: providerOf(order), lost: lossOf(currency, isSold) }[became]
  const parts = sharesOf(amount.minor, shares)
  return shares.flatMap(({ showId }, i) => {
    const minor = became === 'opened' ? parts[i]! : -parts[i]!
    const postings = postingsOf([
      [other, minor],
      [held, -minor],
    ])
    const key = `${kind}/${disputeId}/${showId ?? ''}`
    return postings.length === 0 ? [] : [{ key, kind, postings, about: aboutOf(order, showId) }]
  })
}

const lossOf = (currency: Currency, isSold: boolean): AccountName => ({
  purpose: isSold ? 'disputeLosses' : 'unearned',
  currency,
})

/**
 * What a provider kept of a payment, by a line of its file, apart for each show it was paid in. The first share has the
 * key by which the line is known; the same line, from its file or from a notice, is the same transfers.
 */
export function feeKept(provider: string, rowId: string, fee: Money, of?: { orderId: OrderId; shares: Share[] }) {
  const shares = of?.shares ?? [{ showId: null, weight: 1n }]
  const parts = sharesOf(fee.minor, shares)
  const counted = shares.map(({ showId }, i) => ({ showId, minor: parts[i]! })).filter(({ minor }) => minor !== 0n)
  return counted.map(
    ({ showId, minor }, i): Transfer => ({
      ...{ key: i === 0 ? feeKey(provider, rowId) : `${feeKey(provider, rowId)}/${showId}`, kind: 'provider.fee' },
      ...(of && { about: aboutOf(of, showId) }),
      postings: postingsOf([
        [{ purpose: 'providerFees', currency: fee.currency }, -minor],
        [{ purpose: 'provider', owner: provider, currency: fee.currency }, minor],
      ]),
    }),
  )
}

export const feeKey = (provider: string, rowId: string) => `provider.fee/${provider}/${rowId}`

/** What a provider paid out has arrived at the bank. */
export const paidOut = (provider: string, reference: string, amount: Money): Transfer => ({
  ...{ key: `provider.paidOut/${provider}/${reference}`, kind: 'provider.paidOut' },
  postings: postingsOf([
    [{ purpose: 'bank', currency: amount.currency }, -amount.minor],
    [{ purpose: 'provider', owner: provider, currency: amount.currency }, amount.minor],
  ]),
})

const aboutOf = ({ orderId }: { orderId: OrderId }, showId: ShowId | null) => ({ orderId, ...(showId && { showId }) })

/** Lines by show; what was bought in none, the delivery too, goes with the first there is. */
function byShow(lines: readonly SoldLine[]): [ShowId | null, SoldLine[]][] {
  const home = lines.find(({ showId }) => showId)?.showId ?? null
  return [...Map.groupBy(lines, ({ showId, delivery }) => (delivery ? home : showId))]
}
