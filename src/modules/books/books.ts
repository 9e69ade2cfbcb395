/** Books what happens with money: hears of payments, sales and refunds, and posts them to the ledger of their brand. */
import type { Ctx } from '../../ctx.ts'
import type { SettlementRow } from '../../doors/doors.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { type BrandId, isId, type OrderId, type ShowId } from '../../lib/ids.ts'
import { type Currency, type Money, money, sum, unwire, wire } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import { coinUnit, keysPosted, post, showSums, type Transfer } from '../ledger/ledger.ts'
import { ordersOfPayments, readSettlement } from '../payments/payments.ts'
import type { booksContract } from './contract.ts'
import { feeOf } from './hearing.ts'
import { feeKept, feeKey, paidOut } from './postings.ts'
import { bookProblems as problem } from './problems.ts'
import { keepSettled, type Settled } from './store.ts'

export {
  hearDisputeFeeKept,
  hearOrderPaid,
  hearPaymentCaptured,
  hearPaymentDisputed,
  hearPaymentRefunded,
  hearRefundUndone,
} from './hearing.ts'

type Api = typeof booksContract

/** The closing statement of a show, from the transfers that name it. */
export async function readClosing(
  { sql }: Pick<Ctx, 'sql'>,
  { showId }: Input<Api['books.closing']>,
): Promise<Output<Api['books.closing']>> {
  const { orders, refunds, sums } = await showSums(sql, showId as ShowId)
  const coins = sums.reduce((all, { purpose, minor }) => (purpose === 'coinsIssued' ? all + minor : all), 0n)
  const inMoney = sums.flatMap((one) => (one.currency === coinUnit ? [] : [{ ...one, currency: one.currency }]))
  const currencies = [...Map.groupBy(inMoney, ({ currency }) => currency)].map(([currency, theirs]) =>
    closingIn(currency, theirs),
  )
  return { orders, refunds, coins: Number(coins), currencies }
}

type Closing = Output<Api['books.closing']>['currencies'][number]

function closingIn(currency: Currency, sums: readonly { purpose: string; owner: string; minor: bigint }[]): Closing {
  const of = (...purposes: string[]) =>
    sums.reduce((all, { purpose, minor }) => (purposes.includes(purpose) ? all + minor : all), 0n)
  const amount = (minor: bigint) => wire(money(minor, currency))
  // What hosts are owed beyond their share of gifts is a cost, on the other side of it.
  const hostShare = of('hostShare', 'hostOwed', 'hostCosts')
  const gifts = of('gifts', 'giftIncome', 'platformShare') + hostShare
  const net = of('sales', 'discounts', 'delivery', 'returns') + gifts
  const taxes = sums.filter(({ purpose, minor }) => purpose === 'tax' && minor !== 0n)
  return {
    ...{ sales: amount(of('sales')), discounts: amount(of('discounts')) },
    ...{ delivery: amount(of('delivery')), returns: amount(of('returns')) },
    ...{ gifts: amount(gifts), giftsUnshared: amount(of('gifts')) },
    ...{ hostCosts: amount(of('hostCosts')), hostShare: amount(hostShare), platformShare: amount(of('platformShare')) },
    ...{ net: amount(net), total: amount(net + of('tax')) },
    taxes: taxes.map(({ owner, minor }) => ({ owner, amount: amount(minor) })),
  }
}

async function postAll(ctx: Ctx, bookId: BrandId, transfers: readonly Transfer[]) {
  const { answer, writes } = await post(ctx.sql, ctx.now, bookId, transfers)
  await Promise.all(writes)
  return answer
}

/** @throws Refusal `payments.unreadableFile` */
export async function bookSettlement(
  ctx: Ctx,
  wish: Input<Api['books.bookSettlement']>,
): Promise<Output<Api['books.bookSettlement']>> {
  const rows = readSettlement(wish)
  const settled = await withOrders(ctx, wish, rows)
  await keepSettled(ctx.sql, ctx.now, wish.brandId, settled)
  const fees = settled
    .filter(({ fee }) => BigInt(fee.minor) !== 0n)
    .map(({ rowId, orderId, fee }) => ({ rowId, orderId, fee: money(fee.minor, fee.currency as Currency) }))
  await bookFees(ctx, wish, fees)
  const byCurrency = Map.groupBy(fees, ({ fee }) => fee.currency)
  return {
    rows: rows.length,
    fees: [...byCurrency].map(([currency, of]) =>
      wire(
        sum(
          currency,
          of.map(({ fee }) => fee),
        ),
      ),
    ),
  }
}

/** Which order each line is about, where its payment is one of ours. */
async function withOrders(
  { sql }: Ctx,
  { brandId, provider }: Input<Api['books.bookSettlement']>,
  rows: readonly SettlementRow[],
): Promise<Settled[]> {
  const intentIds = rows.flatMap(({ intentId }) => (isId(intentId) ? [intentId] : []))
  const providerRefs = rows.flatMap(({ providerRef }) => providerRef ?? [])
  const known = await ordersOfPayments(sql, brandId, provider, { intentIds, providerRefs })
  const orders = new Map(
    known.flatMap((one) => [
      [one.intentId as string, one.orderId],
      [one.providerRef, one.orderId],
    ]),
  )
  const orderOf = (row: SettlementRow) => orders.get(row.intentId ?? '') ?? orders.get(row.providerRef ?? '') ?? null
  return rows.map((row) => ({ ...row, provider, orderId: orderOf(row) }))
}

/** Each fee stands with the shows of its order; a line that was booked before, by its file or a notice, stays as it is. */
async function bookFees(
  ctx: Ctx,
  { brandId, provider }: { brandId: BrandId; provider: string },
  fees: readonly { rowId: string; orderId: OrderId | null; fee: Money }[],
): Promise<void> {
  const keys = fees.map(({ rowId }) => feeKey(provider, rowId))
  const posted = await keysPosted(ctx.sql, brandId, keys)
  const transfers: Transfer[] = []
  for (const { rowId, orderId, fee } of fees.filter((_, i) => !posted.has(keys[i]!))) {
    transfers.push(...feeKept(provider, rowId, fee, orderId ? await feeOf(ctx, orderId) : undefined))
  }
  if (transfers.length > 0) await postAll(ctx, brandId, transfers)
}

/** @throws Refusal `books.nothingPaidOut`, `books.bookedOtherwise` */
export async function bookPayout(ctx: Ctx, wish: Input<Api['books.bookPayout']>) {
  const amount = unwire(wish.amount)
  if (amount.minor <= 0n) throw refuse(problem.nothingPaidOut)
  const [answer] = await postAll(ctx, wish.brandId, [paidOut(wish.provider, wish.reference, amount)])
  if ('refused' in answer!) throw refuse(problem.bookedOtherwise)
  return { ok: true as const }
}
