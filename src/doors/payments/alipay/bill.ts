import { parse } from 'csv-parse/sync'
import * as z from 'zod'
import type { SettlementRow } from '../../doors.ts'
import { minorOf } from '../decimal.ts'
import { fullId } from '../own-ids.ts'
import { ProviderTrouble } from '../provider-trouble.ts'
import { beijing, beijingText } from './beijing.ts'
import type { AlipayClient } from './client.ts'
import { filesInZip } from './zip.ts'

const linkShape = z.object({ bill_download_url: z.url() })
const day = 86_400_000
const beijingOffset = 8 * 3_600_000

/** The trade bills of every Beijing day that the span touches, line by line. A bill is there the next day from nine. */
export async function billRows(client: AlipayClient, from: Date, to: Date): Promise<SettlementRow[]> {
  const rows: SettlementRow[] = []
  const start = Math.floor((from.getTime() + beijingOffset) / day) * day - beijingOffset
  for (let at = start; at < to.getTime(); at += day) {
    const zip = await billOf(client, beijingText(new Date(at)).slice(0, 10))
    for (const { bytes } of zip ? filesInZip(zip) : []) rows.push(...readBill(bytes))
  }
  return rows.filter((row) => row.at >= from && row.at < to)
}

/** One day's bill, zipped; undefined when there was no trade that day. */
async function billOf(client: AlipayClient, date: string): Promise<Buffer | undefined> {
  try {
    const content = { bill_type: 'trade', bill_date: date }
    const link = await client.call('alipay.data.dataservice.bill.downloadurl.query', content, linkShape)
    return await client.download(link.bill_download_url)
  } catch (error) {
    if (error instanceof ProviderTrouble && error.word === 'notFound') return undefined
    throw error
  }
}

/** The columns that we read, by the names in the bill's own line of names. */
const names = {
  trade: '支付宝交易号',
  order: '商户订单号',
  kind: '业务类型',
  at: '完成时间',
  amount: '订单金额（元）',
  request: '退款批次号/请求号',
  fee: '服务费（元）',
} as const
type Column = keyof typeof names

/**
 * Reads one file of a bill, in GBK: lines that begin with `#`, a line of names, a line for each payment (交易) and refund
 * (退款, negative), every field padded. The file of sums has other names and gives no line.
 * @throws ProviderTrouble `unreadable`
 */
export function readBill(bytes: Uint8Array): SettlementRow[] {
  const text = new TextDecoder('gbk').decode(bytes)
  const options = { relax_column_count: true, relax_quotes: true, skip_empty_lines: true, comment: '#', trim: true }
  const [header = [], ...lines]: string[][] = parse(text, { ...options, comment_no_infix: true })
  const column = Object.fromEntries(
    Object.entries(names).map(([name, title]) => [name, header.indexOf(title)]),
  ) as Record<Column, number>
  if (column.trade < 0) return []
  const missing = Object.entries(column).filter(([, at]) => at < 0)
  if (missing.length > 0) throw unreadable(`no column ${missing.map(([name]) => name).join(', ')}`)
  return lines.map((line) => rowOf((name) => (line[column[name]] ?? '').trim()))
}

function rowOf(field: (name: Column) => string): SettlementRow {
  const isRefund = field('kind') === '退款'
  const minor = minorOf(field('amount'), 'CNY')
  const fee = minorOf(field('fee') || '0', 'CNY')
  const at = beijing(field('at'))
  if (minor === undefined || fee === undefined || !at) throw unreadable(`the line of ${field('trade')}`)
  const currency = 'CNY'
  return {
    rowId: isRefund ? `${field('trade')}.${field('request')}` : field('trade'),
    kind: isRefund ? 'refund' : field('kind') === '交易' ? 'capture' : 'other',
    intentId: fullId(field('order')),
    providerRef: field('order'),
    ...(isRefund && { refundId: fullId(field('request')) }),
    amount: { minor: String(minor < 0n ? -minor : minor), currency },
    // Written as money that leaves: negative for what Alipay kept.
    fee: { minor: String(-fee), currency },
    at,
  }
}

const unreadable = (what: string) => new ProviderTrouble('alipay', 'unreadable', 'bill', what)
