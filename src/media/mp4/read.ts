/** Reading boxes of ISO/IEC 14496-12, as far as files of our own writing and their like need it. */

/** One box: where its content begins and ends in the bytes it was found in. */
export type Box = { type: string; start: number; from: number; to: number }

/** The boxes between two positions. @throws when their lengths lead outside */
export function boxesIn(bytes: Buffer, from = 0, to = bytes.length): Box[] {
  const boxes: Box[] = []
  for (let at = from; at + 8 <= to; ) {
    const size = bytes.readUInt32BE(at)
    if (size < 8 || at + size > to) throw new Error(`a box of ${size} bytes at ${at} leads outside`)
    boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), start: at, from: at + 8, to: at + size })
    at += size
  }
  return boxes
}

/** The first box at a path such as `moov/trak/mdia`, from a position on. */
export function boxAt(bytes: Buffer, path: string, from = 0, to = bytes.length): Box | undefined {
  let found: Box | undefined
  for (const type of path.split('/')) {
    found = boxesIn(bytes, found?.from ?? from, found?.to ?? to).find((one) => one.type === type)
    if (!found) return undefined
  }
  return found
}

/** What an initialisation segment says of one track. */
export type TrackHead = { id: number; kind: 'vide' | 'soun'; timescale: number; entry: Buffer; head: Buffer }

export function readTracks(init: Buffer): TrackHead[] {
  const moov = boxAt(init, 'moov')
  if (!moov) throw new Error('an initialisation segment without moov')
  return boxesIn(init, moov.from, moov.to)
    .filter((one) => one.type === 'trak')
    .map((trak) => {
      const inTrak = (path: string): Box => {
        const found = boxAt(init, path, trak.from, trak.to)
        if (!found) throw new Error(`a track without ${path}`)
        return found
      }
      const mdhd = inTrak('mdia/mdhd').from
      const minf = inTrak('mdia/minf')
      const head = boxesIn(init, minf.from, minf.to).find((one) => one.type === 'vmhd' || one.type === 'smhd')!
      const stsd = inTrak('mdia/minf/stbl/stsd')
      return {
        id: init.readUInt32BE(inTrak('tkhd').from + (init[inTrak('tkhd').from] === 1 ? 20 : 12)),
        kind: head.type === 'vmhd' ? ('vide' as const) : ('soun' as const),
        timescale: init.readUInt32BE(mdhd + (init[mdhd] === 1 ? 20 : 12)),
        entry: init.subarray(stsd.from + 8, stsd.to),
        head: init.subarray(head.start, head.to),
      }
    })
}

export type ReadSample = { duration: number; size: number; key: boolean; offset: number }

/** Samples of one track that lie in a row: `at` counts from the first of the bytes that were read. */
export type Run = { track: number; ts: number; at: number; samples: ReadSample[] }

/** All runs of a row of movie fragments (§8.8), each `moof` with its `mdat`. */
export function readFragments(bytes: Buffer): Run[] {
  return boxesIn(bytes)
    .filter((one) => one.type === 'moof')
    .flatMap((moof) =>
      boxesIn(bytes, moof.from, moof.to)
        .filter((one) => one.type === 'traf')
        .map((traf) => readTrackFragment(bytes, traf, moof.start)),
    )
}

function readTrackFragment(bytes: Buffer, traf: Box, moofStart: number): Run {
  const [tfhd, tfdt, trun] = ['tfhd', 'tfdt', 'trun'].map((path) => boxAt(bytes, path, traf.from, traf.to))
  if (!tfhd || !tfdt || !trun) throw new Error('a track fragment without its boxes')
  const ts = bytes[tfdt.from] === 1 ? Number(bytes.readBigUInt64BE(tfdt.from + 4)) : bytes.readUInt32BE(tfdt.from + 4)
  const flags = bytes.readUInt32BE(trun.from) & 0xffffff
  if ((flags & 0x701) !== 0x701) throw new Error('a run that does not say duration, size and flags of each sample')
  let at = trun.from + 12 + (flags & 0x4 ? 4 : 0)
  const samples = Array.from({ length: bytes.readUInt32BE(trun.from + 4) }, () => {
    const [duration, size] = [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)]
    const key = (bytes.readUInt32BE(at + 8) & 0x10000) === 0
    const offset = flags & 0x800 ? bytes.readInt32BE(at + 12) : 0
    at += flags & 0x800 ? 16 : 12
    return { duration, size, key, offset }
  })
  return { track: bytes.readUInt32BE(tfhd.from + 4), ts, at: moofStart + bytes.readInt32BE(trun.from + 8), samples }
}
