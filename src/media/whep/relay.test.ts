import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readRtp } from '../rtp/packet.ts'
import { negativeAcknowledgement, pictureLoss, readSenderReports, receiverReport, writeWallClock } from '../rtp/rtcp.ts'
import { readFeedback } from './feedback.ts'
import { Relay, type RelayedPacket } from './relay.ts'
import { withSources } from './session.ts'

const eight = Date.UTC(2026, 10, 20, 20)
const hourMs = 3_600_000
const newRelay = (nowMs = () => eight) => new Relay(() => {}, nowMs)

/** A packet with a header extension, a contributing source and padding, as a browser may send it. */
function packet(sequence: number, payload: string): Buffer {
  const head = Buffer.from('b1e00000000000070000000900000001bede000101aabbcc', 'hex')
  head.writeUInt16BE(sequence, 2)
  return Buffer.concat([head, Buffer.from(payload), Buffer.from([0, 0, 3])])
}

function listen(relay: Relay) {
  const heard: { packets: RelayedPacket[]; reports: Buffer[]; closed: number } = { packets: [], reports: [], closed: 0 }
  const off = relay.listen({
    packet: (one) => heard.packets.push(one),
    report: (_, report) => heard.reports.push(report),
    closed: () => heard.closed++,
  })
  return { heard, off }
}

test('a viewer gets the payload, its own payload type, and one source', () => {
  const relay = newRelay()
  const { heard, off } = listen(relay)
  relay.pass('video', packet(7, 'picture'))
  const got = readRtp(heard.packets[0]!.as(102))
  assert.deepEqual(
    { ...got, payload: got!.payload.toString() },
    {
      ...{ payloadType: 102, marker: true, sequence: 7, timestamp: 7, ssrc: relay.ssrc.video, payload: 'picture' },
    },
  )
  assert.equal(heard.packets[0]!.as(102), heard.packets[0]!.as(102), 'written once')
  assert.equal(readRtp(heard.packets[0]!.as(96))!.payloadType, 96)
  off()
  relay.pass('video', packet(8, 'more'))
  assert.equal(heard.packets.length, 1)
})

test('a lost packet is remembered for a while', () => {
  const relay = newRelay()
  for (let i = 65_000; i < 65_700; i++) relay.pass('video', packet(i % 65536, `${i}`))
  const payload = (sequence: number) => relay.again('video', sequence)?.as(96).subarray(12).toString()
  assert.deepEqual(
    [payload(163), payload(65_300), payload(65_100), payload(500)],
    ['65699', '65300', undefined, undefined],
  )
  assert.equal(relay.again('audio', 163), undefined)
})

/** A report of the host's clock, followed by what viewers have no use for. */
const reportAt = (wallMs: number) =>
  writeWallClock(
    Buffer.concat([Buffer.from('81c8000c00000009e000000080000000000003e80000000100000002', 'hex'), Buffer.alloc(24)]),
    wallMs,
  )

test('a sender report tells our clock, and comes from the source of the packets', () => {
  let nowMs = eight
  const relay = newRelay(() => nowMs)
  const { heard } = listen(relay)
  // The host's clock is an hour late, and the network takes 80, 20 and 60 ms.
  for (const [sentMs, tookMs] of [
    [0, 80],
    [1000, 20],
    [2000, 60],
  ] as const) {
    nowMs = eight + sentMs + tookMs
    relay.pass(sentMs === 1000 ? 'video' : 'audio', reportAt(eight - hourMs + sentMs))
  }
  const [first, least, last] = heard.reports.map((report) => readSenderReports(report)[0]!)
  assert.equal(heard.reports[0]!.length, 28)
  assert.deepEqual([first!.ssrc, first!.timestamp], [relay.ssrc.audio, 1000])
  assert.deepEqual([least!.ssrc, least!.timestamp], [relay.ssrc.video, 1000])
  const offMs = [first, least, last].map((report, i) => Math.round(report!.wallMs - eight - i * 1000))
  assert.deepEqual(offMs, [80, 20, 21], 'the least delayed report counts')
  relay.close()
  assert.deepEqual([heard.closed, relay.viewers], [1, 0])
})

test('what a viewer asks for is read from whatever it sends', () => {
  const reception = { ssrc: 7, lostShare: 0, lostTotal: 0, highest: 9, jitter: 0, lastReport: 0, sinceReportMs: 0 }
  const compound = Buffer.concat([
    receiverReport(reception, 1e6),
    negativeAcknowledgement(7, [9, 10, 25, 65535]),
    pictureLoss(7),
  ])
  assert.deepEqual(readFeedback(compound), { lost: [9, 10, 25, 65535], keyFrame: true })
  assert.deepEqual(readFeedback(receiverReport(reception, 1e6)), { lost: [], keyFrame: false })
  const sequences = fc.uniqueArray(fc.integer({ min: 0, max: 65535 }), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(sequences, (lost) =>
      assert.deepEqual(new Set(readFeedback(negativeAcknowledgement(7, lost)).lost), new Set(lost)),
    ),
  )
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readFeedback(Buffer.from(bytes))))
})

test('an answer names the sources of its sections', () => {
  const answer = withSources('v=0\r\nm=video 9 X 96\r\na=sendonly\r\nm=audio 9 X 111\r\na=sendonly\r\n', {
    ssrc: { video: 5, audio: 6 },
  })
  assert.equal(
    answer,
    'v=0\r\nm=video 9 X 96\r\na=sendonly\r\na=msid:show video\r\na=ssrc:5 cname:show\r\na=ssrc:5 msid:show video\r\n' +
      'm=audio 9 X 111\r\na=sendonly\r\na=msid:show audio\r\na=ssrc:6 cname:show\r\na=ssrc:6 msid:show audio\r\n',
  )
})
