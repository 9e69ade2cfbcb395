import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { RtpClock } from './clock.ts'
import { negativeAcknowledgement, pictureLoss, readSenderReports, receiverReport } from './rtcp.ts'

test('feedback has the bytes of its RFC', () => {
  assert.equal(pictureLoss(0x01020304).toString('hex'), '81ce00020000000001020304')
  // 100 is named, 101 and 116 are bits 0 and 15 of the mask, 200 begins a new word.
  const nack = negativeAcknowledgement(7, [100, 101, 116, 200])
  assert.equal(nack.toString('hex'), '81cd000400000000000000070064800100c80000')
})

test('the rate we accept is written as mantissa and exponent', () => {
  const reception = { ssrc: 7, lostShare: 0.5, lostTotal: 3, highest: 9, jitter: 0, lastReport: 0, sinceReportMs: 0 }
  const bytes = receiverReport(reception, 2_500_000)
  assert.equal(bytes.readUInt8(12), 128, 'share lost in 256ths')
  const remb = bytes.subarray(32)
  assert.equal(remb.toString('latin1', 12, 16), 'REMB')
  const word = remb.readUInt32BE(16)
  assert.equal(word >>> 24, 1)
  const rate = (word & 0x3ffff) * 2 ** ((word >> 18) & 63)
  assert.ok(Math.abs(rate - 2_500_000) < 100)
})

test('a sender report ties a track to the wall clock', () => {
  const wallMs = Date.UTC(2026, 10, 21, 20, 0, 0) + 500
  const report = Buffer.alloc(28)
  report.writeUInt32BE(0x80c80006, 0)
  report.writeUInt32BE(7, 4)
  report.writeUInt32BE(Math.floor(wallMs / 1000) + 2_208_988_800, 8)
  report.writeUInt32BE(2 ** 31, 12)
  report.writeUInt32BE(90_000, 16)
  const [read] = readSenderReports(report)
  assert.equal(read?.wallMs, wallMs)
  const clock = new RtpClock(90_000)
  clock.unwrap(0xffffffff)
  clock.unwrap(179_999)
  clock.report(read!)
  assert.equal(clock.wallMs(180_000), wallMs + 999.9888888888889)
  assert.equal(Math.round(clock.ticksAt(wallMs + 1000)!), 180_001)
})

test('no bytes make the reader of reports throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readSenderReports(Buffer.from(bytes))))
})
