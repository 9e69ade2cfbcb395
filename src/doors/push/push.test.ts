import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { test } from 'node:test'
import { opened } from '../../../test/stand-ins/push-service.ts'
import { testClock } from '../../lib/clock.ts'
import { sealWith } from '../../lib/seal.ts'
import { isEndpoint, isPublicAddress } from './addresses.ts'
import type { PushMessage } from './door.ts'
import { arePushKeys, encryptPush, pushTextBytesMost } from './encrypt.ts'
import { createWebPush, outcomeOf } from './push.ts'
import { vapidWith } from './vapid.ts'

/** RFC 8291 §5 and appendix A. */
const example = {
  text: 'When I grow up, I want to be a watermelon',
  senderPrivate: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  receiverPrivate: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
  receiverPublic: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  body: 'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
}
const bytes = (text: string) => Buffer.from(text, 'base64url')
const keysOf = ({ receiverPublic, auth }: typeof example) => ({ p256dh: receiverPublic, auth })

test('a message is encrypted as RFC 8291 shows it', () => {
  const drawn = { privateKey: bytes(example.senderPrivate), salt: bytes(example.salt) }
  const body = encryptPush(keysOf(example), Buffer.from(example.text), drawn)
  assert.equal(body.toString('base64url'), example.body)
})

test('the browser that it is for opens it, and no two messages look alike', () => {
  const text = '{"title":"Vendredi chez Alma — 周五"}'
  const [one, other] = [0, 1].map(() => encryptPush(keysOf(example), Buffer.from(text)))
  assert.equal(opened(one!, bytes(example.receiverPrivate), bytes(example.auth)), text)
  assert.equal(opened(other!, bytes(example.receiverPrivate), bytes(example.auth)), text)
  assert.equal(opened(bytes(example.body), bytes(example.receiverPrivate), bytes(example.auth)), example.text)
  assert.ok(!one!.equals(other!))
  assert.throws(() => opened(one!, bytes(example.receiverPrivate), bytes(example.salt)))
  assert.equal(encryptPush(keysOf(example), Buffer.alloc(pushTextBytesMost)).length, 4096)
  assert.throws(() => encryptPush(keysOf(example), Buffer.alloc(pushTextBytesMost + 1)))
})

test('keys that no browser gives are known as such', () => {
  assert.ok(arePushKeys(keysOf(example)))
  assert.ok(!arePushKeys({ p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: example.auth }), 'off the curve')
  assert.ok(!arePushKeys({ p256dh: example.receiverPublic, auth: 'short' }))
  assert.ok(!arePushKeys({ p256dh: '', auth: '' }))
})

test('push services are told who we are, by a token that they can check (RFC 8292)', () => {
  const now = new Date('2026-11-20T19:00:00Z')
  const vapid = vapidWith('a secret of this install', 'mailto:hello@alma.example')
  const read = (at: Date) => {
    const [, token, publicKey] = /^vapid t=(\S+), k=(\S+)$/.exec(vapid.authorize('https://push.example', at))!
    const [head, body, signature] = token!.split('.')
    const point = bytes(publicKey!)
    assert.equal(point.length, 65)
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((one) => one.toString('base64url'))
    const key = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } })
    const text = Buffer.from(`${head}.${body}`)
    assert.ok(verify('sha256', text, { key, dsaEncoding: 'ieee-p1363' }, bytes(signature!)))
    assert.deepEqual(JSON.parse(bytes(head!).toString()), { typ: 'JWT', alg: 'ES256' })
    return JSON.parse(bytes(body!).toString()) as { aud: string; exp: number; sub: string }
  }
  const claims = read(now)
  assert.deepEqual([claims.aud, claims.sub], ['https://push.example', 'mailto:hello@alma.example'])
  for (let hours = 0; hours < 30; hours++) {
    const at = new Date(now.getTime() + hours * 3_600_000)
    const left = read(at).exp - at.getTime() / 1000
    assert.ok(left > 0 && left <= 24 * 3600, `${left} s left`)
  }
  assert.equal(vapidWith('a secret of this install', 'mailto:b@c.de').publicKey, vapid.publicKey, 'after a restart')
  assert.notEqual(vapidWith('another secret', 'mailto:b@c.de').publicKey, vapid.publicKey)
})

