import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type AuctionNow, areIncrements, type Bid, decideBids, fallOf, priceOf, ranked, runnerUpOf } from './decide.ts'
import { stepAt } from './state.ts'

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 21, 19, 0, seconds))
const opening: AuctionNow = {
  ...{ startMinor: 10_000n, reserveMinor: null, counterSeconds: 10, bids: 0, closed: false },
  ...{ opensAt: at(0), endsAt: at(60), standings: new Map() },
  increments: [
    { from: '0', step: '500' },
    { from: '20000', step: '1000' },
  ],
}
const bid = (bidder: string, amount: number): Bid => ({ bidder, kind: 'bid', amountMinor: BigInt(amount) })
const upTo = (bidder: string, amount: number): Bid => ({ bidder, kind: 'maximum', amountMinor: BigInt(amount) })

/** What becomes of these bids, all at one instant. */
function after(bids: Bid[], auction = opening, now = at(1)) {
  const { verdicts, after } = decideBids(auction, bids, now)
  const [first, second] = ranked(after.standings.values())
  return {
    said: verdicts.map((one) => ('refused' in one ? one.refused.code.replace('auctions.', '') : 'placed')),
    leader: first?.bidder,
    price: Number(priceOf(after, first, second) ?? 0),
    endsAt: after.endsAt,
    auction: after,
  }
}

test('a first maximum leads at the start price, whatever it is', () => {
  const { leader, price } = after([upTo('carl', 50_000)])
  assert.deepEqual([leader, price], ['carl', 10_000])
})

test('the price is one increment above the second maximum, by the table at that maximum', () => {
  assert.deepEqual(after([upTo('carl', 50_000), bid('dana', 10_500)]).price, 11_000)
  const high = after([upTo('carl', 50_000), bid('dana', 20_000)])
  assert.deepEqual([high.leader, high.price], ['carl', 21_000])
})

test('an increment that goes above the first maximum stops there', () => {
  const { leader, price } = after([upTo('carl', 12_200), upTo('dana', 12_000)])
  assert.deepEqual([leader, price], ['carl', 12_200])
})

test('of equal maximums the earlier leads, and pays all of it', () => {
  const { leader, price } = after([upTo('carl', 15_000), upTo('dana', 15_000)])
  assert.deepEqual([leader, price], ['carl', 15_000])
})

test('what is bid outright is the price; nobody bids against themselves', () => {
  const { said, leader, price } = after([
    bid('dana', 13_000),
    bid('dana', 14_000),
    upTo('dana', 12_000),
    upTo('dana', 30_000),
  ])
  assert.deepEqual(said, ['placed', 'youLead', 'notHigher', 'placed'])
  assert.deepEqual([leader, price], ['dana', 13_000])
})

test('a bid below the next one is refused with what it would take', () => {
  const { verdicts } = decideBids(opening, [bid('carl', 9_999), bid('carl', 10_000), bid('dana', 10_499)], at(1))
  assert.deepEqual(
    verdicts.map((one) => ('refused' in one ? [one.refused.code, one.minimumMinor] : 'placed')),
    [['auctions.tooLow', 10_000n], 'placed', ['auctions.tooLow', 10_500n]],
  )
})

test('a reserve is reached at once by whoever would pay it, and told to nobody who would not', () => {
  const auction = { ...opening, reserveMinor: 30_000n }
  assert.equal(after([upTo('carl', 29_999)], auction).price, 10_000)
  assert.equal(after([upTo('carl', 40_000)], auction).price, 30_000)
  assert.deepEqual(fallOf(after([upTo('carl', 29_999)], auction).auction, at(60)), { outcome: 'reserveNotMet' })
})

test('a bid in the counter-bid time gives as much time again; before it, or in sudden death, none', () => {
  assert.deepEqual(after([bid('carl', 10_000)], opening, at(49)).endsAt, at(60))
  assert.deepEqual(after([bid('carl', 10_000)], opening, at(55)).endsAt, at(65))
  assert.deepEqual(after([bid('carl', 10_000)], { ...opening, counterSeconds: 0 }, at(59)).endsAt, at(60))
})

test('whoever leads gains no time by raising their own maximum', () => {
  const first = after([upTo('carl', 20_000)], opening, at(10)).auction
  assert.deepEqual(after([upTo('carl', 90_000)], first, at(58)).endsAt, at(60))
  assert.deepEqual(after([upTo('dana', 15_000)], first, at(58)).endsAt, at(68), 'a bid that was answered does')
})

test('at the instant of the end it is over, whoever says so first', () => {
  assert.deepEqual(after([bid('carl', 10_000)], opening, at(60)).said, ['over'])
  assert.deepEqual(after([bid('carl', 10_000)], { ...opening, closed: true }, at(1)).said, ['over'])
  assert.equal(fallOf(opening, at(59)), 'notYet')
  assert.deepEqual(fallOf(opening, at(60)), { outcome: 'noBids' })
})

test('bids before the opening are kept: they decide at it, in the order they came, and move no clock', () => {
  const early = decideBids(opening, [upTo('carl', 30_000), bid('dana', 30_000), upTo('carl', 20_000)], at(-20))
  assert.deepEqual(
    early.verdicts.map((one) => ('placed' in one ? one.placed.priceMinor : one.refused.code)),
    [null, null, 'auctions.notHigher'],
  )
  const { leader, price } = after([], early.after)
  assert.deepEqual([leader, price], ['carl', 30_000])
})

