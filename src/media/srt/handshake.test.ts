import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MediaRefusal } from '../problems.ts'
import { cookieIn, inductionOf, keyOf, readHandshake, welcome, withCookie } from './handshake.ts'

/** A conclusion as a caller sends it: 64 bytes, then a stream id in words whose letters stand backwards. */
function conclusion(streamId: string): Buffer {
  const head = Buffer.alloc(64)
  head.writeUInt16BE(0x8000, 0)
  head.writeUInt32BE(5, 16)
  head.writeUInt32BE(0xffffffff, 36)
  head.writeUInt32BE(77, 40)
  head.writeUInt32BE(1234, 44)
  const letters = Buffer.alloc(Math.ceil(streamId.length / 4) * 4)
  letters.write(streamId)
  const extension = Buffer.alloc(4)
  extension.writeUInt16BE(5, 0)
  extension.writeUInt16BE(letters.length / 4, 2)
  return Buffer.concat([head, Buffer.from('0001000300000000000000000000abcd', 'hex'), extension, letters.swap32()])
}

const keyIn = (streamId: string) => keyOf(readHandshake(conclusion(streamId))!)
const refusedAs = (code: string) => (error: unknown) => error instanceof MediaRefusal && error.code === code

test('the key is the stream id, or the resource of who publishes', () => {
  assert.equal(keyIn('abc-1'), 'abc-1')
  assert.equal(keyIn('#!::r=abc,m=publish'), 'abc')
  assert.equal(keyIn('#!::m=publish,u=bea,r=abc'), 'abc')
  assert.equal(keyIn('%23!%3A%3Ar%3Dabc%2Cm%3Dpublish'), 'abc')
  assert.throws(() => keyIn('#!::r=abc'), refusedAs('srt.play.refused'))
  assert.throws(() => keyIn('#!::m=publish'), refusedAs('srt.key.missing'))
  assert.throws(() => keyIn(''), refusedAs('srt.key.missing'))
  assert.throws(() => keyIn('a'.repeat(513)), refusedAs('srt.key.missing'))
})

test('a caller is welcomed with a cookie, and passed on with another', () => {
  const handshake = readHandshake(conclusion('abc'))!
  const induction = readHandshake(inductionOf(handshake))!
  assert.deepEqual([induction.kind, induction.socketId, induction.cookie], ['induction', 77, 0])
  assert.equal(cookieIn(welcome(induction, 99)), 99)
  assert.equal(readHandshake(withCookie(handshake.bytes, 99))!.cookie, 99)
  assert.equal(cookieIn(handshake.bytes), undefined)
})

test('what is no handshake, or lies about its lengths, is read as nothing', () => {
  const whole = conclusion('abc')
  for (let length = 0; length < whole.length; length++) {
    const handshake = readHandshake(whole.subarray(0, length))
    if (handshake) assert.throws(() => keyOf(handshake), refusedAs('srt.key.missing'))
  }
  for (let at = 0; at < whole.length; at++) {
    const broken = Buffer.from(whole)
    broken[at] = 255
    const handshake = readHandshake(broken)
    try {
      if (handshake) keyOf(handshake)
    } catch (error) {
      assert.ok(error instanceof MediaRefusal)
    }
  }
  assert.equal(readHandshake(Buffer.alloc(2000)), undefined)
})
