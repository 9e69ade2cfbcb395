import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ChatEvent, ChatEvents } from './events.ts'
import { type ChatState, evolveChat, mustHear, noChat } from './state.ts'

const at = '2026-11-20T19:00:00.000Z'
const said = (messageId: string, authorId: string, more: Partial<ChatEvents['message.posted']> = {}) => ({
  ...{ messageId, authorId, name: authorId, badge: null, text: messageId },
  ...more,
})
const fold = (...events: ChatEvent[]): ChatState =>
  events.reduce<ChatState>((state, event) => evolveChat(state, event, at), noChat)
const posted = (...given: Parameters<typeof said>): ChatEvent => ({ type: 'message.posted', body: said(...given) })
const pinned = (...given: Parameters<typeof said>): ChatEvent => ({
  type: 'message.pinned',
  body: { ...said(...given), at },
})

test('the last pinned stands above the others, until it is let go, taken away, or its author banned', () => {
  assert.equal(fold(pinned('a', 'carl'), pinned('b', 'dana')).pinned?.messageId, 'b')
  assert.equal(fold(pinned('a', 'carl'), { type: 'message.unpinned', body: {} }).pinned, null)
  assert.equal(fold(pinned('a', 'carl'), { type: 'message.deleted', body: { messageId: 'a' } }).pinned, null)
  assert.equal(fold(pinned('a', 'carl'), { type: 'message.deleted', body: { messageId: 'b' } }).pinned?.name, 'carl')
  assert.equal(fold(pinned('a', 'carl'), { type: 'author.banned', body: { authorId: 'carl' } }).pinned, null)
  assert.deepEqual(fold(posted('a', 'carl'), pinned('a', 'carl')).messages.length, 1)
})

test('an answer reaches who wrote it and who is answered; what staff says or pins reaches everybody', () => {
  const answers = { messageId: 'a', authorId: 'carl', name: 'Carl' }
  assert.deepEqual(mustHear(posted('b', 'dana')), ['dana'])
  assert.deepEqual(mustHear(posted('b', 'dana', { answers })), ['dana', 'carl'])
  assert.equal(mustHear(posted('b', 'bea', { badge: 'host', answers })), 'everyone')
  assert.equal(mustHear(pinned('a', 'carl')), 'everyone')
})
