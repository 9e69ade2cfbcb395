import { RtpClock } from './clock.ts'
import { distance, isRtcp, type RtpPacket, readRtp } from './packet.ts'
import { type Ordered, ReorderBuffer } from './reorder.ts'
import { negativeAcknowledgement, pictureLoss, readSenderReports, receiverReport } from './rtcp.ts'

/** What arrives on one track: packets in order, with reports sent back. Knows nothing of codecs. */
export class TrackReceiver {
  readonly clock: RtpClock
  readonly #order = new ReorderBuffer()
  readonly #payloadType: number
  readonly #send: (rtcp: Buffer) => void
  #ssrc: number | undefined
  #highest = 0
  #first = 0
  #received = 0
  #expectedBefore = 0
  #receivedBefore = 0
  #lastReport = { middleNtp: 0, atMs: 0 }

  constructor(options: { payloadType: number; rate: number; send: (rtcp: Buffer) => void }) {
    this.clock = new RtpClock(options.rate)
    this.#payloadType = options.payloadType
    this.#send = options.send
  }

  /** Takes whatever came on the track; gives media packets in order. */
  receive(bytes: Buffer, nowMs: number): Ordered[] {
    if (isRtcp(bytes)) {
      for (const report of readSenderReports(bytes)) {
        if (report.ssrc !== this.#ssrc) continue
        this.clock.report(report)
        this.#lastReport = { middleNtp: report.middleNtp, atMs: nowMs }
      }
      return []
    }
    const packet = readRtp(bytes)
    if (!packet || packet.payloadType !== this.#payloadType) return []
    this.#count(packet)
    return this.#order.push(packet, nowMs)
  }

  /** Asks again for what is missing and lets go of what will not come. To be called every few milliseconds. */
  tick(nowMs: number): Ordered[] {
    const missing = this.#order.missing(nowMs)
    if (missing.length > 0 && this.#ssrc !== undefined) this.#send(negativeAcknowledgement(this.#ssrc, missing))
    return this.#order.tick(nowMs)
  }

  requestKeyFrame(): void {
    if (this.#ssrc !== undefined) this.#send(pictureLoss(this.#ssrc))
  }

  /** Sends a receiver report and the rate we accept; gives the share of packets lost since the last one. */
  report(bitsPerSecond: number, nowMs: number): number {
    if (this.#ssrc === undefined) return 0
    const expected = this.#highest - this.#first + 1
    const expectedNow = expected - this.#expectedBefore
    const lostNow = expectedNow - (this.#received - this.#receivedBefore)
    this.#expectedBefore = expected
    this.#receivedBefore = this.#received
    const lostShare = expectedNow > 0 ? Math.max(0, lostNow / expectedNow) : 0
    const reception = {
      ssrc: this.#ssrc,
      lostShare,
      lostTotal: Math.max(0, expected - this.#received),
      highest: this.#highest,
      jitter: 0,
      lastReport: this.#lastReport.middleNtp,
      sinceReportMs: nowMs - this.#lastReport.atMs,
    }
    this.#send(receiverReport(reception, bitsPerSecond))
    return lostShare
  }

  #count(packet: RtpPacket): void {
    this.#received++
    if (this.#ssrc !== packet.ssrc) {
      this.#ssrc = packet.ssrc
      this.#highest = this.#first = packet.sequence
      this.#received = 1
      this.#expectedBefore = this.#receivedBefore = 0
      return
    }
    const ahead = distance(this.#highest % 65536, packet.sequence, 16)
    if (ahead > 0) this.#highest += ahead
  }
}
