import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Guard, playbackIsSigned, signPlayback } from './guard.ts'

const secret = 'a secret of this install'
const nowMs = Date.UTC(2026, 10, 21, 20)
const hourMs = 3_600_000

test('a token opens one stream until its hour, and nothing else does', () => {
  const token = signPlayback(secret, 'show', nowMs + hourMs)
  const opens = (what: string, at = nowMs, stream = 'show') => playbackIsSigned(secret, stream, what, at)
  assert.equal(opens(token), true)
  assert.equal(
    token,
    signPlayback(secret, 'show', nowMs + hourMs),
    'who comes in the same hour shares it, and caches do',
  )
  assert.equal(opens(token, nowMs + hourMs - 1), true)
  assert.equal(opens(token, nowMs + hourMs), false, 'over')
  assert.equal(opens(token, nowMs, 'other'), false)
  assert.equal(playbackIsSigned('another secret', 'show', token, nowMs), false)
  const [until, mac] = token.split('.') as [string, string]
  const later = (Number.parseInt(until, 36) + 1).toString(36)
  const turned = mac.startsWith('A') ? `B${mac.slice(1)}` : `A${mac.slice(1)}`
  for (const forged of [
    `${later}.${mac}`,
    `${until}.${turned}`,
    until,
    `${until}.`,
    '',
    `${token}A`,
    `.${mac}`,
    'zzzzzzzzzzz.x',
  ])
    assert.equal(opens(forged), false, forged)
})

test('a stream under guard needs its token, and a page of others may show nothing', () => {
  const guard = new Guard({ secret, pages: ['https://shop.example'], now: () => new Date(nowMs) })
  const ask = (query: string, headers = {}) => guard.gate('show', { headers } as never, query)
  const token = `a=1&token=${signPlayback(secret, 'show', nowMs + hourMs)}`
  assert.equal(ask(''), undefined)
  guard.set('show', true)
  assert.equal(ask(''), 403)
  assert.equal(ask('token=1.x'), 403)
  assert.equal(ask(token), undefined)
  assert.equal(ask(token, { origin: 'https://shop.example' }), undefined)
  assert.equal(ask(token, { referer: 'https://shop.example/live/1' }), undefined)
  assert.equal(ask(token, { origin: 'https://thief.example' }), 403)
  assert.equal(ask(token, { referer: 'https://shop.example.thief.example/' }), 403)
  assert.equal(ask(token, { origin: 'null' }), 403)
  guard.set('show', false)
  assert.equal(ask(''), undefined)
})
