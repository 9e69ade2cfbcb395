import { box, fullBox, u16, u32, u64 } from './boxes.ts'
import { type ReadSample, type Run, readTracks, type TrackHead } from './read.ts'

/** Bytes of a source file that follow one another in the whole one. */
export type Piece = { file: string; from: number; bytes: number }

type Chunk = { at: number; samples: number; entry: number }
type Track = {
  kind: TrackHead['kind']
  timescale: number
  head: Buffer
  entries: Buffer[]
  chunks: Chunk[]
  samples: ReadSample[]
  ticks: number // How long it is so far.
}

/**
 * Puts fragments together into one ordinary MP4 (14496-12 §8.5 to §8.7) whose index comes first, so that it plays
 * while it loads. Takes follow one another without a pause: both tracks begin each take together, whichever was
 * shorter before. Samples stay as they are; nothing is decoded.
 */
export class WholeFile {
  readonly pieces: Piece[] = []
  readonly #tracks = new Map<TrackHead['kind'], Track>()
  #bytes = 0
  #take: { zeroSeconds: number; startSeconds: number; heads: Map<number, TrackHead> } | undefined

  /** The fragments that follow belong to another take, with this initialisation segment. */
  startTake(init: Buffer): void {
    const heads = readTracks(init)
    const startSeconds = this.seconds
    this.#take = { zeroSeconds: Number.NaN, startSeconds, heads: new Map(heads.map((head) => [head.id, head])) }
    for (const head of heads) this.#trackOf(head)
  }

