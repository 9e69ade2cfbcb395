/** A sender report: the sender's wall clock (ms since 1970) at an RTP timestamp. */
export type SenderReport = { ssrc: number; wallMs: number; timestamp: number; middleNtp: number }

const ntpToUnixSeconds = 2_208_988_800

/** The sender reports in a compound packet (RFC 3550 §6.4.1); whatever is unreadable ends the reading. */
export function readSenderReports(bytes: Buffer): SenderReport[] {
  const reports: SenderReport[] = []
  for (let at = 0; at + 4 <= bytes.length; ) {
    const length = (bytes.readUInt16BE(at + 2) + 1) * 4
    if (bytes[at + 1] === 200 && length >= 28 && at + 28 <= bytes.length) {
      const seconds = bytes.readUInt32BE(at + 8) - ntpToUnixSeconds
      reports.push({
        ssrc: bytes.readUInt32BE(at + 4),
        wallMs: seconds * 1000 + (bytes.readUInt32BE(at + 12) / 2 ** 32) * 1000,
        timestamp: bytes.readUInt32BE(at + 16),
        middleNtp: bytes.readUInt32BE(at + 10),
      })
    }
    at += length
  }
  return reports
}

/** Puts a wall clock (ms since 1970) into the sender report that a packet begins with, and returns it. */
export function writeWallClock(report: Buffer, wallMs: number): Buffer {
  const seconds = Math.floor(wallMs / 1000)
  report.writeUInt32BE(seconds + ntpToUnixSeconds, 8)
  report.writeUInt32BE(Math.floor(((wallMs - seconds * 1000) / 1000) * 2 ** 32), 12)
  return report
}

/** Picture loss indication: asks for a key frame (RFC 4585 §6.3.1). */
export function pictureLoss(ssrc: number): Buffer {
  return packet(1, 206, [0, ssrc])
}

/** Generic NACK: asks for lost packets again, up to 17 to a word (RFC 4585 §6.2.1). */
export function negativeAcknowledgement(ssrc: number, sequences: number[]): Buffer {
  const words: number[] = []
  for (let i = 0; i < sequences.length; ) {
    const first = sequences[i++]!
    let mask = 0
    for (; i < sequences.length; i++) {
      const offset = (sequences[i]! - first + 65536) % 65536
      if (offset < 1 || offset > 16) break
      mask |= 1 << (offset - 1)
    }
    words.push(((first << 16) | mask) >>> 0)
  }
  return packet(1, 205, [0, ssrc, ...words])
}

export type Reception = {
  ssrc: number
  lostShare: number // Since the last report, 0 to 1.
  lostTotal: number
  highest: number // Extended highest sequence number.
  jitter: number
  lastReport: number // Middle 32 bits of the last sender report's NTP time.
  sinceReportMs: number
}

/** Receiver report of one source, followed by the bit rate we can take (REMB, draft-alvestrand-rmcat-remb §2.2). */
export function receiverReport(reception: Reception, bitsPerSecond: number): Buffer {
  const { ssrc, lostShare, lostTotal, highest, jitter, lastReport, sinceReportMs } = reception
  const lost = (Math.min(255, Math.round(lostShare * 256)) << 24) | (Math.min(lostTotal, 0x7fffff) & 0xffffff)
  const delay = lastReport ? Math.round((sinceReportMs * 65536) / 1000) : 0
  const report = packet(1, 201, [0, ssrc, lost, highest, jitter, lastReport, delay])
  let exponent = 0
  while (bitsPerSecond / 2 ** exponent >= 2 ** 18) exponent++
  const rate = (1 << 24) | (exponent << 18) | Math.floor(bitsPerSecond / 2 ** exponent)
  return Buffer.concat([report, packet(15, 206, [0, 0, 0x52454d42, rate, ssrc])])
}

/** A packet with its header; the first word is the sender, 0 since we send no media. */
function packet(count: number, type: number, words: number[]): Buffer {
  const out = Buffer.alloc(4 + words.length * 4)
  out.writeUInt8(0x80 | count, 0)
  out.writeUInt8(type, 1)
  out.writeUInt16BE(words.length, 2)
  words.forEach((word, i) => {
    out.writeUInt32BE(word >>> 0, 4 + i * 4)
  })
  return out
}
