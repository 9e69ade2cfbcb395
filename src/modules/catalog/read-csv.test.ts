import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../../lib/problems.ts'
import { readCsv, rowsMost } from './read-csv.ts'

const cellsOf = (csv: string) => readCsv(csv).map((row) => Object.fromEntries(row.cells))

function complaint(csv: string): { code: string; reason: unknown; line: unknown } {
  try {
    readCsv(csv)
  } catch (error) {
    if (error instanceof Refusal) {
      const { why, line } = (error.details ?? {}) as { why?: { reason: string }; line?: number }
      return { code: error.problem.code, reason: why?.reason, line }
    }
    throw error
  }
  throw new Error('it was read')
}

test('comma, semicolon and tab are told by the header', () => {
  const expected = [{ sku: 'L1', title: 'Lamp', price: '12,50' }]
  assert.deepEqual(cellsOf('sku,title,price\nL1,Lamp,"12,50"\n'), expected)
  assert.deepEqual(cellsOf('sku;title;price\r\nL1;Lamp;12,50\r\n'), expected)
  assert.deepEqual(cellsOf('sku\ttitle\tprice\nL1\tLamp\t12,50'), expected)
})

test('a byte order mark, a separator line and empty lines are no rows', () => {
  assert.deepEqual(cellsOf('\ufeffsku;title\n\nL1;Lamp\n;\n\n'), [{ sku: 'L1', title: 'Lamp' }])
  assert.deepEqual(cellsOf('sep=;\r\nsku;title\r\nL1;Lamp'), [{ sku: 'L1', title: 'Lamp' }])
})

test('a quoted line break belongs to the text, and rows keep the line they begin on', () => {
  const rows = readCsv('sku,description\nL1,"warm\nand ""soft"""\n\nL2,plain\n')
  assert.deepEqual(
    rows.map((row) => [row.line, row.cells.get('description')]),
    [
      [2, 'warm\nand "soft"'],
      [5, 'plain'],
    ],
  )
})

test('columns are read whatever their case, and names keep theirs', () => {
  assert.deepEqual(cellsOf('SKU,Title_FR,Option: Colour,price:eur\nL1,Lampe,Ivory,3\n'), [
    { sku: 'L1', title_fr: 'Lampe', 'option:Colour': 'Ivory', 'price:EUR': '3' },
  ])
})

test('a short row has empty cells at its end; a wide one is marked', () => {
  const rows = readCsv('sku,title,price\nL1\nL2,Lamp,1,2\nL3,Lamp,1,,\n')
  assert.deepEqual(
    rows.map((row) => row.tooWide),
    [false, true, false],
  )
})

test('Windows-1252 read as UTF-8 is refused with the line it shows on', () => {
  const csv = new TextDecoder().decode(Buffer.from('sku,title\nL1,Lamp\nL2,Caf\xe9\n', 'latin1'))
  const { code, reason, line } = complaint(csv)
  assert.deepEqual([code, line], ['catalog.brokenCsv', 3])
  assert.match(String(reason), /not in UTF-8/)
})

test('UTF-16 and spreadsheets are refused by name', () => {
  assert.match(String(complaint(Buffer.from('sku,title\n', 'utf16le').toString('latin1')).reason), /not in UTF-8/)
  assert.match(String(complaint('PK\u0003\u0004rest of a spreadsheet').reason), /spreadsheet/)
})

test('a header that cannot be understood refuses the file', () => {
  assert.match(String(complaint('').reason), /empty/)
  assert.match(String(complaint('\n\n').reason), /empty/)
  assert.match(String(complaint('title,price\nLamp,3\n').reason), /no column "sku"/)
  assert.match(String(complaint('sku,prise\nL1,3\n').reason), /no column "prise"; there are sku, title/)
  assert.match(String(complaint('sku,title,Title\nL1,a,b\n').reason), /two columns are called "title"/)
  assert.match(String(complaint('sku,option:\nL1,a\n').reason), /no column "option:"/)
})

test('quotes that do not match refuse the file, with a line', () => {
  const open = complaint('sku,title\nL1,"Lamp\nL2,Vase\n')
  assert.match(String(open.reason), /never closed/)
  const inside = complaint('sku,title\nL1,La"mp\n')
  assert.deepEqual([inside.reason, inside.line], ['the quotes do not match', 2])
})

test('more rows than the limit are refused without reading them all', () => {
  assert.equal(readCsv(`sku\n${'L\n'.repeat(rowsMost)}`).length, rowsMost)
  assert.equal(complaint(`sku\n${'L\n'.repeat(2_000_000)}`).code, 'catalog.tooManyRows')
})
