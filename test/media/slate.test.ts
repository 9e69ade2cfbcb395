import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { encode } from './encoder.ts'
import { readPlaylist } from './playlist-rules.ts'
import { openEngine, type RunningEngine, withoutNodeAv } from './running-engine.ts'
import { decode } from './samples.ts'

const patience = { timeout: 90_000 }
const slate = { picture: { title: 'One moment' }, shown: false }

const playlistOf = async ({ engine }: RunningEngine) => (await fetch(`${engine.origin()}/hls/cam/live.m3u8`)).text()

/** The runs of media that a playlist lists, each from one initialisation segment on. */
const takesOf = (playlist: string) => playlist.split(/^#EXT-X-MAP:/m).slice(1)
const segmentsOf = (text = '') => [...text.matchAll(/^\S+\/s\d+\.m4s$/gm)].map(([file]) => file)

/** Waits until the take numbered `take` has so many whole segments. */
async function segments(running: RunningEngine, take: number, count: number): Promise<string> {
  for (;;) {
    const playlist = await playlistOf(running)
    if (segmentsOf(takesOf(playlist)[take]).length >= count) return playlist
    await setTimeout(200)
  }
}

async function decoded(running: RunningEngine, take: string) {
  const init = /^URI="([^"]+)"/.exec(take)![1]!
  const pieces = [init, ...segmentsOf(take)].map(async (file) =>
    Buffer.from(await (await fetch(`${running.engine.origin()}/hls/cam/${file}`)).arrayBuffer()),
  )
  return decode(Buffer.concat(await Promise.all(pieces)))
}

test('a slate keeps the stream going while the host is away, and makes room when they are back', patience, async () => {
  await using running = await openEngine()
  running.engine.slate('cam', slate)
  await using first = encode(running.engine.rtmpPort(), 'key-cam')
  await running.event((event) => event.type === 'live.started')
  first.process.kill('SIGKILL')
  await running.event((event) => event.type === 'live.interrupted')
  const during = await segments(running, 1, 2)
  readPlaylist(during, { even: false })
  const seen = await decoded(running, takesOf(during)[1]!)
  assert.equal(seen.complaints, '')
  assert.ok(seen.pictures > 60 && seen.samples > 90_000, 'pictures, and silence')
  assert.ok(!running.events.some((event) => event.type === 'live.resumed'), 'a slate is no host')

  await using second = encode(running.engine.rtmpPort(), 'key-cam')
  await running.event((event) => event.type === 'live.resumed')
  const after = await segments(running, 2, 1)
  readPlaylist(after, { even: false })
  assert.equal(second.process.exitCode, null)
  // One timeline: programme time only grows, numbers follow one another.
  const dates = [...after.matchAll(/PROGRAM-DATE-TIME:(\S+)/g)].map(([, date]) => Date.parse(date!))
  assert.ok(
    dates.every((date, i) => i === 0 || date > dates[i - 1]!),
    dates.join(' '),
  )
})

test('a pause shows the slate at once, whoever sends, and its end shows the host', patience, async () => {
  await using running = await openEngine()
  await using _ = encode(running.engine.rtmpPort(), 'key-cam')
  await running.event((event) => event.type === 'live.started')
  running.engine.slate('cam', { ...slate, shown: true })
  const during = await segments(running, 1, 1)
  const size = async (take: string) => (await decoded(running, take)).pictures
  assert.ok((await size(takesOf(during)[1]!)) > 20)
  running.engine.slate('cam', slate)
  await segments(running, 2, 1)
  assert.ok(!running.events.some((event) => event.type === 'live.interrupted'), 'the host never stopped sending')
})

test('who sends sound alone has a slate of silence: players of sound are sent no pictures', patience, async () => {
  await using running = await openEngine()
  await using _ = encode(running.engine.rtmpPort(), 'key-cam', { picture: false })
  await running.event((event) => event.type === 'live.started')
  running.engine.slate('cam', { ...slate, shown: true })
  const during = await segments(running, 1, 2)
  const seen = await decoded(running, takesOf(during)[1]!)
  assert.equal(seen.complaints, '')
  assert.ok(seen.pictures === 0 && seen.samples > 90_000, `${seen.pictures} pictures, ${seen.samples} samples`)
})

test('without node-av there is no slate, and the show waits as it did', patience, async () => {
  using _without = withoutNodeAv()
  await using running = await openEngine()
  running.engine.slate('cam', slate)
  await using first = encode(running.engine.rtmpPort(), 'key-cam')
  await running.event((event) => event.type === 'live.started')
  first.process.kill('SIGKILL')
  await running.event((event) => event.type === 'live.interrupted')
  await using _second = encode(running.engine.rtmpPort(), 'key-cam')
  await running.event((event) => event.type === 'live.resumed')
  assert.ok(takesOf(await segments(running, 1, 1)).length === 2)
})
