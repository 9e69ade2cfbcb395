import type { RtmpMessage } from './message.ts'

const extended = 0xffffff

/** Cuts messages into chunks, each message with a whole header (RTMP specification 1.0, §5.3.1). */
export class ChunkWriter {
  /** Bytes in a chunk; the other side must have been told. */
  chunkSize = 128

  /** @param chunkStream 2 for control, 3 to 63 for the rest */
  write(chunkStream: number, { type, streamId, timestamp, payload }: RtmpMessage): Buffer {
    const isLong = timestamp >= extended
    const header = Buffer.alloc(isLong ? 16 : 12)
    header[0] = chunkStream
    header.writeUIntBE(isLong ? extended : timestamp, 1, 3)
    header.writeUIntBE(payload.length, 4, 3)
    header[7] = type
    header.writeUInt32LE(streamId, 8)
    if (isLong) header.writeUInt32BE(timestamp >>> 0, 12)
    const following = Buffer.concat([Buffer.from([0xc0 | chunkStream]), header.subarray(12)])
    const out: Buffer[] = [header]
    for (let at = 0; at < payload.length; at += this.chunkSize) {
      if (at > 0) out.push(following)
      out.push(payload.subarray(at, at + this.chunkSize))
    }
    return Buffer.concat(out)
  }
}
