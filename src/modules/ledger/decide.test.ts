import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type AccountName, nameOf } from './accounts.ts'
import { inputHashOf } from './chain.ts'
import { assertBalanced, type BookState, decide, type Transfer, type Wish } from './decide.ts'

const coins = (owner: string): AccountName => ({ purpose: 'coins', owner, currency: 'EUR' })
const stripe: AccountName = { purpose: 'provider', owner: 'stripe', currency: 'EUR' }
const sales: AccountName = { purpose: 'sales', currency: 'EUR' }
const empty: BookState = { head: 0n, balances: new Map(), known: new Map(), reserved: new Map() }

const transfer = (key: string, from: AccountName, to: AccountName, minor: bigint): Transfer => ({
  ...{ key, kind: 'test.moved' },
  postings: [
    { account: from, minor: -minor },
    { account: to, minor },
  ],
})
const decided = (...wishes: Wish[]) =>
  decide(
    empty,
    wishes.map((wish) => ({ wish, inputHash: inputHashOf(wish) })),
  )
const told = (...wishes: Wish[]) =>
  decided(...wishes).verdicts.map((one) => ('refused' in one ? one.refused.code : Number(one.seq)))

test('what is spent must be there, and a wish that is refused changes nothing', () => {
  const topUp = transfer('1', stripe, coins('dana'), 500n)
  const gift = (key: string, minor: bigint) => transfer(key, coins('dana'), sales, minor)
  assert.deepEqual(told(topUp, gift('2', 501n), gift('3', 500n), gift('4', 1n)), [
    1,
    'ledger.notEnough',
    2,
    'ledger.notEnough',
  ])
  const { balances, written } = decided(topUp, gift('2', 501n), gift('3', 200n))
  assert.deepEqual(balances.get('coins/dana/EUR'), { posted: 300n, held: 0n })
  assert.deepEqual(
    written.map(({ entries }) => entries.map(({ minor, balance }) => [minor, balance])),
    [
      [
        [-500n, -500n],
        [500n, 500n],
      ],
      [
        [-200n, 300n],
        [200n, 200n],
      ],
    ],
  )
})

test('the same key again has the answer it had, and says something else at its peril', () => {
  const topUp = transfer('1', stripe, coins('dana'), 500n)
  assert.deepEqual(told(topUp, topUp, transfer('1', stripe, coins('dana'), 501n)), [1, 1, 'ledger.keyReused'])
})

test('what is reserved cannot be spent twice; it is settled or released, once', () => {
  const topUp = transfer('1', stripe, coins('dana'), 500n)
  const asked = { ...transfer('2', coins('dana'), sales, 400n), reserve: true }
  const end = (key: string, how: 'settle' | 'release'): Wish => ({ key, kind: 'test.ended', ends: '2', how })
  const gift = transfer('9', coins('dana'), sales, 200n)
  assert.deepEqual(told(topUp, asked, gift), [1, 2, 'ledger.notEnough'])
  assert.deepEqual(told(topUp, asked, end('3', 'release'), gift, end('4', 'settle')), [
    1,
    2,
    3,
    4,
    'ledger.notReserved',
  ])
  const { balances } = decided(topUp, asked, end('3', 'settle'))
  assert.deepEqual(balances.get('coins/dana/EUR'), { posted: 100n, held: 0n })
  assert.deepEqual(balances.get('sales//EUR'), { posted: 400n, held: 0n })
  assert.deepEqual(told(end('3', 'settle')), ['ledger.notReserved'])
})

test('postings that do not add up in every currency are a mistake of the program', () => {
  const of = (...postings: [AccountName, bigint][]) =>
    assertBalanced({ key: 'k', postings: postings.map(([account, minor]) => ({ account, minor })) })
  assert.throws(() => of([stripe, -1n], [sales, 2n]), /1 too much in EUR/)
  assert.throws(() => of([stripe, -1n], [{ ...sales, currency: 'CNY' }, 1n]), /too much/)
  assert.throws(() => of([stripe, 0n], [sales, 0n]), /nothing/)
  assert.throws(() => of([stripe, -1n], [stripe, 1n]), /each once/)
  of([stripe, -3n], [sales, 2n], [coins('dana'), 1n])
})

test('whatever is wished in whatever order: the book adds up to zero and nothing is below its floor', () => {
  const owner = fc.constantFrom('ann', 'bo', 'cy')
  const wish = fc.record({
    ...{ what: fc.constantFrom('top', 'give', 'reserve', 'settle', 'release'), key: fc.integer({ min: 0, max: 30 }) },
    ...{ of: fc.integer({ min: 0, max: 30 }), from: owner, to: owner, minor: fc.bigInt({ min: 1n, max: 10n ** 15n }) },
  })
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 60 }), (wishes) => {
      const { balances, written } = decided(
        ...wishes.map(({ what, key, of, from, to, minor }): Wish => {
          if (what === 'settle' || what === 'release') return { key: `${key}`, kind: 'end', ends: `${of}`, how: what }
          if (what === 'top') return transfer(`${key}`, stripe, coins(from), minor)
          const moved = transfer(`${key}`, coins(from), to === from ? sales : coins(to), minor)
          return what === 'reserve' ? { ...moved, reserve: true } : moved
        }),
      )
      let sum = 0n
      for (const [name, { posted, held }] of balances) {
        sum += posted
        assert.ok(held >= 0n)
        if (name.startsWith('coins')) assert.ok(posted - held >= 0n, name)
        const entries = written.flatMap((one) => one.entries.filter((entry) => name === nameOf(entry.account)))
        assert.equal(
          entries.reduce((all, { minor }) => all + minor, 0n),
          posted,
        )
      }
      assert.equal(sum, 0n)
      assert.deepEqual(
        written.map(({ seq }) => seq),
        written.map((_, i) => BigInt(i + 1)),
      )
    }),
  )
})
