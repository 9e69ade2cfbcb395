import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { MediaRefusal } from '../problems.ts'
import { plainOffer, readOffer } from './offer.ts'

const offer = readFileSync(new URL('./chromium-offer.sdp', import.meta.url), 'utf8')

const refusedAs = (code: string) => (error: unknown) => error instanceof MediaRefusal && error.code === code

test("Chromium's offer is read: one picture in H.264, one sound in Opus", () => {
  const tracks = readOffer(offer)
  assert.deepEqual(
    tracks.map((track) => [track.kind, track.format]),
    [
      ['audio', 'opus/48000/2'],
      ['video', 'H264/90000'],
    ],
  )
  assert.match(tracks[1]!.parameters, /packetization-mode=1.*42e01f/)
  const plain = plainOffer(tracks)
  assert.doesNotMatch(plain, /rtx|red|ulpfec|transport-cc|VP8/i)
  assert.deepEqual(
    readOffer(plain).map((track) => track.payloadType),
    tracks.map((track) => track.payloadType),
    'what we write can be read',
  )
})

test('without H.264 another coding is taken, to be converted', () => {
  const tracks = readOffer(offer.replaceAll('H264', 'H265'))
  assert.deepEqual([tracks[1]!.format, tracks[1]!.converted], ['VP8/90000', 'vp8'])
  assert.match(plainOffer(tracks), /a=rtpmap:\d+ VP8\/90000/)
  assert.equal(readOffer(offer)[1]!.converted, undefined)
})

test('what is no SDP is malformed; what we cannot serve is unfit', () => {
  for (const text of ['', 'hello', 'v=0', 'v=0\r\no=-\r\n', '{"type":"offer"}', 'v=0\nm=video', offer.slice(5)])
    assert.throws(() => readOffer(text), refusedAs('whip.offer.malformed'), text.slice(0, 40))
  const unfit = [
    offer.replaceAll('sendonly', 'recvonly'),
    offer.replaceAll(/H264|VP8|VP9|AV1/g, 'H265'),
    offer.replaceAll(/H264|VP8|AV1/g, 'H265').replaceAll('profile-id=0', 'profile-id=2'),
    offer.replaceAll('opus', 'PCMX'),
    offer.replaceAll('a=rtcp-mux\r\n', ''),
    offer.replaceAll('UDP/TLS/RTP/SAVPF', 'RTP/AVP'),
    offer + offer.slice(offer.indexOf('m=video')),
    offer.replace(/m=audio/, 'm=application'),
  ]
  for (const [i, text] of unfit.entries()) assert.throws(() => readOffer(text), refusedAs('whip.offer.unfit'), `${i}`)
  assert.throws(() => readOffer(offer.replaceAll('a=ice-pwd', 'a=ice-no')), refusedAs('whip.offer.malformed'))
})

test('an offer with anything changed is read or refused by name', () => {
  const lines = offer.split('\r\n')
  const mangled = fc
    .array(fc.tuple(fc.nat(lines.length - 1), fc.constantFrom('drop', 'double', 'junk', 'cut', 'swap'), fc.string()))
    .map((changes) => {
      const copy = [...lines]
      for (const [at, change, text] of changes) {
        const line = copy[at] ?? ''
        if (change === 'drop') copy[at] = ''
        if (change === 'double') copy[at] = `${line}\r\n${line}`
        if (change === 'junk') copy[at] = text
        if (change === 'cut') copy[at] = line.slice(0, text.length)
        if (change === 'swap') copy[at] = line.replace(/\d+/g, text)
      }
      return copy.join('\r\n')
    })
  fc.assert(
    fc.property(fc.oneof(mangled, fc.string({ unit: 'binary' })), (text) => {
      try {
        plainOffer(readOffer(text))
      } catch (error) {
        assert.ok(error instanceof MediaRefusal, String(error))
      }
    }),
    { numRuns: 500 },
  )
})
