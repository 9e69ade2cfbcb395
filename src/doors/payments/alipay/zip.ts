import { crc32, inflateRawSync } from 'node:zlib'
import { ProviderTrouble } from '../provider-trouble.ts'

/*
 * Just enough of ZIP (APPNOTE 6.3.10) for a bill: no encryption, no ZIP64, stored or deflated files. Sizes are believed
 * from the central directory (§4.3.12) alone, since a file's own header may leave them out.
 */

const endOfDirectory = 0x06054b50
const inDirectory = 0x02014b50
const endBytes = 22
/** What one file may unfold to, in bytes. */
const fileMost = 256 * 1024 * 1024

/** The files of an archive, as bytes; names are left out, since they are in whatever charset. */
export function filesInZip(zip: Buffer): { bytes: Buffer }[] {
  try {
    return readFiles(zip)
  } catch (error) {
    throw new ProviderTrouble('alipay', 'unreadable', 'zip', String(error))
  }
}

function readFiles(zip: Buffer): { bytes: Buffer }[] {
  let end = zip.length - endBytes
  // Its comment runs to the very end, and may hold the same four letters.
  const isEnd = (at: number) =>
    zip.readUInt32LE(at) === endOfDirectory && at + endBytes + zip.readUInt16LE(at + 20) === zip.length
  while (end >= 0 && !isEnd(end)) end--
  if (end < 0) throw new Error('no end of the directory')
  const count = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  const files: { bytes: Buffer }[] = []
  for (let i = 0; i < count; i++) {
    if (zip.readUInt32LE(at) !== inDirectory) throw new Error('a broken directory')
    const [method, check, packed, size] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 16),
      zip.readUInt32LE(at + 20),
      zip.readUInt32LE(at + 24),
    ]
    const local = zip.readUInt32LE(at + 42)
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const bytes = unfold(method, zip.subarray(from, from + packed))
    if (bytes.length !== size || crc32(bytes) !== check) throw new Error('a file that is not what the directory says')
    files.push({ bytes })
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return files
}

function unfold(method: number, packed: Buffer): Buffer {
  if (method === 0) return packed
  if (method === 8) return inflateRawSync(packed, { maxOutputLength: fileMost })
  throw new Error(`packed by method ${method}`)
}
