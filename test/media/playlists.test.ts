import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import fc from 'fast-check'
import { M3U8Parser } from 'hls.js'
import { readDirectives } from '../../src/media/hls/delivery.ts'
import { masterPlaylist } from '../../src/media/hls/master.ts'
import { mediaPlaylist, partTargetSeconds } from '../../src/media/hls/playlist.ts'
import { LiveWindow } from '../../src/media/hls/window.ts'
import { checkUpdate, merged, type ReadPlaylist, readPlaylist } from './playlist-rules.ts'

type SecondParser = {
  push(text: string): void
  end(): void
  manifest: Record<string, unknown> & { segments: { uri?: string }[] }
}
const { Parser } = createRequire(import.meta.url)('m3u8-parser') as { Parser: new () => SecondParser }

const partMs = 333
const startedAtMs = Date.UTC(2026, 10, 20, 20)

function readTwice(text: string) {
  const details = M3U8Parser.parseLevelPlaylist(text, 'http://x/hls/s/live.m3u8', 0, 'main' as never, 0, null)
  assert.equal(details.playlistParsingError, null, text)
  const second = new Parser()
  second.push(text)
  second.end()
  return { details, manifest: second.manifest }
}

/** What may happen to a window, as a list of steps: numbers are parts of a segment that is then closed. */
type Step = { parts: number; lastMs: number; gapAt: number; next: 'go on' | 'turn' | 'away' }
const step: fc.Arbitrary<Step> = fc.record({
  parts: fc.integer({ min: 1, max: 8 }),
  lastMs: fc.integer({ min: 20, max: 333 }),
  gapAt: fc.oneof(fc.constant(99), fc.constant(99), fc.integer({ min: 0, max: 7 })),
  next: fc.constantFrom('go on', 'go on', 'go on', 'turn', 'away'),
})

/** Plays the steps; `look` is called after every change. */
function live(window: LiveWindow, steps: Step[], look: () => void): void {
  let [at, takes] = [startedAtMs, 0]
  window.changed.on('change', look)
  for (const { parts, lastMs, gapAt, next } of steps) {
    if (!window.next) window.startTake({ id: `take${takes++}`, init: Buffer.from('init') })
    for (let k = 0; k < parts; k++) {
      const durationMs = k === parts - 1 ? lastMs : partMs
      const gap = k >= gapAt
      window.addPart(
        { durationMs, independent: k === 0, bytes: Buffer.alloc(gap ? 0 : 100 + k), ...(gap && { gap }) },
        at,
      )
      at += durationMs
    }
    window.closeSegment()
    if (next === 'turn') window.startTake({ id: `take${takes++}`, init: Buffer.from('init') })
    if (next === 'away') {
      window.pause()
      at += 20_000
    }
  }
}

test('whatever happens to a stream, every playlist keeps every rule, and its updates too', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
      // Shorter than in life, so that much leaves it.
      const window = new LiveWindow({ sequence: 500, discontinuity: 7 }, { listedMs: 30_000, listedBytes: 8000 })
      const other = { uri: 'audio.m3u8?token=x', window }
      let before: ReadPlaylist | undefined
      live(window, steps, () => {
        if (window.listed.length === 0) return
        const text = mediaPlaylist(window, { partMs, siblings: [other] })
        const full = readPlaylist(text)
        if (before) checkUpdate(before, full)
        const { details, manifest } = readTwice(text)
        assert.equal(details.startSN, full.first)
        assert.equal(manifest.mediaSequence, full.first)
        assert.deepEqual(uris(manifest.segments), uris(full.segments))
        if (before) {
          const delta = readPlaylist(mediaPlaylist(window, { partMs, skip: true, siblings: [other] }))
          assert.deepEqual(fold(merged(full, delta)), fold(full), 'a delta update says the same')
          assert.equal(readTwice(mediaPlaylist(window, { partMs, skip: true })).details.skippedSegments, delta.skipped)
        }
        assert.deepEqual(
          full.reports,
          window.ended ? [] : [{ uri: other.uri, msn: window.last!.sequence, part: window.last!.part }],
        )
        before = full
      })
      window.end()
    }),
    { numRuns: 60 },
  )
})

const uris = (segments: { uri?: string }[]) => segments.flatMap(({ uri }) => uri ?? [])

/** Without parts: those of skipped segments are gone for good, in the full one as well. */
const fold = (read: ReadPlaylist) =>
  read.segments.map(({ msn, uri, duration, gap, date }) => ({ msn, uri, duration, gap, date }))

test('what is listed can be fetched, and what left the list a while longer', () => {
  const window = new LiveWindow({ sequence: 500, discontinuity: 7 }, { listedMs: 30_000, listedBytes: 2 ** 20 })
  const steps = Array.from({ length: 40 }, () => ({ parts: 6, lastMs: 333, gapAt: 99, next: 'go on' as const }))
  const seen: { uri: string; atMs: number }[] = []
  let nowMs = 0
  live(window, steps, () => {
    nowMs += partMs
    for (const segment of readPlaylist(mediaPlaylist(window, { partMs })).segments)
      for (const { uri } of [...segment.parts, ...(segment.uri ? [{ uri: segment.uri }] : [])])
        if (!seen.some((one) => one.uri === uri)) seen.push({ uri, atMs: nowMs })
    for (const { uri, atMs } of seen) {
      if (nowMs - atMs > 9000) continue
      const [, take, sequence, part] = /^(\w+)\/[sp](\d+)(?:\.(\d+))?\.m4s$/.exec(uri)!
      const segment = window.segment(take!, Number(sequence))
      assert.ok(part === undefined ? segment?.closed : segment?.parts[Number(part)], uri)
    }
  })
})

