import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import * as z from 'zod'
import type { SettlementRow } from '../../doors.ts'
import { minorOf } from '../decimal.ts'
import { fullId } from '../own-ids.ts'
import { ProviderTrouble } from '../provider-trouble.ts'
import type { WeChatPayClient } from './client.ts'

const linkShape = z.object({ hash_type: z.literal('SHA1'), hash_value: z.string(), download_url: z.url() })
const day = 86_400_000
const beijingOffset = 8 * 3_600_000

/** The trade bills of every Beijing day that the span touches, line by line. A bill is there the next day from ten. */
export async function billRows(client: WeChatPayClient, from: Date, to: Date): Promise<SettlementRow[]> {
  const rows: SettlementRow[] = []
  for (let at = startOfDay(from); at < to.getTime(); at += day) {
    const date = new Date(at + beijingOffset).toISOString().slice(0, 10)
    const bill = await billOf(client, date)
    if (bill) rows.push(...readBill(bill))
  }
  return rows.filter((row) => row.at >= from && row.at < to)
}

const startOfDay = (at: Date) => Math.floor((at.getTime() + beijingOffset) / day) * day - beijingOffset

/** One day's bill; undefined when there was no trade that day. */
async function billOf(client: WeChatPayClient, date: string): Promise<Buffer | undefined> {
  try {
    const target = `/v3/bill/tradebill?bill_date=${date}&bill_type=ALL&tar_type=GZIP`
    const { hash_value, download_url } = await client.get(target, linkShape)
    const bill = gunzipSync(await client.download(download_url))
    const hash = createHash('sha1').update(bill).digest('hex')
    if (hash !== hash_value.toLowerCase()) throw new ProviderTrouble('wechat-pay', 'unsigned', 'bill', date)
    return bill
  } catch (error) {
    if (error instanceof ProviderTrouble && error.code === 'NO_STATEMENT_EXIST') return undefined
    throw error
  }
}

/** The columns that we read, by the names in the bill's first line. */
const names = {
  at: '交易时间',
  transaction: '微信订单号',
  order: '商户订单号',
  state: '交易状态',
  currency: '货币种类',
  paid: '订单金额',
  fee: '手续费',
  refundNumber: '微信退款单号',
  refundOrder: '商户退款单号',
  refunded: '申请退款金额',
} as const

/**
 * Reads a trade bill: a line of names, a line for each payment and refund in which every field begins with a back-tick,
 * then a line of names of sums, which ends the list.
 * @throws ProviderTrouble `unreadable`
 */
export function readBill(bill: Uint8Array): SettlementRow[] {
  const text = new TextDecoder('utf-8').decode(bill)
  const lines: string[][] = parse(text, { relax_column_count: true, relax_quotes: true, skip_empty_lines: true })
  const [header = [], ...rest] = lines
  const column = Object.fromEntries(
    Object.entries(names).map(([name, title]) => [name, header.indexOf(title)]),
  ) as Record<keyof typeof names, number>
  const missing = Object.entries(column).filter(([, at]) => at < 0)
  if (missing.length > 0) throw unreadable(`no column ${missing.map(([name]) => name).join(', ')}`)
  const end = rest.findIndex((line) => !line[0]?.startsWith('`'))
  return rest.slice(0, end < 0 ? undefined : end).map((line) => {
    const field = (name: keyof typeof names) => (line[column[name]] ?? '').replace(/^`/, '').trim()
    return rowOf(field)
  })
}

function rowOf(field: (name: keyof typeof names) => string): SettlementRow {
  const isRefund = field('state') === 'REFUND'
  const known = field('state') === 'SUCCESS' || isRefund
  const amount = minorOf(field(isRefund ? 'refunded' : 'paid'), 'CNY')
  const at = new Date(`${field('at').replace(' ', 'T')}+08:00`)
  const fee = minorOf(field('fee'), 'CNY')
  if (amount === undefined || fee === undefined || Number.isNaN(at.getTime())) {
    throw unreadable(`the line of ${field('transaction')}`)
  }
  return {
    rowId: isRefund ? field('refundNumber') : field('transaction'),
    kind: !known ? 'other' : isRefund ? 'refund' : 'capture',
    intentId: fullId(field('order')),
    providerRef: field('order'),
    ...(isRefund && { refundId: fullId(field('refundOrder')) }),
    amount: { minor: String(amount), currency: field('currency') },
    fee: { minor: String(fee), currency: field('currency') },
    at,
  }
}

const unreadable = (what: string) => new ProviderTrouble('wechat-pay', 'unreadable', 'bill', what)
