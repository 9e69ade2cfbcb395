import type { Ordered } from './reorder.ts'

/** One coded picture, put together from its packets. */
type CodedFrame = { timestamp: number; key: boolean; data: Buffer }

/** What one packet adds to a picture; undefined when it cannot be read. */
type Piece = { bytes: Buffer; startsKey: boolean }

/** Reads the payloads of one coding: `add` each packet's, `finish` at the end of a picture. */
export type PayloadReader = { add(payload: Buffer): Piece | undefined; finish(pieces: Buffer[]): Buffer | undefined }

const frameBytesMax = 4_000_000

/**
 * Puts pictures together from RTP packets of VP8, VP9 or AV1. After a loss nothing is given until the next whole key
 * picture. `broken` says that one is needed.
 */
export class FrameAssembler {
  broken = true
  readonly #reader: PayloadReader
  #pieces: Buffer[] = []
  #timestamp = -1
  #bytes = 0
  #isKey = false
  #isSpoiled = false

  constructor(reader: PayloadReader) {
    this.#reader = reader
  }

  /** Takes the next packet; gives the picture that it completes. */
  push({ packet, afterLoss }: Ordered): CodedFrame | undefined {
    if (packet.timestamp !== this.#timestamp) this.#begin(packet.timestamp)
    if (afterLoss) this.#spoil()
    const piece = packet.payload.length > 0 ? this.#reader.add(packet.payload) : undefined
    this.#bytes += packet.payload.length
    if (!piece || this.#bytes > frameBytesMax) this.#spoil()
    else {
      if (this.#pieces.length === 0) this.#isKey = piece.startsKey
      this.#pieces.push(piece.bytes)
    }
    return packet.marker ? this.#finish() : undefined
  }

  #begin(timestamp: number): void {
    if (this.#pieces.length > 0) this.broken = true // Its end never came.
    this.#timestamp = timestamp
    this.#pieces = []
    this.#bytes = 0
    this.#isKey = false
    this.#isSpoiled = false
  }

  #spoil(): void {
    this.broken = true
    this.#isSpoiled = true
  }

  #finish(): CodedFrame | undefined {
    const pieces = this.#pieces
    this.#pieces = []
    if (this.#isSpoiled || pieces.length === 0 || (this.broken && !this.#isKey)) return undefined
    const data = this.#reader.finish(pieces)
    if (!data) {
      this.broken = true
      return undefined
    }
    this.broken = false
    return { timestamp: this.#timestamp, key: this.#isKey, data }
  }
}
