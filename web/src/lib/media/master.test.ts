import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMaster } from './master.ts'

const base = 'https://alma.example/hls/s1/master.m3u8'
const lines = (...more: string[]) => ['#EXTM3U', '#EXT-X-VERSION:9', ...more, ''].join('\n')

test('variants are read best first, with absolute addresses', () => {
  const text = lines(
    '#EXT-X-STREAM-INF:BANDWIDTH=500000,CODECS="avc1.42c01f,mp4a.40.2",RESOLUTION=426x240,FRAME-RATE=30.000',
    '240/live.m3u8',
    '#EXT-X-STREAM-INF:BANDWIDTH=2500000,RESOLUTION=720x1280,CODECS="avc1.42c01f,mp4a.40.2"',
    '',
    'live.m3u8',
  )
  assert.deepEqual(readMaster(text, base), {
    whepUrl: undefined,
    variants: [
      { url: 'https://alma.example/hls/s1/live.m3u8', bandwidth: 2_500_000, lines: 720 },
      { url: 'https://alma.example/hls/s1/240/live.m3u8', bandwidth: 500_000, lines: 240 },
    ],
    hasSideTracks: false,
  })
})

test('a variant without a picture is sound only', () => {
  const text = lines('#EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS="mp4a.40.2"', 'sound.m3u8')
  assert.deepEqual(
    readMaster(text, base).variants.map(({ lines }) => lines),
    [undefined],
  )
})

test('a variant that does not say how large it is still has a picture', () => {
  const text = lines('#EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS="avc1.42c01f"', 'a.m3u8')
  assert.deepEqual(
    readMaster(text, base).variants.map(({ lines }) => lines),
    [0],
  )
})

test('captions and sound in playlists of their own are noticed', () => {
  for (const type of ['SUBTITLES', 'CLOSED-CAPTIONS', 'AUDIO'])
    assert.ok(readMaster(lines(`#EXT-X-MEDIA:TYPE=${type},GROUP-ID="a",NAME="x"`), base).hasSideTracks, type)
  assert.ok(!readMaster(lines('#EXT-X-MEDIA:TYPE=VIDEO,GROUP-ID="a",NAME="x"'), base).hasSideTracks)
})

test('a media playlist has no variants, and nonsense neither', () => {
  assert.deepEqual(readMaster(lines('#EXTINF:2.0,', 's1.m4s'), base).variants, [])
  assert.deepEqual(readMaster('<!doctype html>', base).variants, [])
})

test('it is told where the same stream comes by WebRTC', () => {
  const text = lines(
    '#EXT-X-SESSION-DATA:DATA-ID="org.example.other",VALUE="x"',
    '#EXT-X-SESSION-DATA:DATA-ID="org.estrade.whep",VALUE="/whep/s1?token=1.x"',
    '#EXT-X-STREAM-INF:BANDWIDTH=1',
    'live.m3u8',
  )
  assert.equal(readMaster(text, base).whepUrl, 'https://alma.example/whep/s1?token=1.x')
})
