import { durationMs, type LiveWindow, type Segment, targetDurationSeconds } from './window.ts'

export const segmentsWithParts = 3
/** Older segments than this, from the end, a delta update leaves out. At least six target durations (§4.4.3.8). */
export const skipUntilSeconds = targetDurationSeconds * 6

/** PART-TARGET in seconds: a little above where parts are cut, since pictures do not come on the millisecond. */
export function partTargetSeconds(partMs: number): number {
  return (partMs + 5) / 1000
}

/** Another rendition of the same stream, as its report names it. */
export type Sibling = { uri: string; window: LiveWindow }

export type PlaylistOptions = {
  partMs: number
  /** A delta update: the client has what is older. */
  skip?: boolean
  siblings?: Sibling[]
}

/** The media playlist (draft-pantos-hls-rfc8216bis-22 §4.4), addresses relative to its own. */
export function mediaPlaylist(window: LiveWindow, { partMs, skip = false, siblings = [] }: PlaylistOptions): string {
  const listed = window.listed
  const withParts = listed.length - segmentsWithParts - (window.open ? 1 : 0)
  const skipped = skip && !window.ended ? segmentsBeyond(listed, skipUntilSeconds * 1000) : 0
  const lines = head(window, listed, partMs)
  if (skipped > 0) lines.push(`#EXT-X-SKIP:SKIPPED-SEGMENTS=${skipped}`)
  for (let i = skipped; i < listed.length; i++) {
    const segment = listed[i]!
    if (segment.discontinuity) lines.push('#EXT-X-DISCONTINUITY')
    if (i === 0 || segment.discontinuity) lines.push(`#EXT-X-MAP:URI="${segment.takeId}/init.mp4"`)
    lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(segment.startedAtMs).toISOString()}`)
    if (i >= withParts && !window.ended) lines.push(...partLines(segment))
    if (!segment.closed) continue
    if (segment.gap) lines.push('#EXT-X-GAP')
    lines.push(`#EXTINF:${seconds(durationMs(segment))},`, `${segment.takeId}/s${segment.sequence}.m4s`)
  }
  lines.push(...hintLines(window, listed.at(-1)))
  if (window.ended) lines.push('#EXT-X-ENDLIST')
  else lines.push(...siblings.flatMap(reportLines))
  return `${lines.join('\n')}\n`
}

function head(window: LiveWindow, listed: Segment[], partMs: number): string[] {
  const partTarget = partTargetSeconds(partMs)
  const control = [
    'CAN-BLOCK-RELOAD=YES',
    `CAN-SKIP-UNTIL=${skipUntilSeconds}`,
    `PART-HOLD-BACK=${(partTarget * 3).toFixed(3)}`,
    `HOLD-BACK=${targetDurationSeconds * 3}`,
  ]
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:9',
    `#EXT-X-TARGETDURATION:${targetDurationSeconds}`,
    `#EXT-X-SERVER-CONTROL:${control.join(',')}`,
    `#EXT-X-PART-INF:PART-TARGET=${partTarget.toFixed(3)}`,
    `#EXT-X-MEDIA-SEQUENCE:${listed[0]?.sequence ?? 0}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${window.droppedDiscontinuities}`,
  ]
}

/** How many segments end further than this before the end of what is listed. */
function segmentsBeyond(listed: Segment[], ms: number): number {
  let behindMs = 0
  for (let i = listed.length - 1; i >= 0; i--) {
    if (behindMs >= ms) return i + 1
    behindMs += durationMs(listed[i]!)
  }
  return 0
}

function partLines(segment: Segment): string[] {
  return segment.parts.map((part, k) => {
    const flags = part.gap ? ',GAP=YES' : part.independent ? ',INDEPENDENT=YES' : ''
    const uri = partUri(segment.takeId, segment.sequence, k)
    return `#EXT-X-PART:DURATION=${seconds(part.durationMs)},URI="${uri}"${flags}`
  })
}

/** A hint that begins another take would need that take's discontinuity and map before it: none is given then. */
function hintLines(window: LiveWindow, last: Segment | undefined): string[] {
  const next = window.next
  if (!next || (last && last.takeId !== next.takeId)) return []
  return [`#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${partUri(next.takeId, next.sequence, next.part)}"`]
}

function reportLines({ uri, window }: Sibling): string[] {
  const last = window.last
  return last ? [`#EXT-X-RENDITION-REPORT:URI="${uri}",LAST-MSN=${last.sequence},LAST-PART=${last.part}`] : []
}

function partUri(takeId: string, sequence: number, part: number): string {
  return `${takeId}/p${sequence}.${part}.m4s`
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(5)
}
