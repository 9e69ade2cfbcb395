import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Payment } from './bank.ts'
import { appid, mchid } from './wechat-pay-signer.ts'

const header =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,' +
  '微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'
const yuan = (minor: bigint) => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`
/** 0.6 %, rounded half up to a fen, written with five decimals. */
const fee = (minor: bigint) => `${yuan((minor * 6n + 500n) / 1000n)}000`

/** The trade bill of a day: every payment and refund made on it. @returns undefined when there was none */
export function billOf(payments: readonly Payment[], date: string) {
  const time = (payment: Payment) =>
    new Date(Date.parse(payment.more.paidAt!) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
  const paid = payments.filter((one) => one.state === 'paid' && time(one).startsWith(date))
  if (paid.length === 0) return undefined
  const lines = paid.flatMap((payment) => {
    const begin = [time(payment), appid, mchid, '0', '', payment.id, payment.number, payment.more.openid!, 'NATIVE']
    // A name may hold commas and quotes; the bill does not quote it.
    const name = payment.description.replaceAll(',', '，')
    const [minor, none] = [yuan(payment.minor), '0.00']
    const capture = [
      ...begin,
      'SUCCESS',
      'OTHERS',
      'CNY',
      minor,
      none,
      '0',
      '0',
      none,
      none,
      '',
      '',
      name,
      '',
      fee(payment.minor),
    ]
    const refunds = payment.refunds
      .filter(({ state }) => state === 'done')
      .map((refund) => {
        const back = yuan(refund.minor)
        const ids = [
          `5${refund.id}`,
          refund.number,
          back,
          none,
          'ORIGINAL',
          'SUCCESS',
          name,
          '',
          `-${fee(refund.minor)}`,
        ]
        return [...begin, 'REFUND', 'OTHERS', 'CNY', none, none, ...ids, '0.60%', none, back, '']
      })
    return [[...capture, '0.60%', minor, none, ''], ...refunds]
  })
  const list = lines.map((line) => line.map((field) => `\`${field}`).join(','))
  const sums = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'
  const text = Buffer.from(
    `\uFEFF${[header, ...list, sums, '`1,`0.00,`0.00,`0.00,`0.00,`0.00,`0.00'].join('\r\n')}\r\n`,
  )
  return { text, sha1: createHash('sha1').update(text).digest('hex'), zipped: gzipSync(text) }
}
