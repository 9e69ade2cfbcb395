import { messageType, ProtocolError, type RtmpMessage } from './message.ts'

const chunkStreamsMax = 16
const headerBytes = [11, 7, 3, 0] as const // Of the four formats (RTMP specification 1.0, §5.3.1.2).
const extended = 0xffffff
const chunkSizeMin = 128 // A sender may not make us work for every byte (§5.4.1: should be 128 or more).

type ChunkStream = {
  timestamp: number
  delta: number
  extendedField: number | undefined
  length: number
  type: number
  streamId: number
  body: Buffer // Of the message under way.
  missing: number // Bytes of it that have not come; 0 between messages.
}

/**
 * Puts messages together from chunks. Bytes may come cut anywhere; payload is taken as it comes, so that a sender
 * who declares a chunk of any size makes nobody hold more than the message allows.
 */
export class ChunkReader {
  #chunkSize = 128
  #pending: Buffer = Buffer.alloc(0)
  #streams = new Map<number, ChunkStream>()
  #current: { stream: ChunkStream; left: number } | undefined
  readonly #bytesMax: (type: number) => number

  /** @param bytesMax the longest message taken of a type */
  constructor(bytesMax: (type: number) => number) {
    this.#bytesMax = bytesMax
  }

  /** Messages that these bytes complete, one at a time: what one of them changes holds for those after. @throws ProtocolError */
  *read(bytes: Buffer): Generator<RtmpMessage> {
    this.#pending = this.#pending.length > 0 ? Buffer.concat([this.#pending, bytes]) : bytes
    for (;;) {
      if (!this.#current && !this.#header()) return
      const { stream, left } = this.#current!
      const piece = this.#pending.subarray(0, left)
      this.#pending = this.#pending.subarray(piece.length)
      piece.copy(stream.body, stream.length - stream.missing)
      stream.missing -= piece.length
      this.#current = piece.length < left ? { stream, left: left - piece.length } : undefined
      if (this.#current) return
      if (stream.missing === 0) {
        const { type, streamId, timestamp, body } = stream
        const message = { type, streamId, timestamp, payload: body }
        if (message.type === messageType.chunkSize || message.type === messageType.abort) this.#obey(message)
        else yield message
      }
    }
  }

  /** Reads the headers of the next chunk; false when they have not all come. */
  #header(): boolean {
    const bytes = this.#pending
    if (bytes.length < 1) return false
    const format = (bytes[0]! >> 6) as 0 | 1 | 2 | 3
    const short = bytes[0]! & 0x3f
    const start = short > 1 ? 1 : short + 2
    const end = start + headerBytes[format]
    if (bytes.length < end) return false
    const id = short > 1 ? short : 64 + bytes[1]! + (short === 1 ? bytes[2]! * 256 : 0)
    const known = this.#streams.get(id)
    if (!known && format !== 0) throw new ProtocolError('a chunk stream begins in the middle')
    if (!known && this.#streams.size >= chunkStreamsMax) throw new ProtocolError('too many chunk streams')
    const stream = known ?? { ...blank }
    const taken = format === 3 ? this.#again(stream, end) : this.#fresh(stream, format, start, end)
    if (taken === undefined) return false
    this.#streams.set(id, stream)
    this.#pending = bytes.subarray(taken)
    this.#current = { stream, left: Math.min(stream.missing, this.#chunkSize) }
    return true
  }

  /** A chunk with a header of its own begins a message. Gives where its payload starts. */
  #fresh(stream: ChunkStream, format: 0 | 1 | 2, start: number, end: number): number | undefined {
    if (stream.missing > 0) throw new ProtocolError('a message begins inside another')
    const bytes = this.#pending
    const field = bytes.readUIntBE(start, 3)
    if (field === extended && bytes.length < end + 4) return undefined
    const time = field === extended ? bytes.readUInt32BE(end) : field
    const length = format < 2 ? bytes.readUIntBE(start + 3, 3) : stream.length
    const type = format < 2 ? bytes[start + 6]! : stream.type
    if (length > this.#bytesMax(type)) throw new ProtocolError(`a message of type ${type} and ${length} bytes`)
    Object.assign(stream, { length, type, delta: time, missing: length, body: Buffer.allocUnsafe(length) })
    stream.extendedField = field === extended ? time : undefined
    if (format === 0) stream.streamId = bytes.readUInt32LE(start + 7)
    stream.timestamp = format === 0 ? time : (stream.timestamp + time) >>> 0
    return end + (field === extended ? 4 : 0)
  }

  /** A chunk without header goes on with its message, or begins one like the last. */
  #again(stream: ChunkStream, end: number): number | undefined {
    const bytes = this.#pending
    let at = end
    if (stream.extendedField !== undefined) {
      // Most senders repeat the long time stamp here, some do not: it is one when it is the same (§5.3.1.3).
      const repeated = Buffer.alloc(4)
      repeated.writeUInt32BE(stream.extendedField)
      const come = bytes.subarray(end, end + 4)
      const isSame = stream.missing === 0 || come.equals(repeated.subarray(0, come.length))
      if (isSame && come.length < 4) return undefined
      if (isSame) at += 4
    }
    if (stream.missing === 0) {
      if (stream.length > this.#bytesMax(stream.type)) throw new ProtocolError('a message too long')
      stream.timestamp = (stream.timestamp + stream.delta) >>> 0
      stream.missing = stream.length
      stream.body = Buffer.allocUnsafe(stream.length)
    }
    return at
  }

  #obey({ type, payload }: RtmpMessage): void {
    if (payload.length < 4) throw new ProtocolError('a control message is cut short')
    const value = payload.readUInt32BE()
    if (type === messageType.chunkSize) {
      if (value < chunkSizeMin || value > 0x7fffffff) throw new ProtocolError(`chunks of ${value} bytes`)
      this.#chunkSize = value
      return
    }
    const stream = this.#streams.get(value)
    if (stream) stream.missing = 0
  }
}

const blank: ChunkStream = {
  timestamp: 0,
  delta: 0,
  extendedField: undefined,
  length: 0,
  type: 0,
  streamId: 0,
  body: Buffer.alloc(0),
  missing: 0,
}
