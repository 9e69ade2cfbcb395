/**
 * What lies in a recording's folder: `take-1.mp4`, `take-2.mp4` … (each an initialisation segment with fragments after
 * it, so each plays by itself) and `index.jsonl`, which says what is where. Both only ever grow: the bytes first, then
 * the line that names them, so that whatever the index names is there, however the writer ended.
 */
export const indexFile = 'index.jsonl'

/** One line of the index. Times are ms since 1970, lengths are ms, the rest is bytes from the start of the file. */
export type IndexLine =
  | { take: string; file: string; init: number }
  | { segment: number; at: number; ms: number; from: number; bytes: number; key: boolean }
  | { end: number }

/** A run of parts in one piece of one file. `key`: it begins with a key frame, as it does when the host sends enough. */
export type RecordedSegment = {
  take: RecordedTake
  sequence: number
  startedAtMs: number
  durationMs: number
  from: number
  bytes: number
  key: boolean
}

/** `init`: how many bytes of the file are its initialisation segment. */
export type RecordedTake = { id: string; file: string; init: number }

export type Recorded = { segments: RecordedSegment[]; takes: number; endedAtMs: number | undefined }

/** Reads an index. A line that was torn by a crash, or that this code does not know, counts as not written. */
export function readIndex(text: string): Recorded {
  const recorded: Recorded = { segments: [], takes: 0, endedAtMs: undefined }
  let take: RecordedTake | undefined
  for (const written of text.split('\n')) {
    const line = parsed(written)
    if (!line) continue
    if ('take' in line) {
      recorded.takes++
      take = { id: line.take, file: line.file, init: line.init }
    } else if ('segment' in line && take) note(recorded.segments, take, line)
    else if ('end' in line) recorded.endedAtMs = line.end
  }
  return recorded
}

/** Each line is a part: it makes its segment longer, or begins another. */
function note(segments: RecordedSegment[], take: RecordedTake, part: Extract<IndexLine, { segment: number }>): void {
  const last = segments.at(-1)
  if (last && last.take === take && last.sequence === part.segment) {
    last.durationMs += part.ms
    last.bytes += part.bytes
    return
  }
  segments.push({
    ...{ take, sequence: part.segment, startedAtMs: part.at, durationMs: part.ms },
    ...{ from: part.from, bytes: part.bytes, key: part.key },
  })
}

function parsed(written: string): IndexLine | undefined {
  try {
    const line = JSON.parse(written)
    return typeof line === 'object' && line !== null ? line : undefined
  } catch {
    return undefined
  }
}

/**
 * The segments that show anything of the time between two instants: whole ones, from a key frame on, even where that
 * lies before.
 */
export function segmentsBetween(segments: readonly RecordedSegment[], fromMs: number, toMs: number): RecordedSegment[] {
  const shown = (one: RecordedSegment) => one.startedAtMs + one.durationMs > fromMs && one.startedAtMs < toMs
  const first = segments.findIndex(shown)
  const start = segments.findLastIndex((one, i) => i <= first && (one.key || one.take !== segments[i - 1]?.take))
  return segments.filter((one, i) => shown(one) || (i >= start && i < first))
}
