/** What is read of `RTCRemoteOutboundRtpStreamStats` (W3C webrtc-stats §8.8): when a sender report came, and what it said. */
type Report = { type: string; timestamp: number; remoteTimestamp?: number }

/** This device's wall clock at an instant of the page's own. */
const wallAt = (ms: number) => performance.timeOrigin + ms

/** Two clocks part by less than this between two reports. */
const driftMsMost = 0.5

/**
 * The programme's wall clock on a picture that came by WebRTC. Sender reports (RFC 3550 §6.4.1) tell the server's clock:
 * the one that came with the least delay says how far ours is ahead. A frame is as old as its last packet.
 */
export class ProgrammeClock {
  #aheadMs: number | undefined
  #reportedAt = 0
  #receivedAt: number | undefined

  /** To be told the statistics of the connection about once a second. */
  read(stats: { forEach(look: (report: Report) => void): void }): void {
    stats.forEach(({ type, timestamp, remoteTimestamp }) => {
      if (type !== 'remote-outbound-rtp' || !remoteTimestamp || timestamp <= this.#reportedAt) return
      this.#reportedAt = timestamp
      const aheadMs = timestamp - remoteTimestamp
      this.#aheadMs = Math.min(aheadMs, (this.#aheadMs ?? aheadMs) + driftMsMost)
    })
  }

  /** A frame is on the screen whose last packet came at `receivedAt`, on the page's clock (ms). */
  showed(receivedAt: number): void {
    this.#receivedAt = receivedAt
  }

  /** Wall clock (ms) of the frame on the screen; undefined before the first report. */
  programmeMs(): number | undefined {
    if (this.#aheadMs === undefined || this.#receivedAt === undefined) return undefined
    return wallAt(this.#receivedAt) - this.#aheadMs
  }
}
