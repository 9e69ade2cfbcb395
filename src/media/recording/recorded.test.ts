import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readIndex, segmentsBetween } from './recorded.ts'
import { replayPlaylist, stretchesOf } from './replay-playlist.ts'

const part = (segment: number, at: number, from: number, key = true) =>
  JSON.stringify({ segment, at, ms: 1000, from, bytes: 10, key })
const take = (n: number) => JSON.stringify({ take: `t${n}`, file: `take-${n}.mp4`, init: 5 })
const index = (...lines: string[]) => readIndex(lines.join('\n'))

test('parts of one segment are one piece; a torn line is as good as not written', () => {
  const { segments, takes, endedAtMs } = index(
    take(1),
    part(7, 1000, 5),
    part(7, 2000, 15, false),
    part(8, 3000, 25),
    '{"segment":8,"at":40',
  )
  assert.deepEqual([takes, endedAtMs], [1, undefined])
  assert.deepEqual(
    segments.map(({ sequence, durationMs, from, bytes, key }) => [sequence, durationMs, from, bytes, key]),
    [
      [7, 2000, 5, 20, true],
      [8, 1000, 25, 10, true],
    ],
  )
})

test('what is asked for begins with a key frame, also when that lies before, and never in another take', () => {
  const { segments } = index(
    take(1),
    part(1, 0, 5),
    take(2),
    part(2, 1000, 5, false),
    part(3, 2000, 15),
    part(4, 3000, 25, false),
    part(5, 4000, 35, false),
  )
  const sequences = (from: number, to: number) => segmentsBetween(segments, from, to).map((one) => one.sequence)
  assert.deepEqual(sequences(4100, 4200), [3, 4, 5])
  assert.deepEqual(sequences(1500, 1600), [2])
  assert.deepEqual(sequences(2500, 3500), [3, 4])
  assert.deepEqual(sequences(9000, 9500), [])
})

test('the playlist names ranges, wall clocks and discontinuities, and promises key frames only where they are', () => {
  const { segments } = index(take(1), part(1, 0, 5), take(2), part(2, 9000, 5))
  assert.equal(
    replayPlaylist(segments),
    `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-TARGETDURATION:1
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-MAP:URI="take-1.mp4",BYTERANGE="5@0"
#EXT-X-PROGRAM-DATE-TIME:1970-01-01T00:00:00.000Z
#EXTINF:1.00000,
#EXT-X-BYTERANGE:10@5
take-1.mp4
#EXT-X-DISCONTINUITY
#EXT-X-MAP:URI="take-2.mp4",BYTERANGE="5@0"
#EXT-X-PROGRAM-DATE-TIME:1970-01-01T00:00:09.000Z
#EXTINF:1.00000,
#EXT-X-BYTERANGE:10@5
take-2.mp4
#EXT-X-ENDLIST
`,
  )
  const late = index(take(1), part(1, 0, 5), part(2, 1000, 15, false)).segments
  assert.doesNotMatch(replayPlaylist(late), /INDEPENDENT/)
  assert.deepEqual(stretchesOf(segments), [
    { mediaMs: 0, wallMs: 0, durationMs: 1000 },
    { mediaMs: 1000, wallMs: 9000, durationMs: 1000 },
  ])
})