test('one can go back three minutes in what is live, less where the picture is heavy', () => {
  const after = (count: number, bytes: number) => {
    const window = new LiveWindow({ sequence: 0, discontinuity: 0 })
    window.startTake({ id: 'a' })
    const segment = Buffer.alloc(bytes)
    for (let i = 0; i < count; i++) {
      window.addPart({ durationMs: 2000, independent: true, bytes: segment }, startedAtMs + i * 2000)
      window.closeSegment()
    }
    return window
  }
  const usual = after(120, 1000)
  assert.ok(Math.abs(usual.listed.length * 2 - 180) <= 2, `${usual.listed.length} segments`)
  const heavy = after(60, 1_000_000)
  assert.ok(heavy.listed.length * 1_000_000 <= 42 * 1024 * 1024, `${heavy.listed.length} segments`)
  assert.ok(heavy.kept.length <= heavy.listed.length + 8, 'what nobody can ask for is not kept')
  assert.ok(after(20, 4_000_000).listed.length >= 16, 'an encoder may send what it likes')
})

test('a delta update leaves out what is older than the skip boundary, and nothing when there is nothing older', () => {
  const window = new LiveWindow({ sequence: 500, discontinuity: 7 })
  const two = { parts: 6, lastMs: 333, gapAt: 99, next: 'go on' as const }
  live(
    window,
    Array.from({ length: 9 }, () => two),
    () => {},
  )
  assert.doesNotMatch(mediaPlaylist(window, { partMs, skip: true }), /EXT-X-SKIP/)
  live(
    window,
    Array.from({ length: 6 }, () => two),
    () => {},
  )
  assert.match(mediaPlaylist(window, { partMs, skip: true }), /#EXT-X-SKIP:SKIPPED-SEGMENTS=5\n/)
  window.end()
  assert.doesNotMatch(mediaPlaylist(window, { partMs, skip: true }), /EXT-X-SKIP/, 'an ended list is whole')
})

test('directives are read, refused or passed by', () => {
  const window = new LiveWindow({ sequence: 500, discontinuity: 7 })
  live(window, [{ parts: 6, lastMs: 333, gapAt: 99, next: 'go on' }], () => {})
  const read = (query: string) => readDirectives(query, window, partTargetSeconds(partMs))
  assert.deepEqual(read(''), { wanted: undefined, skip: false, passed: '' })
  assert.deepEqual(read('token=a.b&_HLS_msn=501&_HLS_part=2&_HLS_skip=YES&cdn=1'), {
    wanted: { sequence: 501, part: 2 },
    skip: true,
    passed: '?token=a.b&cdn=1',
  })
  assert.deepEqual(read('_HLS_skip=v2'), { wanted: undefined, skip: true, passed: '' })
  assert.deepEqual(read('_HLS_skip=NO'), { wanted: undefined, skip: false, passed: '' })
  for (const query of [
    '_HLS_part=1',
    '_HLS_msn=503',
    '_HLS_msn=501&_HLS_part=9',
    '_HLS_msn=-1',
    '_HLS_msn=1e3',
    'token="\n#EXT',
    `token=${'x'.repeat(2000)}`,
  ])
    assert.equal(read(query), 'refused', query)
  window.end()
  assert.deepEqual(read('_HLS_msn=9999&t=1'), { wanted: undefined, skip: false, passed: '?t=1' })
})

test('the list of renditions tells what was measured', () => {
  const window = new LiveWindow({ sequence: 500, discontinuity: 7 })
  window.startTake({ id: 'a' })
  window.addPart({ durationMs: 2000, independent: true, bytes: Buffer.alloc(250_000) }, startedAtMs)
  window.closeSegment()
  const picture = { width: 720, height: 1280, fps: 30 }
  const text = masterPlaylist(
    [
      { name: 'live', window, codecs: ['avc1.42c01f', 'mp4a.40.2'], picture },
      { name: 'audio', window, codecs: ['mp4a.40.2'], bitsPerSecondMin: 2_000_000 },
    ],
    '?token=x',
  )
  assert.deepEqual(M3U8Parser.parseMasterPlaylist(text, 'http://x/hls/s/master.m3u8').playlistParsingError, null)
  assert.deepEqual(text.split('\n').slice(3), [
    '#EXT-X-STREAM-INF:BANDWIDTH=1100000,AVERAGE-BANDWIDTH=1000000,CODECS="avc1.42c01f,mp4a.40.2",RESOLUTION=720x1280,FRAME-RATE=30.000',
    'live.m3u8?token=x',
    '#EXT-X-STREAM-INF:BANDWIDTH=2000000,AVERAGE-BANDWIDTH=1000000,CODECS="mp4a.40.2"',
    'audio.m3u8?token=x',
    '',
  ])
})
