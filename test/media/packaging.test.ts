import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { M3U8Parser } from 'hls.js'
import { Feed } from '../../src/media/feed.ts'
import type { AudioFormat } from '../../src/media/format.ts'
import { Packager } from '../../src/media/hls/packager.ts'
import { mediaPlaylist } from '../../src/media/hls/playlist.ts'
import { LiveWindow } from '../../src/media/hls/window.ts'
import { decode, pictures, sounds } from './samples.ts'

type SecondParser = { push(text: string): void; end(): void; manifest: { segments: object[]; mediaSequence: number } }
const { Parser } = createRequire(import.meta.url)('m3u8-parser') as { Parser: new () => SecondParser }

const partMs = 333
const startedAtMs = Date.UTC(2026, 10, 20, 20)
const aac: AudioFormat = {
  codec: 'mp4a.40.2',
  timescale: 48000,
  channels: 2,
  frameTicks: 1024,
  config: Buffer.from('1190', 'hex'),
}

/** A stream from feed to window, with every playlist it ever showed. */
function openPipeline(expects = { video: true, audio: true }, listed?: { listedMs: number; listedBytes: number }) {
  const window = new LiveWindow({ sequence: 1000, discontinuity: 10 }, listed)
  const packager = new Packager({ window, partMs })
  let takes = 0
  const feed = new Feed({ packager, expects, newTakeId: () => `take${++takes}`, requestKeyFrame: () => {} })
  feed.startedAtMs = startedAtMs
  if (expects.audio) feed.audio = aac
  const playlists: string[] = []
  window.changed.on('change', () => window.playable && playlists.push(mediaPlaylist(window, { partMs })))
  return { window, packager, feed, playlists }
}

/** Plays pictures and sounds into a feed in the order they would arrive. Times in seconds. */
function play(
  feed: Feed,
  media: { video: Buffer[][]; audio: Buffer[] },
  from = 0,
  soundAt = (_: number) => true,
): void {
  let sound = 0
  media.video.forEach((nals, i) => {
    const at = i / 30
    for (; (sound * 1024) / 48000 < at && sound < media.audio.length; sound++) {
      const ts = Math.round(from * 48000) + sound * 1024
      if (soundAt(at)) feed.sound({ ts, duration: 1024, data: media.audio[sound]! }, startedAtMs + (from + at) * 1000)
    }
    feed.picture(Math.round((from + at) * 90000), nals, startedAtMs + (from + at) * 1000)
  })
}

function read(text: string) {
  const details = M3U8Parser.parseLevelPlaylist(text, 'http://x/hls/s/live.m3u8', 0, 'main' as never, 0, null)
  assert.equal(details.playlistParsingError, null, text)
  const second = new Parser()
  second.push(text)
  second.end()
  assert.equal(second.manifest.mediaSequence, details.startSN)
  return details
}

function wholeFile(window: LiveWindow, takeId: string): Buffer {
  const parts = window.listed.filter((segment) => segment.takeId === takeId).flatMap((segment) => segment.parts)
  return Buffer.concat([window.init(takeId)!, ...parts.map((part) => part.bytes)])
}

test('every playlist keeps the rules of low latency, and two parsers agree', () => {
  const { window, packager, feed, playlists } = openPipeline()
  play(feed, { video: pictures(12), audio: sounds(12.5) })
  packager.end()
  assert.ok(playlists.length > 30)
  let [sequence, last] = [0, 0]
  for (const text of playlists) {
    const details = read(text)
    assert.ok(details.startSN >= sequence && (details.lastPartSn ?? details.endSN) >= last, 'numbers only grow')
    sequence = details.startSN
    last = details.lastPartSn
    for (const part of details.partList ?? []) assert.ok(part.duration <= details.partTarget + 1e-6)
    for (const fragment of details.fragments)
      assert.ok(Math.round(fragment.duration) <= details.targetduration, `segment of ${fragment.duration} s`)
  }
  const ended = read(playlists.at(-1)!)
  assert.equal(ended.live, false)
  assert.doesNotMatch(playlists.at(-1)!, /PRELOAD-HINT|EXT-X-PART:/)
  const short = window.listed
    .flatMap((segment) => segment.parts.slice(0, -1))
    .filter((part) => !part.independent && part.durationMs < (partMs + 5) * 0.85)
  assert.deepEqual(short, [])
})

