import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Amf, AmfRefused, readAmf, writeAmf } from './amf0.ts'

const connect: Amf[] = [
  'connect',
  1,
  new Map<string, Amf>([
    ['app', 'live'],
    ['fpad', false],
    ['fourCcList', ['avc1', 'hvc1']],
    ['note', 'a'.repeat(70_000)],
    ['since', new Date(1_700_000_000_000)],
    ['inner', new Map([['nothing', null]])],
  ]),
  undefined,
]

test('what is written in AMF 0 is read again', () => {
  assert.deepEqual(readAmf(writeAmf(...connect)), connect)
})

test('a mixed array, as FLV metadata comes, is read as an object', () => {
  const bytes = Buffer.from('08000000010005776964746800404400000000000000000009'.replace('004044', '4044'), 'hex')
  assert.throws(() => readAmf(bytes), AmfRefused)
  const whole = Buffer.from('080000000100057769647468004044000000000000000009', 'hex')
  assert.deepEqual(readAmf(whole), [new Map([['width', 40]])])
})

test('AMF 0 cut short anywhere, nested too deep or lying about its length is refused', () => {
  const bytes = writeAmf('publish', 5, null, new Map([['key', 'value']]))
  const ends = [0, 1 + 2 + 7, 1 + 2 + 7 + 9, 1 + 2 + 7 + 9 + 1] // Between values.
  for (let length = 0; length < bytes.length; length++) {
    if (ends.includes(length)) assert.ok(readAmf(bytes.subarray(0, length)))
    else assert.throws(() => readAmf(bytes.subarray(0, length)), AmfRefused, `${length} bytes`)
  }
  let deep: Amf = 1
  for (let i = 0; i < 20; i++) deep = [deep]
  assert.throws(() => readAmf(writeAmf(deep)), AmfRefused)
  assert.throws(() => readAmf(Buffer.from('0affffffff', 'hex')), AmfRefused)
  assert.throws(() => readAmf(Buffer.from(`0a${'00'.repeat(2)}ffff${'05'.repeat(5000)}`, 'hex')), AmfRefused)
  for (const marker of [4, 7, 13, 14, 15, 16, 17, 255])
    assert.throws(() => readAmf(Buffer.from([marker, 0, 0])), AmfRefused, `kind ${marker}`)
})
