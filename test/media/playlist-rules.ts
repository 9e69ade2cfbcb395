/** The rules of draft-pantos-hls-rfc8216bis-22 for live low-latency playlists, read off the text alone. */
import assert from 'node:assert/strict'

export type ReadPart = { uri: string; duration: number; independent: boolean; gap: boolean }
export type ReadSegment = {
  msn: number
  uri?: string
  duration: number
  discontinuity: number
  gap: boolean
  date: number
  parts: ReadPart[]
}
export type ReadPlaylist = {
  targetDuration: number
  partTarget: number
  first: number
  skipped: number
  segments: ReadSegment[]
  hint: string | undefined
  reports: { uri: string; msn: number; part: number }[]
  ended: boolean
}

const attribute = (line: string, name: string) => new RegExp(`[:,]${name}=("?)([^",]*)\\1`).exec(line)?.[2]
const number = (text: string, tag: string) => Number(new RegExp(`^#EXT-X-${tag}:(\\d+)$`, 'm').exec(text)?.[1])

/**
 * Takes a playlist apart, and asserts what one playlist alone can break. A source whose pictures do not come evenly
 * forces other parts: one ends before a picture that would make it too long, and one picture can be too long itself.
 */
export function readPlaylist(text: string, { even = true } = {}): ReadPlaylist {
  const lines = text.split('\n')
  assert.equal(lines[0], '#EXTM3U')
  assert.equal(lines.pop(), '', 'it ends with a line end')
  const control = lines.find((line) => line.startsWith('#EXT-X-SERVER-CONTROL:')) ?? ''
  const targetDuration = number(text, 'TARGETDURATION')
  const partTarget = Number(attribute(lines.find((line) => line.startsWith('#EXT-X-PART-INF:')) ?? '', 'PART-TARGET'))
  assert.equal(attribute(control, 'CAN-BLOCK-RELOAD'), 'YES')
  assert.ok(Number(attribute(control, 'CAN-SKIP-UNTIL')) >= 6 * targetDuration)
  assert.ok(Number(attribute(control, 'HOLD-BACK')) >= 3 * targetDuration)
  assert.ok(Number(attribute(control, 'PART-HOLD-BACK')) >= 3 * partTarget - 1e-9)
  const skips = lines.filter((line) => line.startsWith('#EXT-X-SKIP:'))
  assert.ok(skips.length <= 1)
  assert.ok(skips.length === 0 || number(text, 'VERSION') >= 9, 'EXT-X-SKIP needs version 9')
  const skipped = Number(attribute(skips[0] ?? '', 'SKIPPED-SEGMENTS') ?? 0)
  assert.ok(skips.length === 0 || skipped > 0)
  const read: ReadPlaylist = {
    ...{ targetDuration, partTarget, first: number(text, 'MEDIA-SEQUENCE'), skipped, segments: [] },
    ...{ hint: undefined, reports: [], ended: lines.includes('#EXT-X-ENDLIST') },
  }
  readSegments(lines, read, number(text, 'DISCONTINUITY-SEQUENCE'))
  checkOne(read, even)
  return read
}

function readSegments(lines: string[], read: ReadPlaylist, discontinuityFirst: number): void {
  let discontinuity = discontinuityFirst
  const fresh = (): ReadSegment => ({
    ...{ msn: read.first + read.skipped + read.segments.length, duration: 0, discontinuity },
    ...{ gap: false, date: Number.NaN, parts: [] },
  })
  let segment = fresh()
  for (const line of lines) {
    const beforeParts = () => assert.equal(segment.parts.length, 0, `${line} comes before the first part`)
    if (line === '#EXT-X-DISCONTINUITY') {
      beforeParts()
      segment.discontinuity = ++discontinuity
    } else if (line.startsWith('#EXT-X-MAP:')) beforeParts()
    else if (line.startsWith('#EXT-X-PROGRAM-DATE-TIME:')) {
      beforeParts()
      segment.date = Date.parse(line.slice(25))
    } else if (line.startsWith('#EXT-X-PART:'))
      segment.parts.push({
        uri: attribute(line, 'URI')!,
        duration: Number(attribute(line, 'DURATION')),
        independent: line.includes(',INDEPENDENT=YES'),
        gap: line.includes(',GAP=YES'),
      })
    else if (line === '#EXT-X-GAP') segment.gap = true
    else if (line.startsWith('#EXTINF:')) segment.duration = Number(line.slice(8, -1))
    else if (line.startsWith('#EXT-X-PRELOAD-HINT:')) {
      assert.equal(read.hint, undefined, 'one hint of a type')
      read.hint = attribute(line, 'URI')!
    } else if (line.startsWith('#EXT-X-RENDITION-REPORT:'))
      read.reports.push({
        uri: attribute(line, 'URI')!,
        msn: Number(attribute(line, 'LAST-MSN')),
        part: Number(attribute(line, 'LAST-PART')),
      })
    else if (line !== '' && !line.startsWith('#')) {
      read.segments.push({ ...segment, uri: line })
      segment = fresh()
    }
  }
  if (segment.parts.length > 0) read.segments.push(segment)
}