  get seconds(): number {
    return Math.max(0, ...[...this.#tracks.values()].map((track) => track.ticks / track.timescale))
  }

  /** Adds what `runs` found in a piece of a file, which begins at `from`. */
  add(file: string, from: number, runs: readonly Run[]): void {
    for (const run of runs) this.#addRun(file, from, run)
  }

  #addRun(file: string, from: number, run: Run): void {
    const take = this.#take
    const head = take?.heads.get(run.track)
    if (!take || !head) return
    const track = this.#trackOf(head)
    if (Number.isNaN(take.zeroSeconds)) take.zeroSeconds = run.ts / head.timescale
    const seconds = take.startSeconds + run.ts / head.timescale - take.zeroSeconds
    const lateTicks = Math.round(seconds * track.timescale) - track.ticks
    const last = track.samples.at(-1)
    if (last && last.duration + lateTicks > 0) {
      last.duration += lateTicks
      track.ticks += lateTicks
    }
    const scale = track.timescale / head.timescale
    const samples = run.samples.map((one) => ({
      ...one,
      duration: Math.round(one.duration * scale),
      offset: Math.round(one.offset * scale),
    }))
    const bytes = run.samples.reduce((sum, { size }) => sum + size, 0)
    track.chunks.push({ at: this.#bytes, samples: samples.length, entry: entryOf(track, head.entry) })
    for (const sample of samples) track.samples.push(sample)
    track.ticks += samples.reduce((sum, { duration }) => sum + duration, 0)
    this.pieces.push({ file, from: from + run.at, bytes })
    this.#bytes += bytes
  }

  #trackOf(head: TrackHead): Track {
    const known = this.#tracks.get(head.kind)
    if (known) return known
    const { kind, timescale, head: box } = head
    const track: Track = { kind, timescale, head: box, entries: [], chunks: [], samples: [], ticks: 0 }
    this.#tracks.set(kind, track)
    return track
  }

  /** Everything that comes before the pieces. */
  header(): Buffer {
    const ftyp = box('ftyp', Buffer.from('isom', 'latin1'), u32(0x200), Buffer.from('isomiso2avc1mp41', 'latin1'))
    const tracks = [...this.#tracks.values()].filter((track) => track.samples.length > 0)
    // A box longer than 4 GB has its length in eight bytes (§4.2).
    const mdat = Buffer.concat([u32(1), Buffer.from('mdat', 'latin1'), u64(this.#bytes + 16)])
    // Where the pieces lie depends on the length of this, which does not depend on where they lie: build it twice.
    const length = ftyp.length + moov(tracks, this.seconds, 0).length + mdat.length
    return Buffer.concat([ftyp, moov(tracks, this.seconds, length), mdat])
  }
}

function entryOf(track: Track, entry: Buffer): number {
  const known = track.entries.findIndex((one) => one.equals(entry))
  return known >= 0 ? known + 1 : track.entries.push(entry)
}

const matrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)

function moov(tracks: Track[], seconds: number, firstByte: number): Buffer {
  const times = u32(0, 0, 1000, Math.round(seconds * 1000), 0x10000)
  const mvhd = fullBox('mvhd', 0, 0, times, u16(0x100, 0), u32(0, 0), matrix, u32(0, 0, 0, 0, 0, 0, tracks.length + 1))
  return box('moov', mvhd, ...tracks.map((track, i) => trak(track, i + 1, firstByte)))
}

function trak(track: Track, id: number, firstByte: number): Buffer {
  const video = track.kind === 'vide'
  const [width, height] = video ? [track.entries[0]!.readUInt16BE(32), track.entries[0]!.readUInt16BE(34)] : [0, 0]
  const lengthMs = Math.round((track.ticks * 1000) / track.timescale)
  const shown = u16(0, 0, video ? 0 : 0x100, 0)
  const size = u32(width * 0x10000, height * 0x10000)
  const tkhd = fullBox('tkhd', 0, 7, u32(0, 0, id, 0, lengthMs, 0, 0), shown, matrix, size)
  const mdhd = fullBox('mdhd', 1, 0, u64(0), u64(0), u32(track.timescale), u64(track.ticks), u16(0x55c4, 0))
  const hdlr = fullBox('hdlr', 0, 0, u32(0), Buffer.from(track.kind, 'latin1'), u32(0, 0, 0), Buffer.alloc(1))
  const dinf = box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1)))
  return box('trak', tkhd, box('mdia', mdhd, hdlr, box('minf', track.head, dinf, stbl(track, firstByte))))
}

function stbl({ entries, chunks, samples, kind }: Track, firstByte: number): Buffer {
  const durations = runsOf(samples.map(({ duration }) => duration))
  const offsets = runsOf(samples.map(({ offset }) => offset))
  const keys = samples.flatMap(({ key }, i) => (key ? [i + 1] : []))
  const reordered = samples.some(({ offset }) => offset !== 0)
  const inChunks = chunks.flatMap(({ samples: count, entry }, i) => {
    const before = chunks[i - 1]
    return before && before.samples === count && before.entry === entry ? [] : [[i + 1, count, entry]]
  })
  return box(
    'stbl',
    fullBox('stsd', 0, 0, u32(entries.length), ...entries),
    fullBox('stts', 0, 0, u32(durations.length), words(durations.flat())),
    ...(reordered ? [fullBox('ctts', 1, 0, u32(offsets.length), words(offsets.flat()))] : []),
    ...(kind === 'vide' ? [fullBox('stss', 0, 0, u32(keys.length), words(keys))] : []),
    fullBox('stsz', 0, 0, u32(0, samples.length), words(samples.map(({ size }) => size))),
    fullBox('stsc', 0, 0, u32(inChunks.length), words(inChunks.flat())),
    fullBox('co64', 0, 0, u32(chunks.length), Buffer.concat(chunks.map(({ at }) => u64(firstByte + at)))),
  )
}

/** Like `u32`, for lists too long to be arguments. */
function words(values: number[]): Buffer {
  const out = Buffer.alloc(values.length * 4)
  for (let i = 0; i < values.length; i++) out.writeUInt32BE(values[i]! >>> 0, i * 4)
  return out
}

/** Equal neighbours, counted: [count, value] pairs. */
function runsOf(values: number[]): [number, number][] {
  const runs: [number, number][] = []
  for (const value of values) {
    const last = runs.at(-1)
    if (last?.[1] === value) last[0]++
    else runs.push([1, value])
  }
  return runs
}
