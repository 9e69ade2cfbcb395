/** Primitives of ISO/IEC 14496-12: every file is a tree of boxes, each with a length and four letters. */

export function u8(...values: number[]): Buffer {
  return Buffer.from(values)
}

export function u16(...values: number[]): Buffer {
  const out = Buffer.alloc(values.length * 2)
  values.forEach((value, i) => {
    out.writeUInt16BE(value, i * 2)
  })
  return out
}

export function u32(...values: number[]): Buffer {
  const out = Buffer.alloc(values.length * 4)
  values.forEach((value, i) => {
    out.writeUInt32BE(value >>> 0, i * 4)
  })
  return out
}

export function u64(value: number): Buffer {
  const out = Buffer.alloc(8)
  out.writeBigUInt64BE(BigInt(value))
  return out
}

export function box(type: string, ...content: Uint8Array[]): Buffer {
  const size = content.reduce((sum, piece) => sum + piece.length, 8)
  return Buffer.concat([u32(size), Buffer.from(type, 'latin1'), ...content], size)
}

/** A box with version and flags (14496-12 §4.2). */
export function fullBox(type: string, version: number, flags: number, ...content: Uint8Array[]): Buffer {
  return box(type, u32((version << 24) | flags), ...content)
}
