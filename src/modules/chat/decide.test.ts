import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pace, whyNotPost } from './decide.ts'

const viewer = { staff: false, muted: false, banned: false }
const why = (author: typeof viewer, text = 'How tall is the lamp?', status = 'live') =>
  whyNotPost(author, status, text)?.code

test('people talk before the show and while it is live', () => {
  assert.equal(why(viewer), undefined)
  assert.equal(why(viewer, 'Hello', 'scheduled'), undefined)
  for (const status of ['draft', 'ended', 'replay', 'cancelled'])
    assert.equal(why(viewer, 'Hello', status), 'chat.closed')
})

test('whoever is muted or banned does not write', () => {
  assert.equal(why({ ...viewer, muted: true }), 'chat.muted')
  assert.equal(why({ ...viewer, banned: true }), 'chat.banned')
})

test('links are for staff', () => {
  for (const text of ['see https://a.example', 'www.cheap', 'buy at cheap-lamps.com now', '去 lamp.cn 看', 'x.shop']) {
    assert.equal(why(viewer, text), 'chat.linksForStaff', text)
  }
  for (const text of ['It is 12.50 EUR', 'Nice...really', 'e.g. the blue one', '好看！', 'a.m. or p.m.?']) {
    assert.equal(why(viewer, text), undefined, text)
  }
  assert.equal(why({ ...viewer, staff: true }, 'https://maison-alma.example'), undefined)
})

test('three at once, then one a second', () => {
  const may = pace()
  assert.deepEqual(
    [0, 0, 0, 0, 999, 1000, 1000].map((at) => may('dana', at)),
    [true, true, true, false, false, true, false],
  )
  assert.ok(may('carl', 0))
})
