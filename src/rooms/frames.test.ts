import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { WebSocketServer } from 'ws'
import { messageBytes, readClientFrame } from './frames.ts'

test('a message framed once is read by a browser’s WebSocket, at every length of length', async () => {
  const texts = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000].map(
    (length) => 'é'.repeat(Math.floor(length / 2)) + 'x'.repeat(length % 2),
  )
  const server = new WebSocketServer({ port: 0, perMessageDeflate: false })
  server.on('connection', (_, request) => {
    for (const text of texts) request.socket.write(messageBytes(text))
  })
  await once(server, 'listening')
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const heard: unknown[] = []
  const all = Promise.withResolvers<void>()
  socket.onmessage = ({ data }) => {
    if (heard.push(data) === texts.length) all.resolve()
  }
  await all.promise
  socket.close()
  server.close()
  assert.deepEqual(heard, texts)
})

test('a client says hearts, a question for the time, a delay, or who it is; anything else is rubbish', () => {
  assert.deepEqual(readClientFrame('{"h":3}'), { h: 3 })
  assert.deepEqual(readClientFrame('{"h":300}'), { h: 20 })
  assert.deepEqual(readClientFrame('{"t":1.5}'), { t: 1.5 })
  assert.deepEqual(readClientFrame('{"d":1400}'), { d: 1400 })
  assert.deepEqual(readClientFrame('{"me":"dana-1"}'), { me: 'dana-1' })
  for (const rubbish of [
    '',
    'null',
    '[]',
    '7',
    '{"h":-1}',
    '{"h":0.5}',
    '{"t":"now"}',
    '{"d":-1}',
    '{"d":1e9}',
    '{"me":""}',
    '{"me":"a b"}',
    '{',
  ]) {
    assert.equal(readClientFrame(rubbish), undefined, rubbish)
  }
})
