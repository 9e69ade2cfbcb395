import { randomInt } from 'node:crypto'
import { isRtcp, readRtp } from '../rtp/packet.ts'
import { readSenderReports, writeWallClock } from '../rtp/rtcp.ts'

export type Kind = 'video' | 'audio'

/** One packet of a source for all viewers: rewritten once for every payload type among them. */
export type RelayedPacket = { kind: Kind; as(payloadType: number): Buffer }

/** One viewer's ear. Sender reports are ready to send. */
export type RelayListener = {
  packet(packet: RelayedPacket): void
  report(kind: Kind, report: Buffer): void
  closed(): void
}

const packetsKept = 512 // For viewers who lost some; half a second at 8 Mbps.
const driftMsMost = 0.5 // Two clocks part by less between two reports.

type Kept = { sequence: number; packet: RelayedPacket }

/**
 * The packets of a WebRTC source on their way to WebRTC viewers, as they came: no decoding, no waiting. All viewers
 * get the same synchronisation sources, which are ours, and sender reports that tell our wall clock instead of the
 * host's: that of the playlists and of the show's log.
 */
export class Relay {
  readonly ssrc: Record<Kind, number> = { video: randomInt(1, 2 ** 32 - 1), audio: randomInt(1, 2 ** 32 - 1) }
  readonly #listeners = new Set<RelayListener>()
  readonly #kept: Record<Kind, (Kept | undefined)[]> = { video: [], audio: [] }
  readonly requestKeyFrame: () => void
  readonly #nowMs: () => number
  #aheadMs: number | undefined

  constructor(requestKeyFrame: () => void, nowMs: () => number) {
    this.requestKeyFrame = requestKeyFrame
    this.#nowMs = nowMs
  }

  get viewers(): number {
    return this.#listeners.size
  }

  listen(listener: RelayListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Whatever came on a track of the source. */
  pass(kind: Kind, bytes: Buffer): void {
    if (isRtcp(bytes)) {
      const report = this.#ownReport(bytes, kind)
      if (report) for (const listener of this.#listeners) listener.report(kind, report)
      return
    }
    const plain = plainPacket(bytes, this.ssrc[kind])
    if (!plain) return
    const packet: RelayedPacket = { kind, as: forPayloadTypes(plain) }
    const sequence = plain.readUInt16BE(2)
    this.#kept[kind][sequence % packetsKept] = { sequence, packet }
    for (const listener of this.#listeners) listener.packet(packet)
  }

  /**
   * How far our clock is ahead of the host's is known from the report that was least delayed. It is the same for both
   * tracks, so that they stay together.
   */
  #ownReport(bytes: Buffer, kind: Kind): Buffer | undefined {
    const report = senderReport(bytes, this.ssrc[kind])
    const wallMs = report && readSenderReports(report)[0]?.wallMs
    if (wallMs === undefined) return undefined
    const aheadMs = this.#nowMs() - wallMs
    this.#aheadMs = Math.min(aheadMs, (this.#aheadMs ?? aheadMs) + driftMsMost)
    return writeWallClock(report!, wallMs + this.#aheadMs)
  }

  /** A packet that somebody lost, while it is remembered. */
  again(kind: Kind, sequence: number): RelayedPacket | undefined {
    const kept = this.#kept[kind][sequence % packetsKept]
    return kept?.sequence === sequence ? kept.packet : undefined
  }

  /** The source is gone. */
  close(): void {
    for (const listener of [...this.#listeners]) listener.closed()
    this.#listeners.clear()
  }
}

/** A packet without header extensions and contributing sources, from another source (RFC 3550 §5.1). */
export function plainPacket(bytes: Buffer, ssrc: number): Buffer | undefined {
  const read = readRtp(bytes)
  if (!read) return undefined
  const out = Buffer.allocUnsafe(12 + read.payload.length)
  out[0] = 0x80 // Padding is gone with the rest.
  bytes.copy(out, 1, 1, 8)
  out.writeUInt32BE(ssrc, 8)
  read.payload.copy(out, 12)
  return out
}

/** The sender report that a compound packet begins with (RFC 3550 §6.4.1), from another source and without reception. */
export function senderReport(bytes: Buffer, ssrc: number): Buffer | undefined {
  if (bytes.length < 28 || bytes[1] !== 200) return undefined
  const out = Buffer.from(bytes.subarray(0, 28))
  out.writeUInt16BE(0x80c8, 0)
  out.writeUInt16BE(6, 2)
  out.writeUInt32BE(ssrc, 4)
  return out
}

function forPayloadTypes(plain: Buffer): (payloadType: number) => Buffer {
  const made = new Map<number, Buffer>()
  return (payloadType) => {
    let one = made.get(payloadType)
    if (!one) {
      one = Buffer.from(plain)
      one[1] = (plain[1]! & 0x80) | payloadType
      made.set(payloadType, one)
    }
    return one
  }
}
