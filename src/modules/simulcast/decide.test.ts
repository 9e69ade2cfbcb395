import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSent, isTargetUrl, mayTurn, shownState } from './decide.ts'
import { reasonOf } from './state.ts'

const onAir = { isCut: false }
const cut = { isCut: true }

test('a target is a server and its app, with no key in the address', () => {
  const good = ['rtmp://a.rtmp.youtube.example/live2', 'rtmps://live-api.example:443/rtmp/', 'rtmp://10.0.0.7:1936/a/b']
  for (const url of good) assert.equal(isTargetUrl(url), true, url)
  const bad = ['https://a.example/live', 'rtmp://a.example', 'rtmp://a.example/', 'live2', 'rtmp:///live']
  const telling = ['rtmp://bea:key@a.example/live', 'rtmp://a.example/live?key=1', 'rtmp://a.example/live#key']
  for (const url of [...bad, ...telling]) assert.equal(isTargetUrl(url), false, url)
})

test('a show goes where it says, else where the target says', () => {
  assert.equal(isSent(onAir, { everyShow: true, isOn: null }), true)
  assert.equal(isSent(onAir, { everyShow: false, isOn: null }), false)
  assert.equal(isSent(onAir, { everyShow: false, isOn: true }), true)
  assert.equal(isSent(onAir, { everyShow: true, isOn: false }), false)
})

test('nothing is sent before a show is on air, nor from a cut until it goes on', () => {
  for (const show of [undefined, cut]) assert.equal(isSent(show, { everyShow: true, isOn: true }), false)
})

test('a show that is over is turned no more', () => {
  assert.deepEqual((['draft', 'scheduled', 'live'] as const).map(mayTurn), [true, true, true])
  assert.deepEqual((['ended', 'replay', 'cancelled'] as const).map(mayTurn), [false, false, false])
})

test('what is shown of a target tells off, ready, on its way and stopped apart', () => {
  const target = { everyShow: true, isOn: null, state: null }
  assert.equal(shownState(onAir, { ...target, isOn: false, state: 'live' }), 'off')
  assert.equal(shownState(undefined, target), 'ready')
  assert.equal(shownState(onAir, target), 'waiting')
  assert.equal(shownState(onAir, { ...target, state: 'live' }), 'live')
  assert.equal(shownState(cut, { ...target, state: 'live' }), 'stopped')
})

test('what ended a connection is told in words that people know', () => {
  const told = (code: string) => reasonOf('retrying', code)
  assert.equal(told('NetStream.Publish.BadName'), 'badKey')
  assert.equal(told('NetConnection.Connect.Rejected'), 'badKey')
  assert.equal(told('ECONNREFUSED'), 'unreachable')
  assert.equal(told('ENOTFOUND'), 'unreachable')
  assert.equal(told('timeout'), 'slow')
  assert.equal(told('DEPTH_ZERO_SELF_SIGNED_CERT'), 'insecure')
  assert.equal(told('ERR_TLS_CERT_ALTNAME_INVALID'), 'insecure')
  assert.equal(told('closed'), 'closed')
  assert.equal(told('NetStream.Something.Else'), 'other')
  assert.equal(reasonOf('unfit', 'hvc1'), 'unfit')
  assert.equal(reasonOf('live', 'closed'), null, 'what was is over')
})
