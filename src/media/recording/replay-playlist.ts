import type { RecordedSegment } from './recorded.ts'

/**
 * The playlist of something that is over (RFC 8216bis §4.4): whole segments as ranges of the files they lie in,
 * addresses relative to its own, the wall clock of each, and a discontinuity wherever one take follows another.
 */
export function replayPlaylist(segments: readonly RecordedSegment[]): string {
  const longestMs = Math.max(1000, ...segments.map(({ durationMs }) => durationMs))
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    ...(segments.every(({ key }) => key) ? ['#EXT-X-INDEPENDENT-SEGMENTS'] : []),
    '#EXT-X-PLAYLIST-TYPE:VOD',
    `#EXT-X-TARGETDURATION:${Math.ceil(longestMs / 1000)}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
  ]
  segments.forEach(({ take, startedAtMs, durationMs, from, bytes }, i) => {
    const newTake = segments[i - 1]?.take.file !== take.file
    if (newTake && i > 0) lines.push('#EXT-X-DISCONTINUITY')
    if (newTake) lines.push(`#EXT-X-MAP:URI="${take.file}",BYTERANGE="${take.init}@0"`)
    lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(startedAtMs).toISOString()}`)
    lines.push(`#EXTINF:${(durationMs / 1000).toFixed(5)},`, `#EXT-X-BYTERANGE:${bytes}@${from}`, take.file)
  })
  lines.push('#EXT-X-ENDLIST', '')
  return lines.join('\n')
}

/** A stretch in which the video's own clock and the wall clock run alike. All in ms. */
export type Stretch = { mediaMs: number; wallMs: number; durationMs: number }

const driftMsMost = 20

/** Where on the wall clock each moment of the video lies. */
export function stretchesOf(segments: readonly RecordedSegment[]): Stretch[] {
  const stretches: Stretch[] = []
  let mediaMs = 0
  let take: string | undefined
  for (const { take: of, startedAtMs, durationMs } of segments) {
    const last = stretches.at(-1)
    const driftMs = last ? Math.abs(last.wallMs + last.durationMs - startedAtMs) : Number.POSITIVE_INFINITY
    if (last && of.file === take && driftMs <= driftMsMost) last.durationMs += durationMs
    else stretches.push({ mediaMs, wallMs: startedAtMs, durationMs })
    mediaMs += durationMs
    take = of.file
  }
  return stretches
}
