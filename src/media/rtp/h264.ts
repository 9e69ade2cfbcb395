import { nalType, typeOf } from '../h264/nal.ts'
import type { Ordered } from './reorder.ts'

/** A picture as it came off the wire. */
export type AccessUnit = { timestamp: number; nals: Buffer[] }

const stapA = 24
const fuA = 28
const auBytesMax = 4_000_000

/**
 * Puts pictures together from RTP payloads (RFC 6184: single NAL units, STAP-A and FU-A). After a loss nothing is
 * given until the next whole key picture: a decoder shows rubbish otherwise. `broken` says that one is needed.
 */
export class H264Assembler {
  broken = true
  #nals: Buffer[] = []
  #fragments: Buffer[] = []
  #timestamp = -1
  #bytes = 0

  /** Takes the next packet; gives the picture that it completes. */
  push({ packet, afterLoss }: Ordered): AccessUnit | undefined {
    let finished: AccessUnit | undefined
    if (afterLoss) this.#spoil()
    // Another timestamp without a marker before: the marker got lost with nothing else, or was never set.
    if (packet.timestamp !== this.#timestamp && this.#nals.length > 0) finished = this.#finish()
    if (packet.timestamp !== this.#timestamp) this.#begin(packet.timestamp)
    if (packet.payload.length > 0 && !this.#take(packet.payload)) this.#spoil()
    if (packet.marker && this.#nals.length > 0) finished = this.#finish() ?? finished
    return finished
  }

  #begin(timestamp: number): void {
    this.#timestamp = timestamp
    this.#nals = []
    this.#fragments = []
    this.#bytes = 0
  }

  #take(payload: Buffer): boolean {
    this.#bytes += payload.length
    if (this.#bytes > auBytesMax) return false
    const type = typeOf(payload)
    if (type === stapA) return this.#takeAggregate(payload)
    if (type === fuA) return this.#takeFragment(payload)
    if (type === 0 || type > 23) return false
    this.#nals.push(payload)
    return true
  }

  #takeAggregate(payload: Buffer): boolean {
    for (let at = 1; at < payload.length; ) {
      if (at + 2 > payload.length) return false
      const size = payload.readUInt16BE(at)
      if (size === 0 || at + 2 + size > payload.length) return false
      this.#nals.push(payload.subarray(at + 2, at + 2 + size))
      at += 2 + size
    }
    return true
  }

  #takeFragment(payload: Buffer): boolean {
    if (payload.length < 3) return false
    const [indicator, header] = [payload[0]!, payload[1]!]
    if (header & 0x80) this.#fragments = [Buffer.from([(indicator & 0xe0) | (header & 0x1f)])]
    else if (this.#fragments.length === 0) return false
    this.#fragments.push(payload.subarray(2))
    if (header & 0x40) {
      this.#nals.push(Buffer.concat(this.#fragments))
      this.#fragments = []
    }
    return true
  }

  #finish(): AccessUnit | undefined {
    const unit = { timestamp: this.#timestamp, nals: this.#nals }
    this.#nals = []
    if (this.#fragments.length > 0) this.#spoil()
    const types = unit.nals.map(typeOf)
    if (this.broken) {
      if (!types.includes(nalType.idr) || this.#spoiledAt === unit.timestamp) return undefined
      this.broken = false
    }
    return types.some((type) => type >= nalType.slice && type <= nalType.idr) ? unit : undefined
  }

  #spoiledAt = -1

  #spoil(): void {
    this.broken = true
    this.#spoiledAt = this.#timestamp
    this.#fragments = []
  }
}
