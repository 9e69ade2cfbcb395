import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import type { MediaEvent } from '../../src/media/engine.ts'
import { readPlaylist } from './playlist-rules.ts'
import { childrenOf } from './running-engine.ts'
import { openStage, type Stage } from './stage.ts'

const read = (text: string) => readPlaylist(text, { even: false })
const patience = { timeout: 60_000 }
const is = (type: MediaEvent['type']) => (event: MediaEvent) => event.type === type

/** The codec child that makes the ladder: the second one of a broadcast. */
/** Its child is the first: it is opened with the stream, before that of the synthetic broadcaster. */
const ladderOf = (stage: Stage) => childrenOf(stage.engine.pid()!)[0]!

async function clockMoves(page: Page, ms: number): Promise<void> {
  const now = Number(await page.evaluate('stage.lastClock'))
  await page.waitForFunction(`stage.lastClock > ${now + ms}`, undefined, patience)
}

async function open() {
  const stage = await openStage({ ladder: true })
  stage.engine.broadcast('demo', { title: 'Friday at Alma' })
  await stage.event(is('live.started'))
  const text = async (path: string) => (await fetch(`${stage.url}hls/demo/${path}`)).text()
  return { stage, text }
}

test('whoever comes with the first picture finds the whole ladder, and a player changes rungs', {
  timeout: 120_000,
}, async () => {
  const { stage, text } = await open()
  await using _ = stage
  const master = await text('master.m3u8')
  const [sizes, codecs] = [/RESOLUTION=(\w+)/g, /CODECS="([^"]+)"/g].map((what) =>
    [...master.matchAll(what)].map((found) => found[1]),
  )
  assert.deepEqual(sizes, ['1280x720', '854x480', '426x240'], master)
  assert.match(
    codecs!.join(' '),
    /^avc1\.\w{6},mp4a\.40\.2 avc1\.4d\w{4},mp4a\.40\.2 avc1\.4d\w{4},mp4a\.40\.2 mp4a\.40\.2$/,
  )
  const next = read(await text('live.m3u8')).segments.at(-1)!.msn + 1
  const lists = await Promise.all(
    ['live', '480p', '240p', 'audio'].map(async (name) => read(await text(`${name}.m3u8?_HLS_msn=${next}`))),
  )
  for (const list of lists) assert.equal(list.reports.length, 3)
  const segments = lists.map((list) => list.segments.find((segment) => segment.msn === next)!)
  assert.deepEqual(new Set(segments.map(({ date, duration }) => `${date} ${duration}`)).size, 1, 'all on one timeline')

  const viewer = await stage.page()
  await viewer.evaluate("stage.playRendition('demo', 240)")
  await viewer.waitForFunction('stage.frames > 30 && stage.size()[0] < 1280', undefined, patience)
  await viewer.evaluate('stage.hls.nextLevel = stage.heights.indexOf(720)')
  await viewer.waitForFunction('stage.size()[0] === 1280', undefined, patience)
  await viewer.waitForFunction('stage.skipped > 0', undefined, patience)
  assert.ok(!((await viewer.evaluate('stage.errors')) as string[]).some((error) => error.startsWith('fatal')))
})

for (const [name, signal] of [
  ['dies', 'SIGSEGV'],
  ['hangs', 'SIGSTOP'],
] as const)
  test(`a ladder that ${name} costs the source nothing, and its viewers go elsewhere`, {
    timeout: 120_000,
  }, async (t) => {
    const { stage, text } = await open()
    await using _ = stage
    const viewer = await stage.page()
    await viewer.evaluate("stage.playRendition('demo', 480)")
    await viewer.waitForFunction('stage.frames > 30', undefined, patience)
    const child = ladderOf(stage)
    process.kill(child, signal)
    await clockMoves(viewer, 8000)
    t.diagnostic(`errors ${await viewer.evaluate('stage.errors')}; stalls ${await viewer.evaluate('stage.states')}`)
    assert.ok(!((await viewer.evaluate('stage.errors')) as string[]).some((error) => error.startsWith('fatal')))
    const children = childrenOf(stage.engine.pid()!)
    assert.deepEqual([children.length, children.includes(child)], [2, false], 'another child does the work')
    const source = read(await text('live.m3u8'))
    assert.ok(source.segments.every((segment) => !segment.gap))
    const rung = read(await text('480p.m3u8'))
    assert.ok(rung.segments.some((segment) => segment.gap))
    const numbers = new Map(source.segments.map(({ msn, discontinuity }) => [msn, discontinuity]))
    for (const { msn, discontinuity } of rung.segments)
      assert.equal(discontinuity, numbers.get(msn) ?? discontinuity, 'no discontinuity but those of the source')
  })
