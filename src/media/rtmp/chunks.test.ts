import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ChunkReader } from './chunk-reader.ts'
import { ChunkWriter } from './chunk-writer.ts'
import { control } from './commands.ts'
import { messageType, ProtocolError, type RtmpMessage } from './message.ts'

const message = (bytes: number, timestamp = 0, type = messageType.video as number): RtmpMessage => ({
  type,
  streamId: 1,
  timestamp,
  payload: Buffer.from(Array.from({ length: bytes }, (_, i) => i % 251)),
})
const read = (bytes: Buffer, reader = new ChunkReader(() => 1e6)) => [...reader.read(bytes)]
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

test('messages come out as they went in, however their bytes are cut', () => {
  const writer = new ChunkWriter()
  const sent = [message(0), message(1, 40), message(128, 0xfffffe), message(1000, 0xffffff), message(300, 0xfffffff0)]
  const bytes = Buffer.concat(sent.map((one, i) => writer.write(3 + (i % 3), one)))
  for (const piece of [1, 2, 7, 128, 5000]) {
    const reader = new ChunkReader(() => 1e6)
    const found: RtmpMessage[] = []
    for (let at = 0; at < bytes.length; at += piece) found.push(...reader.read(bytes.subarray(at, at + piece)))
    assert.deepEqual(found, sent, `in pieces of ${piece}`)
  }
})

test('chunks of several streams interleave, and another chunk size holds at once', () => {
  const [sound, picture] = [message(200, 10, messageType.audio), message(300, 20)]
  const first = new ChunkWriter().write(4, sound)
  const second = new ChunkWriter().write(6, picture)
  const head = 12 + 128
  const woven = Buffer.concat([
    first.subarray(0, head),
    second.subarray(0, head),
    first.subarray(head),
    second.subarray(head),
  ])
  assert.deepEqual(read(woven), [sound, picture])

  const writer = new ChunkWriter()
  const resize = writer.write(2, control(messageType.chunkSize, 4096))
  writer.chunkSize = 4096
  assert.deepEqual(read(Buffer.concat([resize, writer.write(6, picture)])), [picture])
})

test('short headers repeat what the last message of their stream said', () => {
  const times = read(
    hex('04 00000a 000001 08 01000000 aa' + '44 000017 000001 08 bb' + '84 000018 cc' + 'c4 dd' + 'c4 ee'),
  )
  assert.deepEqual(
    times.map(({ timestamp, payload }) => [timestamp, payload.toString('hex')]),
    [
      [10, 'aa'],
      [33, 'bb'],
      [57, 'cc'],
      [81, 'dd'],
      [105, 'ee'],
    ],
  )
})

test('a long time stamp may be repeated in the chunks that follow, or not', () => {
  const body = 'ab'.repeat(128)
  const head = '06 ffffff 000082 09 01000000 01000000'
  for (const follow of ['c6 01000000 cd ef', 'c6 cd ef']) {
    const [found] = read(hex(`${head} ${body} ${follow}`))
    assert.deepEqual([found?.timestamp, found?.payload.length], [0x1000000, 130])
    assert.equal(found?.payload.toString('hex', 128), 'cdef')
  }
})

test('an aborted message is forgotten', () => {
  const writer = new ChunkWriter()
  const begun = writer.write(6, message(300)).subarray(0, 12 + 128)
  const abort = writer.write(2, control(messageType.abort, 6))
  const next = message(20, 5)
  assert.deepEqual(read(Buffer.concat([begun, abort, writer.write(6, next)])), [next])
})

test('a sender cannot make the reader hold more than it may, nor work for every byte', () => {
  const writer = new ChunkWriter()
  const refused = (bytes: Buffer, reader?: ChunkReader) => assert.throws(() => read(bytes, reader), ProtocolError)
  const limited = () => new ChunkReader((type) => (type === messageType.video ? 100 : 10))
  refused(writer.write(4, message(101)), limited())
  assert.equal(read(writer.write(4, message(100)), limited()).length, 1)
  refused(writer.write(4, message(11, 0, messageType.command)), limited())
  refused(Buffer.concat(Array.from({ length: 17 }, (_, i) => writer.write(3 + i, message(1)))))
  assert.equal(read(Buffer.concat(Array.from({ length: 16 }, (_, i) => writer.write(3 + i, message(1))))).length, 16)
  for (const size of [0, 1, 127, 0x80000000]) refused(writer.write(2, control(messageType.chunkSize, size)))
  refused(writer.write(2, { ...control(messageType.chunkSize), payload: Buffer.alloc(3) }))
  refused(hex('c4 00')) // Goes on with what never began.
  refused(Buffer.concat([writer.write(4, message(300)).subarray(0, 140), writer.write(4, message(1))]))
})
