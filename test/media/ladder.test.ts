import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import type { FromCodec, ToCodec } from '../../src/media/codec/messages.ts'
import { superviseCodec } from '../../src/media/codec/supervise.ts'
import { Feed } from '../../src/media/feed.ts'
import { Ladder } from '../../src/media/hls/ladder.ts'
import { masterPlaylist } from '../../src/media/hls/master.ts'
import { Packager } from '../../src/media/hls/packager.ts'
import { mediaPlaylist } from '../../src/media/hls/playlist.ts'
import { rungsFor } from '../../src/media/hls/rungs.ts'
import { LiveWindow } from '../../src/media/hls/window.ts'
import { readPlaylist } from './playlist-rules.ts'
import { decode, pictures, sounds } from './samples.ts'

const partMs = 333
const startedAtMs = Date.UTC(2026, 10, 20, 20)
const aac = {
  ...{ codec: 'mp4a.40.2' as const, timescale: 48000, channels: 2, frameTicks: 1024 },
  config: Buffer.from('1190', 'hex'),
}
const quiet = { info: () => {}, warn: () => {}, error: () => {} }

/** A stream from feed to all its renditions, on a clock of its own. */
function openPipeline(spawn: ConstructorParameters<typeof Ladder>[0]['spawn']) {
  const window = new LiveWindow({ sequence: 1000, discontinuity: 10 })
  const clock = { ms: startedAtMs }
  const ladder = new Ladder({ source: window, spawn, nowMs: () => clock.ms, log: quiet })
  const packager = new Packager({ window, partMs, observer: ladder })
  let takes = 0
  const expects = { video: true, audio: true }
  const feed = new Feed({ packager, expects, newTakeId: () => `take${++takes}`, requestKeyFrame: () => {} })
  feed.startedAtMs = startedAtMs
  feed.audio = aac
  return { window, clock, ladder, packager, feed }
}

type Pipeline = ReturnType<typeof openPipeline>

/** Plays pictures and sounds from a second on; `between` is awaited after each picture. */
async function play(
  { feed, clock }: Pipeline,
  media: { video: Buffer[][]; audio: Buffer[] },
  { from = 0, between = async (_: number) => {} },
): Promise<void> {
  let sound = 0
  for (const [i, nals] of media.video.entries()) {
    const at = from + i / 30
    clock.ms = startedAtMs + at * 1000
    for (; (sound * 1024) / 48000 < i / 30 && sound < media.audio.length; sound++)
      feed.sound({ ts: Math.round(from * 48000) + sound * 1024, duration: 1024, data: media.audio[sound]! }, clock.ms)
    feed.picture(Math.round(at * 90000), nals, clock.ms)
    await between(i)
  }
}

type Answer = Extract<FromCodec, { type: 'rung picture' }>

/** A child that answers with the picture it got, as if it were smaller; at once, or when it is let go. */
function echoingChild(pictureAt: (ts: number) => Buffer[]) {
  const child = { waits: false, started: 0, rungs: [] as string[][], held: [] as Answer[], letGo: () => {} }
  const spawn = (hear: (message: FromCodec) => void) => {
    let source: Extract<ToCodec, { type: 'source' }> | undefined
    const start = () => {
      child.started++
      child.held = []
      queueMicrotask(() => hear({ type: 'ladder ready' }))
    }
    child.letGo = () => {
      for (const answer of child.held.splice(0)) hear(answer)
    }
    const send = (message: ToCodec) => {
      if (message.type === 'source') {
        source = message
        child.rungs.push(message.rungs.map(({ name }) => name))
      }
      if (message.type !== 'source picture') return
      const { ts, offset } = message
      const data = Buffer.concat(pictureAt(ts).flatMap((nal) => [Buffer.from([0, 0, 0, 1]), nal]))
      for (const { name } of source!.rungs)
        child.held.push({ type: 'rung picture', name, takeId: source!.takeId, ts, offset, data })
      if (!child.waits) child.letGo()
    }
    start()
    return { send, stop: () => {}, restart: start, pid: () => undefined }
  }
  return { child, spawn }
}

test('rungs go by the short side, and never above the source', () => {
  const sizes = (width: number, height: number) =>
    rungsFor({ width, height }).map((rung) => `${rung.width}x${rung.height}`)
  assert.deepEqual(sizes(1280, 720), ['854x480', '426x240'])
  assert.deepEqual(sizes(720, 1280), ['480x854', '240x426'])
  assert.deepEqual(sizes(1080, 1920), ['480x854', '240x426'])
  assert.deepEqual(sizes(640, 480), ['320x240'])
  assert.deepEqual(sizes(320, 240), [])
})

/** Number, parts and times of every segment: what must be the same in all renditions. */
const shape = (window: LiveWindow) =>
  readPlaylist(mediaPlaylist(window, { partMs })).segments.map(({ msn, duration, date, discontinuity, parts }) => ({
    ...{ msn, duration, date, discontinuity },
    parts: parts.map((part) => part.duration),
  }))

