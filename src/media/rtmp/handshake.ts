import { ProtocolError } from './message.ts'

const version = 3
const packetBytes = 1536

/** C0 and C1, or S0 and S1: the version, a time, zeros, random bytes (RTMP specification 1.0, §5.2). */
export function openingBytes(random: Buffer): Buffer {
  const out = Buffer.alloc(1 + packetBytes)
  out[0] = version
  random.copy(out, 9, 0, packetBytes - 8)
  return out
}

export const handshakeRandomBytes = packetBytes - 8

/**
 * One side of a handshake: takes the other side's bytes until both its packets are there. A server answers with its
 * own opening and the echo; a client, who sent its opening already, only with the echo.
 */
export class Handshake {
  #bytes: Buffer = Buffer.alloc(0)
  #answered = false
  readonly #opening: Buffer

  /** @param opening what a server sends before its echo; empty for a client */
  constructor(opening: Buffer) {
    this.#opening = opening
  }

  /** What to send now, and once it is over, what came after it. @throws ProtocolError */
  push(bytes: Buffer): { answer?: Buffer; rest?: Buffer } {
    this.#bytes = Buffer.concat([this.#bytes, bytes])
    if (this.#bytes.length > 0 && this.#bytes[0] !== version) throw new ProtocolError('not RTMP')
    const answer = this.#answered ? undefined : this.#answer()
    const end = 1 + 2 * packetBytes
    const rest = this.#bytes.length >= end ? this.#bytes.subarray(end) : undefined
    return { ...(answer && { answer }), ...(rest && { rest }) }
  }

  #answer(): Buffer | undefined {
    if (this.#bytes.length < 1 + packetBytes) return undefined
    this.#answered = true
    return Buffer.concat([this.#opening, this.#bytes.subarray(1, 1 + packetBytes)])
  }
}
