import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barsIn, easeWave, isSettled, restingWave, waveOf } from './sound-wave.ts'

const count = 41
const binHertz = 48000 / 2048
const silence = new Uint8Array(1024)
const tone = (hertz: number) => silence.map((_, bin) => (Math.abs((bin * binHertz) / hertz - 1) < 0.2 ? 255 : 0))
const highest = (wave: readonly number[]) => wave.indexOf(Math.max(...wave))

test('silence is a calm swell, the same on both sides, highest in the middle', () => {
  const rest = restingWave(count)
  assert.deepEqual(waveOf(silence, binHertz, count), rest)
  assert.deepEqual(
    rest.map((level) => level.toFixed(9)),
    rest.toReversed().map((level) => level.toFixed(9)),
  )
  assert.equal(highest(rest), 20)
  assert.ok(rest.every((level) => level > 0 && level < 0.2))
})

test('a low tone moves the middle, a high one both ends', () => {
  const ends = (wave: readonly number[]) => Math.abs(highest(wave) - 20)
  assert.ok(ends(waveOf(tone(120), binHertz, count)) < 4)
  const high = waveOf(tone(4000), binHertz, count)
  assert.ok(ends(high) > 14)
  assert.equal(high[20 - ends(high)]?.toFixed(6), high[20 + ends(high)]?.toFixed(6))
})

test('the louder the higher, and never beyond the box', () => {
  const loud = waveOf(
    silence.map(() => 255),
    binHertz,
    count,
  )
  const soft = waveOf(
    silence.map(() => 90),
    binHertz,
    count,
  )
  const rest = restingWave(count)
  assert.ok(soft.every((level, bar) => level > rest[bar]! && level < loud[bar]!))
  assert.ok(loud.every((level) => level === 1))
})

test('it rises faster than it falls, gets there, and then stands still', () => {
  const [low, high] = [[0.1], [0.9]]
  const rise = easeWave(low, high, 0.016)[0]! - 0.1
  const fall = 0.9 - easeWave(high, low, 0.016)[0]!
  assert.ok(rise > 2 * fall && fall > 0)
  let drawn = high
  for (let frame = 0; frame < 120; frame++) drawn = easeWave(drawn, low, 0.016)
  assert.ok(isSettled(drawn, low))
  assert.ok(!isSettled(high, low))
})

test('bars stand about the middle line, within the box, and do not touch', () => {
  const box = { width: 300, height: 64 }
  const drawn = barsIn([0, 0.5, 1], box)
  assert.deepEqual(
    drawn.map(({ y, height }) => y + height / 2),
    [32, 32, 32],
  )
  assert.ok(drawn[0]!.height === drawn[0]!.width, 'silence is a dot')
  assert.equal(drawn[2]!.height, 64)
  assert.ok(drawn.every(({ x, width }, bar) => x >= bar * 100 && x + width < (bar + 1) * 100))
})