test('smaller pictures are cut where the source is, and can be decoded', { timeout: 120_000 }, async () => {
  let answered = 0
  let tell = () => {}
  const pipeline = openPipeline((hear) =>
    superviseCodec(
      { type: 'ladder' },
      (message) => {
        hear(message)
        if (message.type === 'ladder ready' || (message.type === 'rung picture' && message.name === '240p')) answered++
        tell()
      },
      quiet,
    ),
  )
  const answers = async (count: number) => {
    while (answered < count)
      await new Promise<void>((resolve) => {
        tell = resolve
      })
  }
  pipeline.ladder.open()
  await answers(1)
  const wide = { video: pictures(4, '1280x720'), audio: sounds(4.2) }
  const small = () => pipeline.ladder.followers.find(({ name }) => name === '240p')
  // The clock stands while the child works: nothing comes late.
  let sent = 1
  const between = () => answers(++sent)
  await play(pipeline, wide, { between })
  await play(pipeline, { video: pictures(4, '720x1280'), audio: sounds(4.2) }, { from: 4, between })
  pipeline.packager.pause()
  pipeline.ladder.close()
  const source = shape(pipeline.window)
  assert.deepEqual(
    pipeline.ladder.followers.map(({ name }) => name),
    ['480p', '240p', 'audio'],
  )
  for (const { name, window } of pipeline.ladder.followers) {
    assert.deepEqual(shape(window), source, name)
    assert.ok(
      window.listed.every((segment) => !segment.gap),
      name,
    )
    for (const take of ['take1', 'take2']) {
      const own = window.listed.filter((segment) => segment.takeId.startsWith(take))
      const decoded = decode(Buffer.concat([window.init(own[0]!.takeId)!, ...own.map((segment) => segment.bytes)]))
      assert.equal(decoded.complaints, '', name)
      assert.equal(decoded.pictures, name === 'audio' ? 0 : 120)
      assert.ok(Math.abs(decoded.samples - 4 * 48000) < 4000)
    }
  }
  assert.equal(small()!.video?.width, 240, 'upright now')
  const master = masterPlaylist([
    { name: 'live', window: pipeline.window, codecs: [] },
    ...pipeline.ladder.variants(30),
  ])
  assert.match(master, /CODECS="avc1\.4d40\w\w,mp4a\.40\.2",RESOLUTION=480x854,FRAME-RATE=30\.000\n480p\.m3u8/)
  assert.match(master, /CODECS="mp4a\.40\.2"\naudio\.m3u8/)
  const largest = pipeline.ladder.followers[0]!.window
  const probed = spawnSync(
    'ffprobe',
    ['-v', 'error', '-select_streams', 'v', '-show_entries', 'packet=pts_time,flags', '-of', 'csv=p=0', '-'],
    {
      input: Buffer.concat([
        largest.init('take1.480p')!,
        ...largest.listed.slice(0, 2).map((segment) => segment.bytes),
      ]),
    },
  )
  const keys = probed.stdout
    .toString()
    .split('\n')
    .filter((line) => line.includes('K'))
    .map((line) => Number.parseFloat(line))
  assert.deepEqual(keys, [0, 2], 'key pictures where the source has them, and nowhere else')
})

const large = pictures(2, '640x480')
const at = (ts: number) => large[Math.round((ts % 180_000) / 3000) % 60]!

test('a child that falls silent costs gaps, then is started again; the source goes on', async (t) => {
  const { child, spawn } = echoingChild(at)
  const pipeline = openPipeline(spawn)
  t.after(() => pipeline.ladder.close())
  pipeline.ladder.open()
  await Promise.resolve() // The child is ready.
  const between = async () => pipeline.ladder.tick()
  for (let round = 0; round < 8; round++) {
    child.waits = round === 2 || round === 3
    await play(pipeline, { video: large, audio: sounds(2) }, { from: round * 2, between })
  }
  pipeline.packager.pause()
  pipeline.ladder.close()
  const numbers = (window: LiveWindow) =>
    shape(window).map(({ msn, date, discontinuity }) => [msn, date, discontinuity])
  const [rung] = pipeline.ladder.followers
  assert.equal(rung?.name, '240p')
  assert.deepEqual(numbers(rung.window), numbers(pipeline.window))
  assert.ok(pipeline.window.listed.every((segment) => !segment.gap))
  const gaps = rung.window.listed.map((segment) => segment.gap)
  assert.deepEqual([gaps[0], gaps[1], gaps[2], gaps.at(-2)], [false, false, true, false])
  assert.equal(child.started, 2, 'it was started again')
  assert.doesNotMatch(mediaPlaylist(rung.window, { partMs }), /EXT-X-DISCONTINUITY\n/)
})

test('a child that is behind skips to a key picture; again and again, and it gets less to do', async (t) => {
  const media = pictures(2, '1280x720')
  const { child, spawn } = echoingChild((ts) => media[Math.round((ts % 180_000) / 3000) % 60]!)
  const pipeline = openPipeline(spawn)
  t.after(() => pipeline.ladder.close())
  pipeline.ladder.open()
  await Promise.resolve() // The child is ready.
  const between = async (i: number) => {
    child.waits = i >= 10 && i < 50
    if (i === 50) child.letGo()
  }
  for (let round = 0; round < 6; round++)
    await play(pipeline, { video: media, audio: [] }, { from: round * 2, between })
  assert.deepEqual(child.rungs.at(0), ['480p', '240p'])
  assert.deepEqual(child.rungs.at(-1), ['240p'])
  // That was too much as well.
  assert.deepEqual(
    pipeline.ladder.variants(30).map(({ name }) => name),
    ['audio'],
  )
  assert.equal(pipeline.window.listed.filter((segment) => segment.gap).length, 0)
})
