import { createHash, createSign, createVerify } from 'node:crypto'
import type { Clock } from '../../src/lib/clock.ts'
import type { Payment, Refund } from './bank.ts'
import type { Notice } from './sending.ts'
import type { Form, NoticeChange } from './stand-in.ts'
import { certificate, type KeyName, keyPair, pem } from './throw-away-keys.ts'

export const merId = '777290058110048'

/** The text of 5.1.0, written a second time: no independent library of UnionPay was found. */
function digestOf(form: Form): string {
  const names = Object.keys(form).sort()
  const pairs = names.filter((name) => name !== 'signature' && form[name] !== '').map((name) => `${name}=${form[name]}`)
  return createHash('sha256').update(pairs.join('&'), 'utf8').digest('hex')
}

export function createUnionPaySigner(clock: Clock) {
  let signing: { key: KeyName; certificate: string } = { key: 'provider', certificate: 'unionpay' }
  const nowText = () => new Date(clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace(/\D/g, '')

  function signed(form: Form, stranger = false): Form {
    const { signature: _signature, certId: _certId, ...rest } = form
    const by = stranger ? ({ key: 'stranger', certificate: 'unionpayOfStranger' } as const) : signing
    const fields: Form = { ...rest, signMethod: '01', signPubKeyCert: pem(by.certificate) }
    const signature = createSign('RSA-SHA256').update(digestOf(fields)).sign(keyPair(by.key).privateKey, 'base64')
    return { ...fields, signature }
  }

  return {
    nowText,
    changeKeys() {
      signing = { key: 'providerNext', certificate: 'unionpayNext' }
    },

    /** What is wrong with a request of ours; undefined when its signature is right. */
    wrongWith(form: Form): string | undefined {
      if (form.version !== '5.1.0' || form.merId !== merId) return 'merId'
      if (form.certId !== BigInt(`0x${certificate('merchant').serialNumber}`).toString()) return 'certId'
      const check = createVerify('RSA-SHA256').update(digestOf(form))
      return check.verify(certificate('merchant').publicKey, form.signature ?? '', 'base64') ? undefined : 'signature'
    },

    /** An answer, as text without URL encoding. */
    answer: (form: Form, forged: boolean): string =>
      Object.entries(signed(form, forged))
        .map(([name, value]) => `${name}=${value}`)
        .join('&'),

    queried: (payment: Payment, isLate: boolean): Form => {
      const code = { open: isLate ? '02' : '05', paid: '00', declined: '63', closed: '02' }[payment.state]
      return {
        ...{ respCode: '00', respMsg: '成功[0000000]', origRespCode: code, origRespMsg: '{a=1&b=2}' },
        ...{
          txnAmt: String(payment.minor),
          currencyCode: '156',
          ...(payment.state === 'paid' && { queryId: payment.id }),
        },
      }
    },
    queriedRefund: (_payment: Payment, refund: Refund): Form => ({
      ...{
        respCode: '00',
        respMsg: '成功[0000000]',
        origRespCode: { open: '05', done: '00', failed: '61' }[refund.state],
      },
      ...{ txnAmt: String(refund.minor), currencyCode: '156', queryId: refund.id },
    }),

    /** A back notice of a payment, or of one of its refunds. */
    notice(payment: Payment, change: NoticeChange = {}): Notice {
      const { refund } = change
      const [orderId, txnTime] = (refund?.number ?? payment.number).split('.')
      const code = refund ? { open: '05', done: '00', failed: '61' }[refund.state] : '00'
      const fields: Form = {
        ...{ version: '5.1.0', encoding: 'UTF-8', accessType: '0', bizType: '000201', settleCurrencyCode: '156' },
        ...{ merId: change.foreign ? '777290058110099' : merId, orderId: orderId!, txnTime: txnTime!, respCode: code },
        ...{ respMsg: '成功[0000000]', currencyCode: change.currency ? '840' : '156', traceNo: '048123' },
        ...{ txnType: refund ? '04' : '01', txnSubType: refund ? '00' : '01', queryId: refund?.id ?? payment.id },
        ...(refund && { origQryId: payment.id, reqReserved: refund.tag }),
        txnAmt: String(refund?.minor ?? change.minor ?? payment.minor),
      }
      const body = new URLSearchParams(signed(fields, change.stranger)).toString()
      return {
        url: payment.notifyUrl,
        headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
        body: change.tamper ? body.replace(/txnAmt=\d+/, 'txnAmt=1') : body,
      }
    },
  }
}
