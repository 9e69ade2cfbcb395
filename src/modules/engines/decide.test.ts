import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fill, isPattern, whyNotPublish, whyNotWatch } from './decide.ts'
import { readMediamtxQuestion } from './news.ts'

test('an address is whole, of the right kind, and has the places it needs and no others', () => {
  assert.ok(isPattern('https://m.example/{stream}/whip', 'whip'))
  assert.ok(isPattern('srt://m.example:8890?streamid=publish:{stream}:host:{key}', 'srt'))
  assert.ok(isPattern('rtmps://m.example/live/{stream}?pass={key}', 'rtmp'))
  assert.ok(isPattern('https://m.example/get?path={stream}&start={start}&duration={seconds}', 'replay'))
  assert.ok(!isPattern('http://m.example/{stream}/whip', 'whip'), 'browsers of https pages send to https')
  assert.ok(!isPattern('https://m.example/live', 'hls'), 'no place for the stream')
  assert.ok(!isPattern('rtmp://m.example/{stream}', 'rtmp'), 'no place for the key')
  assert.ok(!isPattern('https://m.example/{stream}/{key}', 'hls'), 'no key in what viewers see')
  assert.ok(!isPattern('https://{stream}/x', 'hls'), 'a host is not made up')
  assert.ok(!isPattern('{stream}', 'hls'))
})

test('what is filled in is no path and no parameter of its own', () => {
  assert.equal(
    fill('https://m.example/{stream}?a=1', { stream: '../x?y=1&z' }),
    'https://m.example/..%2Fx%3Fy%3D1%26z?a=1',
  )
  assert.equal(fill('/{start}', { start: '2026-05-01T10:00:00.000Z' }), '/2026-05-01T10%3A00%3A00.000Z')
})

test('a key opens the show it was made for, where its brand uses an engine', () => {
  const good = { key: 'k', opens: 's', stream: 's', engineUsed: true }
  assert.equal(whyNotPublish(good), undefined)
  assert.equal(whyNotPublish({ ...good, key: '' })?.status, 401)
  for (const bad of [{ stream: 't' }, { opens: undefined }, { engineUsed: false }])
    assert.equal(whyNotPublish({ ...good, ...bad })?.code, 'engines.wrongKey')
})

test('a show is watched while it is live, and its recording while it is a replay', () => {
  const statuses = ['draft', 'scheduled', 'live', 'ended', 'replay', 'cancelled'] as const
  assert.deepEqual(
    statuses.filter((status) => !whyNotWatch(status, 'read')),
    ['live'],
  )
  assert.deepEqual(
    statuses.filter((status) => !whyNotWatch(status, 'playback')),
    ['replay'],
  )
})

test('MediaMTX gives the key as password, as bearer token, or before 1.9 as jwt in the query', () => {
  const asked = {
    ip: '10.0.0.7',
    user: '',
    password: '',
    action: 'publish',
    path: 's',
    protocol: 'webrtc',
    id: null,
    query: '',
  }
  const keyOf = (change: object) => readMediamtxQuestion({ ...asked, ...change })?.key
  assert.equal(keyOf({ token: 'a' }), 'a')
  assert.equal(keyOf({ user: 'host', password: 'b', token: '', protocol: 'srt' }), 'b')
  assert.equal(keyOf({ query: 'jwt=c' }), 'c')
  assert.equal(keyOf({}), '')
  assert.equal(readMediamtxQuestion({ ...asked, action: 'api' })?.action, 'other')
  for (const bad of [undefined, 'x', {}, { ...asked, path: 7 }, { ...asked, action: 'rule' }])
    assert.equal(readMediamtxQuestion(bad), undefined)
})