test('no endpoint leads into a private network', () => {
  for (const address of ['8.8.8.8', '2a00:1450:4007:80c::200a']) assert.ok(isPublicAddress(address), address)
  const inside =
    '127.0.0.1 10.1.2.3 172.31.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 ::1 :: fc00::1 fd12::1 fe80::1 ff02::1 ::ffff:10.0.0.1 64:ff9b::a00:1 2002:a00:1:: 2001:db8::1 localhost'
  for (const address of inside.split(' ')) assert.ok(!isPublicAddress(address), address)
  assert.ok(isEndpoint('https://fcm.googleapis.com/fcm/send/abc'))
  const no =
    'http://fcm.googleapis.com/x https://127.0.0.1/x https://2130706433/x https://0x7f.1/x https://[::1]/x https://[::ffff:10.0.0.1]/x https://localhost/x https://db.internal/x https://printer/x https://u:p@push.example/x ftp://push.example/x nothing'
  for (const text of no.split(' ')) assert.ok(!isEndpoint(text), text)
  assert.ok(isEndpoint('http://127.0.0.1:9/x', new Set(['127.0.0.1:9'])), 'unless the operator says so')
})

const message = (endpoint: string): PushMessage => ({
  to: { sealed: seal.close(JSON.stringify({ endpoint, keys: keysOf(example) }), 'here'), place: 'here' },
  ...{ text: 'hello', topic: 'a-topic', ttlSeconds: 60, urgency: 'high' },
})
const seal = sealWith('a secret')
const vapid = vapidWith('a secret', 'mailto:hello@alma.example')
const clock = testClock()

test('a name that leads into a private network is not dialled, whatever it led to when it was given', async () => {
  let asked = 0
  const lookup = ((_name: string, _options: object, answer: (error: null, found: object[]) => void) => {
    asked++
    answer(null, [
      { address: '8.8.8.8', family: 4 },
      { address: '169.254.169.254', family: 4 },
    ])
  }) as never
  const door = createWebPush({ vapid, seal, clock, lookup })
  const outcome = await door.send(message('https://push.example/x'))
  door.close()
  assert.deepEqual(outcome, { state: 'refused', reason: 'privateNetwork' })
  assert.equal(asked, 1)
})

test('a push service hears all that RFC 8030 wants, and what it answers has a meaning', async () => {
  const heard: { headers: IncomingHttpHeaders; body: Buffer }[] = []
  const server = createServer(async (request, response) => {
    heard.push({ headers: request.headers, body: Buffer.concat(await request.toArray()) })
    const status = Number(request.url!.slice(1))
    response.writeHead(status, status === 429 ? { 'retry-after': '7' } : { location: 'http://127.0.0.1:1/' }).end()
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const host = `127.0.0.1:${(server.address() as { port: number }).port}`
  const door = createWebPush({ vapid, seal, clock, allowed: new Set([host]) })
  try {
    const send = async (status: number) => door.send(message(`http://${host}/${status}`))
    assert.deepEqual(await send(201), { state: 'sent' })
    const { headers, body } = heard[0]!
    assert.deepEqual(
      [headers.ttl, headers.urgency, headers.topic, headers['content-encoding']],
      ['60', 'high', 'a-topic', 'aes128gcm'],
    )
    assert.match(headers.authorization!, /^vapid t=/)
    assert.equal(opened(body, bytes(example.receiverPrivate), bytes(example.auth)), 'hello')
    assert.deepEqual([await send(404), await send(410)], [{ state: 'gone' }, { state: 'gone' }])
    assert.deepEqual(await send(429), { state: 'later', reason: 'status 429', afterSeconds: 7 })
    assert.equal((await send(307)).state, 'refused', 'redirects are not followed')
    assert.equal(heard.length, 5)
  } finally {
    door.close()
    server.closeAllConnections()
    server.close()
  }
  assert.equal((await door.send(message(`http://${host}/201`))).state, 'later', 'nobody is there')
  const { to, ...rest } = message(`http://${host}/201`)
  assert.deepEqual(await door.send({ ...rest, to: { ...to, place: 'elsewhere' } }), { state: 'gone' })
  assert.equal(outcomeOf(403).state, 'refused')
  assert.equal(outcomeOf(503).state, 'later')
})
