import { crc32, deflateRawSync } from 'node:zlib'
import { sellerId } from './alipay-desk.ts'
import type { Payment } from './bank.ts'

const header =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,' +
  '支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,' +
  '退款批次号/请求号,服务费（元）,分润（元）,备注'
const rule = (text: string) => `#${'-'.repeat(41)}${text}${'-'.repeat(40)}`
const yuan = (minor: bigint) => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`
const fee = (minor: bigint) => yuan((minor * 6n + 500n) / 1000n)

/** The bill of a day, zipped: the list and the sums, in GBK. @returns undefined when there was no trade */
export function billOf(payments: readonly Payment[], date: string): Buffer | undefined {
  const paid = payments.filter(({ state, more }) => state === 'paid' && more.paidAt!.startsWith(date))
  if (paid.length === 0) return undefined
  const lines = paid.flatMap((payment) => {
    const time = payment.more.paidAt!
    const line = (kind: string, amount: string, request: string, kept: string) =>
      [
        ...[`${payment.id}\t`, `${payment.number}\t`, kind, payment.description, time, time, '', '', '', '', 'dan***'],
        ...[amount, amount, '0.00', '0.00', '0.00', '0.00', '0.00', '', '0.00', '0.00', request, kept, '0.00', ''],
      ]
        .map((field) => field.padEnd(6))
        .join(',')
    const done = payment.refunds.filter(({ state }) => state === 'done')
    return [
      line('交易', yuan(payment.minor), '', `-${fee(payment.minor)}`),
      ...done.map(({ minor, number }) => line('退款', `-${yuan(minor)}`, `${number}\t`, fee(minor))),
    ]
  })
  const list = [
    ...[
      '#支付宝业务明细查询',
      `#账号：[${sellerId}0156]`,
      `#起始日期：[${date} 00:00:00]   终止日期：[${date} 24:00:00]`,
    ],
    ...[rule('业务明细列表'), header, ...lines, rule('业务明细列表结束')],
    ...[`#交易合计：${paid.length}笔`, `#导出时间：[${date} 09:00:00]`, ''],
  ]
  const sums = ['#支付宝业务汇总查询', '门店编号,门店名称,交易订单总笔数,退款订单总笔数', '合计,,1,0', '']
  return zipOf([
    { name: gbk('业务明细.csv'), bytes: gbk(list.join('\r\n')) },
    { name: gbk('业务明细(汇总).csv'), bytes: gbk(sums.join('\r\n')) },
  ])
}

let table: Map<string, number[]> | undefined

/** A text in GBK. Node only reads it, so the table is what it reads, turned around. */
export function gbk(text: string): Buffer {
  if (!table) {
    table = new Map()
    const decoder = new TextDecoder('gbk')
    for (let lead = 0x81; lead <= 0xfe; lead++) {
      for (let trail = 0x40; trail <= 0xfe; trail++)
        table.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail])
    }
  }
  return Buffer.from([...text].flatMap((sign) => (sign < '\x80' ? [sign.charCodeAt(0)] : table!.get(sign)!)))
}

/** An archive of deflated files whose own headers leave the sizes out, as Alipay's do (APPNOTE §4.4.4, bit 3). */
function zipOf(files: readonly { name: Buffer; bytes: Buffer }[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, bytes } of files) {
    const packed = deflateRawSync(bytes)
    const sizes = Buffer.alloc(12)
    for (const [i, value] of [crc32(bytes), packed.length, bytes.length].entries()) sizes.writeUInt32LE(value, i * 4)
    const common = Buffer.from([20, 0, 8, 0, 8, 0, 0, 0, 0, 0])
    const length = Buffer.from([name.length & 255, name.length >> 8])
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.alloc(12), length, Buffer.alloc(2), name])
    const offset = Buffer.alloc(4)
    offset.writeUInt32LE(at)
    const entry = [
      Buffer.from('PK\x01\x02'),
      Buffer.from([20, 0]),
      common,
      sizes,
      length,
      Buffer.alloc(12),
      offset,
      name,
    ]
    directory.push(Buffer.concat(entry))
    parts.push(local, packed, Buffer.from('PK\x07\x08'), sizes)
    at += local.length + packed.length + 16
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, list, end])
}
