import type { AudioFormat, VideoFormat } from '../format.ts'
import { durationMs, type LiveWindow, type Segment, targetDurationSeconds } from './window.ts'

const segmentsWithParts = 3

/** PART-TARGET in seconds: a little above where parts are cut, since pictures do not come on the millisecond. */
export function partTargetSeconds(partMs: number): number {
  return (partMs + 5) / 1000
}

/** The media playlist (draft-pantos-hls-rfc8216bis-22 §4.4), addresses relative to its own. */
export function mediaPlaylist(window: LiveWindow, partMs: number): string {
  const listed = window.listed
  const partTarget = partTargetSeconds(partMs)
  const withParts = listed.length - segmentsWithParts - (window.open ? 1 : 0)
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:9',
    `#EXT-X-TARGETDURATION:${targetDurationSeconds}`,
    `#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=${(partTarget * 3).toFixed(3)},HOLD-BACK=${targetDurationSeconds * 3}`,
    `#EXT-X-PART-INF:PART-TARGET=${partTarget.toFixed(3)}`,
    `#EXT-X-MEDIA-SEQUENCE:${listed[0]?.sequence ?? 0}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${window.droppedDiscontinuities}`,
  ]
  listed.forEach((segment, i) => {
    if (segment.discontinuity) lines.push('#EXT-X-DISCONTINUITY')
    if (i === 0 || segment.discontinuity) lines.push(`#EXT-X-MAP:URI="${segment.takeId}/init.mp4"`)
    lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(segment.startedAtMs).toISOString()}`)
    if (i >= withParts && !window.ended) lines.push(...partLines(segment))
    if (segment.closed)
      lines.push(`#EXTINF:${seconds(durationMs(segment))},`, `${segment.takeId}/s${segment.sequence}.m4s`)
  })
  const next = window.next
  if (next) lines.push(...hintLines(next, listed.at(-1)))
  if (window.ended) lines.push('#EXT-X-ENDLIST')
  return `${lines.join('\n')}\n`
}

function partLines(segment: Segment): string[] {
  return segment.parts.map(
    (part, k) =>
      `#EXT-X-PART:DURATION=${seconds(part.durationMs)},URI="${partUri(segment.takeId, segment.sequence, k)}"${part.independent ? ',INDEPENDENT=YES' : ''}`,
  )
}

/** A hint that begins another take carries that take's discontinuity and map, as the part itself will. */
function hintLines(next: { takeId: string; sequence: number; part: number }, last: Segment | undefined): string[] {
  const hint = `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${partUri(next.takeId, next.sequence, next.part)}"`
  return last && last.takeId !== next.takeId ? [] : [hint]
}

/** The multivariant playlist: one variant today; renditions of a ladder are further lines. */
export function masterPlaylist(format: {
  video?: VideoFormat
  audio?: AudioFormat
  bandwidth: number
  fps: number
}): string {
  const { video, audio } = format
  const codecs = [video?.codec, audio?.codec].filter(Boolean).join(',')
  const picture = video ? `,RESOLUTION=${video.width}x${video.height},FRAME-RATE=${format.fps.toFixed(3)}` : ''
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:9',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-STREAM-INF:BANDWIDTH=${format.bandwidth},CODECS="${codecs}"${picture}`,
    'live.m3u8',
    '',
  ].join('\n')
}

function partUri(takeId: string, sequence: number, part: number): string {
  return `${takeId}/p${sequence}.${part}.m4s`
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(5)
}
