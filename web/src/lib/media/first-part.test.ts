import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstPartIn, firstVariant } from './first-part.ts'

const base = 'https://alma.example/hls/s1/live.m3u8?token=1'
const head = [
  '#EXTM3U',
  '#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.200,HOLD-BACK=6',
  '#EXT-X-PART-INF:PART-TARGET=0.334',
]
const map = (take: string) => `#EXT-X-MAP:URI="${take}/init.mp4"`
const part = (uri: string, ...flags: string[]) => ['#EXT-X-PART:DURATION=0.50000', `URI="${uri}"`, ...flags].join(',')
const key = 'INDEPENDENT=YES'

test('a picture begins at the newest part with a key picture that is not at the very edge', () => {
  const first = [map('t1'), '#EXTINF:2.00000,', 't1/s1.m4s', part('t1/p2.0.m4s', key), part('t1/p2.1.m4s')]
  const rest = [part('t1/p2.2.m4s'), part('t1/p2.3.m4s'), '#EXTINF:2.00000,', 't1/s2.m4s']
  const hint = ['#EXT-X-PRELOAD-HINT:TYPE=PART,URI="t1/p3.1.m4s"', '']
  const text = [...head, ...first, ...rest, part('t1/p3.0.m4s', key), ...hint].join('\n')
  const near = {
    initUrl: 'https://alma.example/hls/s1/t1/init.mp4',
    partUrl: 'https://alma.example/hls/s1/t1/p2.0.m4s',
  }
  assert.deepEqual(firstPartIn(text, base), { ...near, startSeconds: 2 })
  const later = text.replace('#EXT-X-PRELOAD', `${part('t1/p3.1.m4s')}\n#EXT-X-PRELOAD`)
  assert.deepEqual(firstPartIn(later, base), {
    ...near,
    partUrl: 'https://alma.example/hls/s1/t1/p3.0.m4s',
    startSeconds: 4,
  })
})

test('it never begins with a gap, and brings the head of its own take', () => {
  const taken = [
    map('t1'),
    part('t1/p1.0.m4s', key),
    '#EXTINF:0.50000,',
    't1/s1.m4s',
    '#EXT-X-DISCONTINUITY',
    map('t2'),
  ]
  const parts = [
    part('t2/p2.0.m4s', key),
    part('t2/p2.1.m4s', key, 'GAP=YES'),
    part('t2/p2.2.m4s'),
    part('t2/p2.3.m4s'),
  ]
  const found = firstPartIn([...head, ...taken, ...parts].join('\n'), base)
  assert.deepEqual([found?.initUrl.slice(-11), found?.partUrl.slice(-11)], ['t2/init.mp4', 't2/p2.0.m4s'])
})

test('a playlist without parts, or with the edge alone, names none', () => {
  assert.equal(firstPartIn([...head, map('t1'), '#EXTINF:2.0,', 't1/s1.m4s'].join('\n'), base), undefined)
  assert.equal(firstPartIn([...head, map('t1'), part('t1/p1.0.m4s', key)].join('\n'), base), undefined)
})

test('the first picture is the best that the line carries, otherwise the smallest', () => {
  const variants = [
    { url: 'high', bandwidth: 2_500_000, lines: 720 },
    { url: 'small', bandwidth: 400_000, lines: 240 },
    { url: 'middle', bandwidth: 1_100_000, lines: 480 },
    { url: 'sound', bandwidth: 64_000, lines: undefined },
  ]
  const begun = [0, 500_000, 1_200_000, 9_000_000].map((bits) => firstVariant(variants, bits)?.url)
  assert.deepEqual(begun, ['small', 'small', 'middle', 'high'])
  assert.equal(firstVariant(variants.slice(3), 9_000_000), undefined)
})
