import type { Ctx } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import type { OrderId, ShowId } from '../../lib/ids.ts'
import { type Currency, money, wire } from '../../lib/money.ts'
import { coinUnit, ordersOfShow, showFigures, showFigureTransfers, showSums } from '../ledger/ledger.ts'
import { type BookedOrder, bookedOfOrders, type Difference, reconcile } from '../payments/payments.ts'
import type { sections, sheetContract } from './sheet-contract.ts'
import { type Settled, settledOfOrders } from './store.ts'

type Api = typeof sheetContract
export type Sheet = Output<Api['books.sheet']>
type Line = Sheet['currencies'][number]['lines'][number]
type Section = (typeof sections)[number]

/** Where a purpose stands; whatever is not named here is money that lies, or is on its way, elsewhere. */
const placed: Record<string, Section> = {
  ...{ sales: 'revenue', discounts: 'revenue', delivery: 'revenue', returns: 'revenue' },
  ...{ giftIncome: 'revenue', gifts: 'revenue' },
  ...{ providerFees: 'costs', giveaways: 'costs', disputeLosses: 'costs', coinLosses: 'costs', hostCosts: 'costs' },
  ...{ tax: 'owed', hostShare: 'owed', hostOwed: 'owed', platformShare: 'owed', shopCredit: 'owed' },
}
const order = Object.keys(placed)
const rank = (purpose: string) => (order.indexOf(purpose) + order.length + 1) % (order.length + 1)

/** Every figure of a show, from the postings of the transfers that name it. */
export async function readSheet({ sql }: Pick<Ctx, 'sql'>, { showId }: Input<Api['books.sheet']>): Promise<Sheet> {
  const id = showId as ShowId
  const { orders, refunds } = await showSums(sql, id)
  const figures = (await showFigures(sql, id)).filter(({ currency, minor }) => currency !== coinUnit && minor !== 0n)
  const byCurrency = Map.groupBy(figures, ({ currency }) => currency as Currency)
  const orderIds = (await ordersOfShow(sql, id)).map(({ orderId }) => orderId)
  return {
    ...{ orders, refunds, settlements: await settlementsOf(sql, orderIds) },
    currencies: [...byCurrency].map(([currency, theirs]) => sheetIn(currency, theirs)),
  }
}

type Figure = { purpose: string; owner: string; minor: bigint; transfers: number }

function sheetIn(currency: Currency, figures: readonly Figure[]): Sheet['currencies'][number] {
  const amount = (minor: bigint) => wire(money(minor, currency))
  const lines = figures
    .map(({ purpose, owner, minor, transfers }) => ({
      ...{ section: placed[purpose] ?? ('elsewhere' as const), purpose, owner, minor, transfers },
    }))
    .sort((a, b) => rank(a.purpose) - rank(b.purpose))
  const sumOf = (...wanted: Section[]) =>
    lines.reduce((sum, { section, minor }) => (wanted.includes(section) ? sum + minor : sum), 0n)
  return {
    currency,
    lines: lines.map(({ minor, ...line }): Line => ({ ...line, amount: amount(minor) })),
    ...{ revenue: amount(sumOf('revenue')), costs: amount(sumOf('costs')) },
    result: amount(sumOf('revenue', 'costs')),
    control: amount(sumOf('revenue', 'costs', 'owed', 'elsewhere')),
  }
}

type Ours = BookedOrder & { provider: string }
const signed = (kind: string, minor: bigint) => (kind === 'refund' ? -minor : minor)

/** What was booked for orders against the lines of files about them, to the cent. */
async function settlementsOf(sql: Ctx['sql'], orderIds: readonly OrderId[]): Promise<Sheet['settlements']> {
  const [booked, settled] = [await bookedOfOrders(sql, orderIds), await settledOfOrders(sql, orderIds)]
  const groups = Map.groupBy(booked, ({ provider, amount }) => `${provider} ${amount.currency}`)
  return [...groups.values()]
    .map((ours) => settlementOf(ours, settled))
    .sort((a, b) => (`${a.provider} ${a.currency}` < `${b.provider} ${b.currency}` ? -1 : 1))
}

function settlementOf(ours: readonly Ours[], all: readonly Settled[]): Sheet['settlements'][number] {
  const { provider, amount } = ours[0]!
  const { currency } = amount
  const mine = new Set(ours.map(({ intentId }) => intentId))
  const rows = all.filter(
    (row) => row.provider === provider && (row.amount.currency === currency || mine.has(row.intentId ?? '')),
  )
  const differences = reconcile(ours, rows)
  const value = (minor: bigint) => wire(money(minor, currency))
  const sumOf = (of: readonly { kind: string; minor: bigint }[]) =>
    of.reduce((sum, { kind, minor }) => sum + signed(kind, minor), 0n)
  const counted = rows.filter(
    (row) => (row.kind === 'capture' || row.kind === 'refund') && row.amount.currency === currency,
  )
  return {
    ...{ provider, currency, movements: ours.length },
    booked: value(sumOf(ours.map(({ kind, amount: { minor } }) => ({ kind, minor })))),
    settled: value(sumOf(counted.map(({ kind, amount: { minor } }) => ({ kind, minor: BigInt(minor) })))),
    fees: value(rows.reduce((sum, { fee }) => (fee.currency === currency ? sum + BigInt(fee.minor) : sum), 0n)),
    missing: differences.filter(({ what }) => what === 'missingThere').length,
    differences: differences.map(viewOf),
  }
}

const viewOf = ({ what, booked, settled }: Difference): Sheet['settlements'][number]['differences'][number] => ({
  ...{ what, kind: booked?.kind ?? (settled?.kind === 'refund' ? 'refund' : 'capture') },
  orderNumber: (booked as BookedOrder | undefined)?.orderNumber ?? null,
  reference: settled?.rowId ?? booked?.providerRef ?? '',
  booked: booked ? wire(booked.amount) : null,
  settled: settled?.amount ?? null,
})

/** The transfers that one figure adds up. */
export async function readSheetEntries(
  { sql }: Ctx,
  { showId, purpose, owner, currency, before, most }: Input<Api['books.sheetEntries']>,
): Promise<Output<Api['books.sheetEntries']>> {
  const after = before === undefined ? null : BigInt(before)
  const rows = await showFigureTransfers(sql, showId as ShowId, { purpose, owner, currency }, after, most + 1)
  const items = rows.slice(0, most).map(({ seq, kind, orderId, at, minor }) => ({
    ...{ seq: `${seq}`, kind, orderId: orderId as never, at: at.toISOString() },
    amount: wire(money(minor, currency)),
  }))
  return { items, next: rows.length > most ? items.at(-1)!.seq : null }
}
