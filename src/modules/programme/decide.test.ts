import assert from 'node:assert/strict'
import { test } from 'node:test'
import { conflictsOf, type Slot, slotsOf } from './decide.ts'
import { isTimeZone, nextOf } from './rhythm.ts'

const friday = { everyWeeks: 1, weekday: 5, atTime: '19:00' }
const texts = (dates: Date[]) => dates.map((one) => one.toISOString())

test('every Friday at 19:00 is 19:00 in Paris before and after the clocks change', () => {
  const autumn = nextOf(friday, 'Europe/Paris', new Date('2026-10-20T12:00:00Z'), undefined, 2)
  assert.deepEqual(texts(autumn), ['2026-10-23T17:00:00.000Z', '2026-10-30T18:00:00.000Z'])
  const spring = nextOf(friday, 'Europe/Paris', new Date('2027-03-20T12:00:00Z'), undefined, 2)
  assert.deepEqual(texts(spring), ['2027-03-26T18:00:00.000Z', '2027-04-02T17:00:00.000Z'])
})

test('an hour that the clock leaves out is as much later, and one that comes twice is the first', () => {
  const night = { everyWeeks: 1, weekday: 7, atTime: '02:30' }
  const gap = nextOf(night, 'Europe/Paris', new Date('2027-03-27T00:00:00Z'), undefined, 1)
  assert.deepEqual(texts(gap), ['2027-03-28T01:30:00.000Z'])
  const twice = nextOf(night, 'Europe/Paris', new Date('2026-10-24T00:00:00Z'), undefined, 1)
  assert.deepEqual(texts(twice), ['2026-10-25T00:30:00.000Z'])
})

test('the day is the day of the brand’s clock, not of the server’s', () => {
  const [late] = nextOf({ ...friday, atTime: '01:00' }, 'Asia/Shanghai', new Date('2026-11-18T00:00:00Z'), undefined, 1)
  assert.equal(late!.toISOString(), '2026-11-19T17:00:00.000Z')
})

test('of today it is the next one while its hour is to come, and of every second week in step with the last show', () => {
  const noon = new Date('2026-11-20T12:00:00Z')
  assert.deepEqual(texts(nextOf(friday, 'UTC', noon, undefined, 1)), ['2026-11-20T19:00:00.000Z'])
  const evening = new Date('2026-11-20T19:00:00Z')
  assert.deepEqual(texts(nextOf(friday, 'UTC', evening, undefined, 1)), ['2026-11-27T19:00:00.000Z'])
  const second = { ...friday, everyWeeks: 2 }
  const dates = ['2026-12-04T19:00:00.000Z', '2026-12-18T19:00:00.000Z']
  assert.deepEqual(texts(nextOf(second, 'UTC', evening, evening, 2)), dates)
  assert.deepEqual(texts(nextOf(second, 'UTC', new Date('2026-11-28T00:00:00Z'), evening, 2)), dates)
})

test('a time zone is one that the machine knows', () => {
  assert.deepEqual(['Europe/Paris', 'UTC', 'Mars/Olympus', '', '+02:00'].map(isTimeZone), [
    ...[true, true, false, false, false],
  ])
})

const at = (hours: number) => new Date(Date.UTC(2026, 10, 20, 0, hours * 60))
const slot = (wish: Partial<Slot>): Slot => ({
  ...{ showId: 'a', brandId: 'alma', from: at(19), until: at(20), hostName: 'Béa', hostId: null, byEncoder: false },
  ...wish,
})

test('two shows of a brand at the same time are a conflict, and one after the other are none', () => {
  const other = slot({ showId: 'b', from: at(19.5), until: at(20.5), hostName: 'Noé' })
  assert.deepEqual(conflictsOf(slot({}), [other, slot({})]), [{ showId: 'b', kinds: ['overlap'] }])
  assert.deepEqual(conflictsOf(slot({}), [{ ...other, from: at(20), until: at(21) }]), [])
})

test('the same host and two encoders at once are said; a host is who they are before what they are called', () => {
  const other = slot({ showId: 'b', byEncoder: true, hostName: ' BÉA' })
  const [found] = conflictsOf(slot({ byEncoder: true }), [other])
  assert.deepEqual(found!.kinds, ['overlap', 'host', 'encoder'])
  const namesake = conflictsOf(slot({ hostId: 'bea' }), [slot({ showId: 'b', hostId: 'another' })])
  assert.deepEqual(namesake[0]!.kinds, ['overlap'])
})

test('a host’s show for another brand is a conflict without a name; a namesake there is none', () => {
  const away = slot({ showId: 'c', brandId: 'other', hostId: 'bea' })
  assert.deepEqual(conflictsOf(slot({ hostId: 'bea' }), [away]), [{ showId: null, kinds: ['elsewhere'] }])
  assert.deepEqual(conflictsOf(slot({}), [away]), [])
})

const show = (day: number, hour: number, viewers: number) => ({
  startedAt: new Date(Date.UTC(2026, 9, day, hour, 10)),
  viewers,
})

test('hours are suggested by what was watched, and not from too few shows', () => {
  const fridays = [2, 9, 16].map((day) => show(day, 18, 100))
  const mondays = [5, 12].map((day) => show(day, 11, 40))
  assert.equal(slotsOf([...fridays, ...mondays.slice(1)], 'UTC'), 'tooFew')
  assert.equal(
    slotsOf(
      [2, 9, 16, 23, 30].map((day) => show(day, 18, 100)),
      'UTC',
    ),
    'tooFew',
    'one hour says nothing',
  )
  assert.deepEqual(slotsOf([...fridays, ...mondays], 'Europe/Paris'), [
    { weekday: 5, hour: 20, shows: 3, viewers: 100 },
    { weekday: 1, hour: 13, shows: 2, viewers: 40 },
  ])
})

test('one lucky evening does not lead before an hour that is watched again and again', () => {
  const steady = [2, 9, 16, 23].map((day) => show(day, 18, 100))
  const [best] = slotsOf([...steady, show(6, 9, 110), show(13, 12, 10)], 'UTC') as { weekday: number }[]
  assert.equal(best!.weekday, 5)
})