function checkOne(read: ReadPlaylist, even: boolean): void {
  const { segments, targetDuration, partTarget } = read
  const parts = segments.flatMap((segment) => segment.parts)
  assert.ok(Number.isFinite(targetDuration) && Number.isFinite(partTarget) && Number.isFinite(read.first))
  for (const segment of segments) {
    assert.ok(Number.isFinite(segment.date), 'every segment has its wall clock')
    assert.ok(Math.round(segment.duration) <= targetDuration, `a segment of ${segment.duration} s`)
    const sum = segment.parts.reduce((total, part) => total + part.duration, 0)
    if (segment.uri && segment.parts.length > 0)
      assert.ok(Math.abs(sum - segment.duration) < 0.001, 'parts make up their segment')
    if (segment.uri) assert.equal(segment.parts.some((part) => part.gap) && !segment.gap, false, 'a gap is said twice')
    segment.parts.forEach((part, k) => {
      assert.ok(!even || part.duration <= partTarget + 1e-9, `a part of ${part.duration} s`)
      const next = segment.parts[k + 1]
      const mayBeShort = !even || part.independent || part.gap || next === undefined || next.gap
      assert.ok(mayBeShort || part.duration >= 0.85 * partTarget, `a part of ${part.duration} s amid its segment`)
    })
  }
  let behind = 0
  for (const segment of segments.toReversed()) {
    if (segment.parts.length > 0) assert.ok(behind <= 3 * targetDuration, 'parts are listed near the end only')
    behind += segment.uri ? segment.duration : segment.parts.reduce((total, part) => total + part.duration, 0)
  }
  assert.ok(read.hint === undefined || !parts.some((part) => part.uri === read.hint), 'the hint is not there yet')
  if (read.ended) assert.deepEqual([read.hint, parts.length, read.reports.length], [undefined, 0, 0])
}

/** Asserts what a client that had `before` may rely on. */
export function checkUpdate(before: ReadPlaylist, after: ReadPlaylist): void {
  assert.deepEqual([after.targetDuration, after.partTarget], [before.targetDuration, before.partTarget])
  assert.ok(after.first >= before.first, 'segments are only removed at the front')
  const end = (read: ReadPlaylist) => read.segments.at(-1)?.msn ?? read.first
  assert.ok(end(after) >= end(before), 'nothing is taken back')
  for (const known of before.segments) {
    const now = after.segments.find((segment) => segment.msn === known.msn)
    if (!now) continue
    assert.deepEqual([now.discontinuity, now.date], [known.discontinuity, known.date])
    if (known.uri) assert.deepEqual([now.uri, now.duration, now.gap], [known.uri, known.duration, known.gap])
    if (now.parts.length > 0) assert.deepEqual(now.parts.slice(0, known.parts.length), known.parts)
  }
  if (after.first > before.first && after.segments.length > 0) {
    const listed = after.segments.reduce((total, segment) => total + segment.duration, 0)
    assert.ok(listed >= 3 * after.targetDuration, 'three target durations stay listed')
  }
}

/** What a client makes of a delta update with the help of what it had. */
export function merged(before: ReadPlaylist, delta: ReadPlaylist): ReadPlaylist {
  const kept = before.segments.filter(({ msn }) => msn >= delta.first && msn < delta.first + delta.skipped)
  assert.equal(kept.length, delta.skipped, 'the client has what was left out')
  const discontinuity = kept.at(-1)?.discontinuity
  const added = delta.segments.map((segment) => segment)
  assert.ok(discontinuity === undefined || (added[0]?.discontinuity ?? discontinuity) >= 0)
  return { ...delta, skipped: 0, segments: [...kept.map((segment) => ({ ...segment, parts: [] })), ...added] }
}