test('programme time grows with the media', () => {
  const { packager, feed, playlists } = openPipeline()
  play(feed, { video: pictures(6), audio: sounds(6.5) })
  packager.end()
  const { fragments } = read(playlists.at(-1)!)
  fragments.reduce((at, fragment) => {
    assert.ok(Math.abs(fragment.programDateTime! - at) < 2, `${fragment.programDateTime} ${at}`)
    return at + fragment.duration * 1000
  }, startedAtMs)
})

test('every picture and every sound sent can be decoded, by a decoder that is not ours', () => {
  const { window, packager, feed } = openPipeline()
  play(feed, { video: pictures(6), audio: sounds(6.5) })
  packager.end()
  const decoded = decode(wholeFile(window, 'take1'))
  assert.equal(decoded.complaints, '')
  assert.equal(decoded.pictures, 180)
  assert.ok(Math.abs(decoded.samples - 6 * 48000) < 3000)
})

test('sound that stops for a while becomes silence, not a hole', () => {
  const { window, packager, feed } = openPipeline()
  play(feed, { video: pictures(6), audio: sounds(6.5) }, 0, (at) => at < 2 || at > 3.2)
  packager.end()
  const decoded = decode(wholeFile(window, 'take1'))
  assert.equal(decoded.complaints, '')
  assert.equal(decoded.pictures, 180)
  assert.ok(Math.abs(decoded.samples - 6 * 48000) < 4000, `${decoded.samples} samples`)
})

test('a hole in the picture begins a new take at the next key picture', () => {
  const { window, packager, feed, playlists } = openPipeline()
  play(feed, { video: pictures(3), audio: sounds(3) })
  play(feed, { video: pictures(4).slice(30), audio: sounds(3) }, 6)
  packager.end()
  const takes = window.listed.map((segment) => [segment.takeId, segment.discontinuity])
  assert.deepEqual(takes, [
    ['take1', false],
    ['take1', false],
    ['take2', true],
  ])
  const { fragments } = read(playlists.at(-1)!)
  assert.deepEqual([fragments[0]!.cc, fragments.at(-1)!.cc], [10, 11])
  // The key picture comes one second into the second run.
  assert.ok(Math.abs(fragments.at(-1)!.programDateTime! - (startedAtMs + 7000)) < 2)
  assert.equal(decode(wholeFile(window, 'take2')).complaints, '')
})

test('a turned camera begins a new take without a picture lost', () => {
  const { window, packager, feed } = openPipeline()
  play(feed, { video: pictures(2), audio: sounds(2) })
  play(feed, { video: pictures(2, '180x320'), audio: sounds(2) }, 2)
  packager.end()
  assert.deepEqual([feed.video?.width, feed.video?.height], [180, 320])
  const counts = ['take1', 'take2'].map((take) => decode(wholeFile(window, take)).pictures)
  assert.deepEqual(counts, [60, 60])
})

test('sound alone is a stream too', () => {
  const { window, packager, feed, playlists } = openPipeline({ video: false, audio: true })
  sounds(6).forEach((data, i) => {
    feed.sound({ ts: i * 1024, duration: 1024, data }, startedAtMs + i * 21)
  })
  packager.end()
  assert.ok(read(playlists.at(-1)!).fragments.length >= 3)
  const decoded = decode(wholeFile(window, 'take1'))
  assert.equal(decoded.complaints, '')
  assert.ok(Math.abs(decoded.samples - 6 * 48000) < 3000)
})

test('discontinuities that leave the playlist are counted', () => {
  const shortest = { listedMs: 0, listedBytes: 0 }
  const { window, feed, playlists } = openPipeline({ video: true, audio: true }, shortest)
  const media = { video: pictures(2), audio: sounds(2) }
  for (let i = 0; i < 22; i++) play(feed, media, i * 4)
  let sequence = 0
  for (const text of playlists) {
    const details = read(text)
    const first = details.fragments[0]!
    // Each take is one segment: the number of a segment tells its take, and so its discontinuity.
    assert.equal(first.cc, (first.sn as number) - 1000 + 10, text)
    assert.ok(details.startSN >= sequence)
    sequence = details.startSN
  }
  assert.ok(window.droppedDiscontinuities > 12)
})
