import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isBic, isIban, isOtherAccount, last4Of } from './bank.ts'
import { latin, painFile } from './pain.ts'

test('an IBAN has the length of its country and check digits that fit', () => {
  for (const good of ['FR14 2004 1010 0505 0001 3M02 606', 'DE89370400440532013000', 'gb82 west 1234 5698 7654 32'])
    assert.ok(isIban(good), good)
  const swapped = 'DE89370400440532010300'
  for (const bad of ['FR1420041010050500013M02607', swapped, 'DE8937040044053201300', 'DE89', '', 'CNAPS 123'])
    assert.ok(!isIban(bad), bad)
  assert.ok(isBic('BNPAFRPP') && isBic('deutdeffxxx') && !isBic('BNPAFRP'))
  assert.ok(isOtherAccount('6222 0200 1234 5678') && !isOtherAccount('<account>'))
  assert.equal(last4Of('FR14 2004 1010 0505 0001 3M02 606'), '2606')
})

const file = {
  ...{ id: '0191b2c3-0000-7000-8000-00000000beef', at: new Date('2026-12-01T10:00:00.123Z') },
  payer: { name: 'Maison Alma', iban: 'FR1420041010050500013M02606', bic: null },
  credits: [
    {
      id: '0191b2c3-0000-7000-8000-000000000001',
      holder: 'Béa <& Cœur>',
      iban: 'DE89370400440532013000',
      bic: 'DEUTDEFFXXX',
      minor: 123_456n,
      text: 'Maison Alma 2026-12-01',
    },
    {
      id: '0191b2c3-0000-7000-8000-000000000002',
      holder: '林 Lin',
      iban: 'FR1420041010050500013M02606',
      bic: null,
      minor: 5n,
      text: 'x',
    },
  ],
}

type Element = { name: string; inner: Element[]; text: string }

/** Enough of XML for a file without attributes that matter, comments or entities; throws at whatever is not nested well. */
function read(xml: string): Element {
  const root: Element = { name: '', inner: [], text: '' }
  const open = [root]
  for (const [, close, name, , text] of xml
    .replace(/^<\?xml[^>]*\?>\s*/, '')
    .matchAll(/<(\/?)([A-Za-z0-9]+)( [^>]*)?>([^<]*)/g)) {
    if (close) assert.equal(open.pop()!.name, name)
    else {
      const element = { name: name!, inner: [], text: text! }
      open.at(-1)!.inner.push(element)
      open.push(element)
    }
  }
  assert.equal(open.length, 1)
  return root.inner[0]!
}

/** The schema’s elements in their order; `?` may be left out, `*` stands at least once. Only those that we may write. */
const schema: Record<string, string> = {
  Document: 'CstmrCdtTrfInitn',
  CstmrCdtTrfInitn: 'GrpHdr PmtInf*',
  GrpHdr: 'MsgId CreDtTm NbOfTxs CtrlSum? InitgPty',
  PmtInf:
    'PmtInfId PmtMtd BtchBookg? NbOfTxs? CtrlSum? PmtTpInf? ReqdExctnDt Dbtr DbtrAcct DbtrAgt UltmtDbtr? ChrgBr? CdtTrfTxInf*',
  PmtTpInf: 'InstrPrty? SvcLvl? CtgyPurp?',
  SvcLvl: 'Cd',
  ReqdExctnDt: 'Dt',
  CdtTrfTxInf: 'PmtId PmtTpInf? Amt ChrgBr? UltmtDbtr? CdtrAgt? Cdtr CdtrAcct UltmtCdtr? Purp? RmtInf?',
  PmtId: 'InstrId? EndToEndId',
  Amt: 'InstdAmt',
  RmtInf: 'Ustrd',
  ...Object.fromEntries(['InitgPty', 'Dbtr', 'Cdtr'].map((party) => [party, 'Nm'])),
  ...Object.fromEntries(['DbtrAcct', 'CdtrAcct'].map((account) => [account, 'Id'])),
  ...Object.fromEntries(['DbtrAgt', 'CdtrAgt'].map((agent) => [agent, 'FinInstnId'])),
  FinInstnId: 'BICFI? Othr?',
  Othr: 'Id',
}
const leaves: Record<string, RegExp> = {
  ...{ MsgId: /^.{1,35}$/, PmtInfId: /^.{1,35}$/, EndToEndId: /^.{1,35}$/, Nm: /^[A-Za-z0-9/\-?:().,'+ ]{1,70}$/ },
  ...{
    CreDtTm: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/,
    NbOfTxs: /^\d{1,15}$/,
    CtrlSum: /^\d{1,15}\.\d\d$/,
    Dt: /^\d{4}-\d\d-\d\d$/,
  },
  ...{ PmtMtd: /^TRF$/, Cd: /^SEPA$/, ChrgBr: /^SLEV$/, InstdAmt: /^\d{1,9}\.\d\d$/, Ustrd: /^.{1,140}$/ },
  ...{ IBAN: /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/, BICFI: /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/ },
}

function faults(element: Element): string[] {
  const rule = schema[element.name]
  const leaf = leaves[element.name]
  if (element.name === 'Id')
    return element.inner.length > 0 ? element.inner.flatMap(faults) : element.text ? [] : ['Id']
  if (leaf) return leaf.test(element.text) && element.inner.length === 0 ? [] : [`${element.name}: ${element.text}`]
  if (!rule) return [`unknown ${element.name}`]
  const pattern = rule
    .split(' ')
    .map((one) =>
      one.endsWith('*') ? `(${one.slice(0, -1)} )+` : one.endsWith('?') ? `(${one.slice(0, -1)} )?` : `${one} `,
    )
  const names = element.inner.map(({ name }) => `${name} `).join('')
  const own = new RegExp(`^${pattern.join('')}$`).test(names) ? [] : [`${element.name}: ${names}`]
  return [...own, ...element.inner.flatMap(faults)]
}

test('a file of credit transfers has the structure of pain.001.001.09, its sums, and only signs that banks take', () => {
  const xml = painFile(file)
  assert.match(
    xml,
    /^<\?xml version="1.0" encoding="UTF-8"\?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">/,
  )
  assert.deepEqual(faults(read(xml)), [])
  assert.equal(xml.match(/<CtrlSum>1234.61<\/CtrlSum>/g)?.length, 2)
  assert.match(xml, /<InstdAmt Ccy="EUR">1234.56<\/InstdAmt>.*<InstdAmt Ccy="EUR">0.05<\/InstdAmt>/)
  assert.match(xml, /<Nm>Bea \.\. Coeur\.<\/Nm>.*<Nm>\. Lin<\/Nm>/)
  assert.equal(painFile(file), xml)
  assert.deepEqual([latin('', 5), latin('Łódź & Söhne', 70)], ['.', '.odz . Sohne'])
})

test('the check of the structure sees what is amiss', () => {
  const xml = painFile(file)
  const broken = [
    xml.replace(/<ChrgBr>SLEV<\/ChrgBr>/, ''),
    xml.replace(/(<Amt>.*?<\/Amt>)(<CdtrAgt>.*?<\/CdtrAgt>)/, '$2$1'),
  ]
  assert.deepEqual(faults(read(broken[0]!)), [], 'charges may be left out')
  assert.notDeepEqual(faults(read(broken[1]!)), [])
  assert.notDeepEqual(faults(read(xml.replace('<Dt>2026-12-01</Dt>', '2026-12-01'))), [])
  assert.notDeepEqual(faults(read(xml.replace('Maison Alma', 'Maison Älma'))), [])
})