test('the runner-up is whoever bid next, unless that is below the reserve', () => {
  const { auction } = after([upTo('carl', 30_000), upTo('dana', 25_000), upTo('eli', 27_000)])
  assert.deepEqual([runnerUpOf(auction, 'carl')?.bidder, runnerUpOf(auction, 'carl')?.maximumMinor], ['eli', 27_000n])
  assert.equal(runnerUpOf({ ...auction, reserveMinor: 28_000n }, 'carl'), undefined)
  assert.equal(runnerUpOf(after([upTo('carl', 30_000)]).auction, 'carl'), undefined)
})

test('increments begin at zero, rise, and never stand still', () => {
  assert.ok(areIncrements(opening.increments))
  assert.ok(!areIncrements([]))
  assert.ok(!areIncrements([{ from: '1', step: '5' }]))
  assert.ok(!areIncrements([{ from: '0', step: '0' }]))
  assert.ok(!areIncrements([...opening.increments, { from: '20000', step: '5' }]))
})

const amounts = fc.integer({ min: 1, max: 60 }).map((one) => BigInt(one) * 777n)
const someBids = fc.array(
  fc.record({
    bidder: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    kind: fc.constantFrom('bid' as const, 'maximum' as const),
    amountMinor: amounts,
    second: fc.integer({ min: -5, max: 75 }),
  }),
  { maxLength: 40 },
)
const auctions = fc.record({
  startMinor: amounts,
  reserve: fc.option(amounts),
  counterSeconds: fc.integer({ min: 0, max: 20 }),
})

/** Bids one by one, at instants that do not go back, with what was to be seen after each. */
function play(auction: AuctionNow, bids: readonly (Bid & { second: number })[]) {
  let now = auction
  const seen = [...bids]
    .sort((a, b) => a.second - b.second)
    .map(({ second, ...one }) => {
      const { verdicts, after } = decideBids(now, [one], at(second))
      const step = { before: now, after, verdict: verdicts[0]!, second, bid: one }
      now = after
      return step
    })
  return { seen, now }
}

const seed = Number(process.env.SEED) || Math.floor(Math.random() * 2 ** 31)
const always = (check: Parameters<typeof fc.assert>[0]) => fc.assert(check, { seed, numRuns: 500 })

test(`whatever is bid: the leader has the first highest maximum and never pays more than it (seed ${seed})`, () => {
  always(
    fc.property(auctions, someBids, ({ reserve, ...wish }, bids) => {
      const { seen, now } = play({ ...opening, ...wish, reserveMinor: reserve }, bids)
      // Reckoned again from the bids alone, without the rule.
      const maxima = new Map<string, { most: bigint; turn: number; outright: bigint }>()
      let turn = 0
      for (const { verdict, second, bid } of seen) {
        if ('refused' in verdict) continue
        turn++
        const own = maxima.get(bid.bidder)
        const outright = bid.kind === 'bid' && second >= 0 ? bid.amountMinor : (own?.outright ?? 0n)
        maxima.set(bid.bidder, { most: bid.amountMinor, turn, outright })
      }
      const order = [...maxima].sort(([, a], [, b]) => (a.most === b.most ? a.turn - b.turn : Number(b.most - a.most)))
      const [winner, next] = order
      const hammer = fallOf(now, undefined)
      if (!winner) return assert.deepEqual(hammer, { outcome: 'noBids' })
      if (reserve !== null && winner[1].most < reserve) return assert.deepEqual(hammer, { outcome: 'reserveNotMet' })
      assert.ok(typeof hammer === 'object' && hammer.outcome === 'sold')
      assert.equal(hammer.winner.bidder, winner[0])
      assert.ok(hammer.priceMinor <= winner[1].most)
      const floors = [wish.startMinor, winner[1].outright, reserve ?? 0n]
      if (next) floors.push(next[1].most + stepAt(opening.increments, next[1].most))
      const due = floors.reduce((a, b) => (a > b ? a : b))
      assert.equal(hammer.priceMinor, due > winner[1].most ? winner[1].most : due)
    }),
  )
})

test(`whatever is bid: the price and the end never go back, and a batch decides like one after the other (seed ${seed})`, () => {
  always(
    fc.property(auctions, someBids, ({ reserve, ...wish }, bids) => {
      const auction = { ...opening, ...wish, reserveMinor: reserve }
      let price = 0n
      for (const { before, after } of play(auction, bids).seen) {
        assert.ok(after.endsAt >= before.endsAt)
        const [first, second] = ranked(after.standings.values())
        const now = priceOf(auction, first, second) ?? 0n
        assert.ok(now >= price)
        price = now
      }
      const same = bids.map(({ second, ...one }) => one)
      const together = decideBids(auction, same, at(55))
      const alone = play(
        auction,
        bids.map((one) => ({ ...one, second: 55 })),
      )
      assert.deepEqual(together.after, alone.now)
      assert.deepEqual(
        together.verdicts,
        alone.seen.map(({ verdict }) => verdict),
      )
    }),
  )
})
