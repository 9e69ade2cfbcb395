import { decimalOf } from '../../doors/payments/decimal.ts'

/** One transfer of a file; `id` is told to whoever gets it. */
export type Credit = { id: string; holder: string; iban: string; bic: string | null; minor: bigint; text: string }
export type CreditFile = {
  id: string
  at: Date
  payer: { name: string; iban: string; bic: string | null }
  credits: readonly Credit[]
}

/**
 * SEPA credit transfers in euros as ISO 20022 pain.001.001.09, by the guidelines of the European Payments Council for
 * customers and banks: one payment information, its elements in the order of the schema, `SLEV` for charges, and
 * `NOTPROVIDED` where the payer's BIC is not known. The same batch gives the same bytes: a bank refuses a second file
 * with the message id of the first.
 */
export function painFile({ id, at, payer, credits }: CreditFile): string {
  const count = String(credits.length)
  const sum = decimalOf(
    credits.reduce((all, { minor }) => all + minor, 0n),
    'EUR',
  )
  const message = told(id)
  const transfers = credits.map((credit) =>
    tag('CdtTrfTxInf', [
      tag('PmtId', tag('EndToEndId', told(credit.id))),
      tag('Amt', `<InstdAmt Ccy="EUR">${decimalOf(credit.minor, 'EUR')}</InstdAmt>`),
      ...(credit.bic ? [tag('CdtrAgt', tag('FinInstnId', tag('BICFI', credit.bic)))] : []),
      tag('Cdtr', tag('Nm', latin(credit.holder, 70))),
      tag('CdtrAcct', tag('Id', tag('IBAN', credit.iban))),
      tag('RmtInf', tag('Ustrd', latin(credit.text, 140))),
    ]),
  )
  const head = tag('GrpHdr', [
    tag('MsgId', message),
    tag('CreDtTm', at.toISOString().slice(0, 19)),
    tag('NbOfTxs', count),
    tag('CtrlSum', sum),
    tag('InitgPty', tag('Nm', latin(payer.name, 70))),
  ])
  const payment = tag('PmtInf', [
    tag('PmtInfId', message),
    tag('PmtMtd', 'TRF'),
    tag('NbOfTxs', count),
    tag('CtrlSum', sum),
    tag('PmtTpInf', tag('SvcLvl', tag('Cd', 'SEPA'))),
    tag('ReqdExctnDt', tag('Dt', at.toISOString().slice(0, 10))),
    tag('Dbtr', tag('Nm', latin(payer.name, 70))),
    tag('DbtrAcct', tag('Id', tag('IBAN', payer.iban))),
    tag('DbtrAgt', tag('FinInstnId', payer.bic ? tag('BICFI', payer.bic) : tag('Othr', tag('Id', 'NOTPROVIDED')))),
    tag('ChrgBr', 'SLEV'),
    ...transfers,
  ])
  const space = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09'
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${space}">${tag('CstmrCdtTrfInitn', [head, payment])}</Document>\n`
}

const tag = (name: string, inner: string | readonly string[]) =>
  `<${name}>${typeof inner === 'string' ? inner : inner.join('')}</${name}>`

/** Ids have 35 signs at most: of ours, the dashes go. */
const told = (id: string) => id.replaceAll('-', '').slice(0, 35)

/** The signs that every bank of the SEPA takes; accents go, what has no Latin letter becomes a full stop. */
export function latin(text: string, most: number): string {
  const bare = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/[œŒ]/g, 'oe')
    .replace(/[æÆ]/g, 'ae')
  const safe = bare
    .replace(/[^A-Za-z0-9/\-?:().,'+ ]/g, '.')
    .trim()
    .slice(0, most)
  return safe || '.'
}
