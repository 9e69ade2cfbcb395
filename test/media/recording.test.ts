import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type MediaEvent, startMediaEngine } from '../../src/media/engine.ts'
import { finishRecording } from '../../src/media/recording/finish.ts'
import { type RecordedSegment, readIndex } from '../../src/media/recording/recorded.ts'
import { replayPlaylist } from '../../src/media/recording/replay-playlist.ts'
import { freePorts } from '../e2e/live-house.ts'

const run = promisify(execFile)
const limit = { timeout: 180_000 }
const temporary = async () => {
  const path = await mkdtemp(join(tmpdir(), 'estrade-recording-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
const indexOf = async (folder: string) =>
  readIndex(await readFile(join(folder, 'recordings/demo/index.jsonl'), 'utf8').catch(() => ''))

async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look()
    if (found) return found
    await setTimeout(50)
  }
}

/** A process group of its own, so that everything in it can be killed at once. */
async function startProcess(folder: string) {
  const script = fileURLToPath(new URL('./recording-process.ts', import.meta.url))
  const child = spawn(process.execPath, [script, folder, (await freePorts()).ESTRADE_MEDIA_UDP_PORT], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return {
    origin: line.toString().trim(),
    async kill() {
      const gone = once(child, 'exit')
      process.kill(-child.pid!, 'SIGKILL')
      await gone
    },
  }
}

const milliseconds = (one: { durationMs: number }[]) => one.reduce((sum, { durationMs }) => sum + durationMs, 0)

test('kill -9 of everything loses at most one part, and the recording goes on afterwards', limit, async (t) => {
  await using folder = await temporary()
  const first = await startProcess(folder.path)
  await until(async () => (await indexOf(folder.path)).segments.length >= 3)
  const playlist = await (await fetch(`${first.origin}/hls/demo/live.m3u8`)).text()
  await first.kill()

  const announced = [...playlist.matchAll(/PART:DURATION=([\d.]+),URI="[^"]*\/p(\d+)\.(\d+)\.m4s"/g)]
  const last = Number(announced.at(-1)![2])
  const ofLast = announced.filter(([, , sequence]) => Number(sequence) === last)
  const seenMs = ofLast.reduce((sum, [, seconds]) => sum + Number(seconds) * 1000, 0)
  const written = await indexOf(folder.path)
  const keptMs = milliseconds(written.segments.filter(({ sequence }) => sequence === last))
  t.diagnostic(`announced ${Math.round(seenMs)} ms of the open segment, kept ${Math.round(keptMs)} ms`)
  assert.ok(keptMs >= seenMs - 340, 'at most one part of 333 ms is missing')
  assert.equal(written.endedAtMs, undefined)

  const second = await startProcess(folder.path)
  const after = await until(async () => {
    const index = await indexOf(folder.path)
    return index.takes === 2 && index.segments.length > written.segments.length + 1 && index
  })
  await second.kill()
  assert.deepEqual(after.segments.slice(0, written.segments.length), written.segments, 'nothing written is rewritten')
  assert.equal(after.segments.at(-1)!.take.file, 'take-2.mp4')
  assert.ok(after.segments.at(-1)!.startedAtMs > written.segments.at(-1)!.startedAtMs)
  for (const file of ['take-1.mp4', 'take-2.mp4']) {
    const { stdout } = await run('ffprobe', [
      ...['-v', 'error', '-count_packets', '-show_entries', 'stream=codec_name,nb_read_packets', '-of', 'csv=p=0'],
      join(folder.path, 'recordings/demo', file),
    ])
    assert.match(stdout, /h264,\d{2,}\naac,\d{2,}/, `${file} plays by itself`)
  }
  await finishes(join(folder.path, 'recordings/demo'), after.segments)
})

/** What becomes of a recording with a hole in it: one MP4, a clip, a playlist and previews, which FFmpeg finds sound. */
async function finishes(folder: string, segments: RecordedSegment[]): Promise<void> {
  const [first, last] = [segments[0]!, segments.at(-1)!]
  const plan = { fromMs: first.startedAtMs, toMs: last.startedAtMs + last.durationMs }
  const second = segments.find(({ take }) => take.file === 'take-2.mp4')!
  const clip = { name: 'clip-1', fromMs: second.startedAtMs + 10, toMs: second.startedAtMs + 20 }
  const finished = await finishRecording(folder, { ...plan, clips: [clip] })
  const wantedMs = milliseconds(segments)
  assert.ok(Math.abs(finished.durationMs - wantedMs) < 50, `${finished.durationMs} of ${wantedMs} ms`)
  assert.ok(Math.abs(finished.clips[0]!.durationMs - second.durationMs) < 50)
  assert.equal(finished.covers, 4)
  assert.ok(finished.storyboard && finished.storyboard.count === Math.ceil(finished.durationMs / 2000))
  await writeFile(join(folder, 'replay.m3u8'), replayPlaylist(segments))
  for (const name of ['show.mp4', 'clip-1.mp4', 'replay.m3u8']) {
    const decoded = await run('ffmpeg', [
      // FFmpeg does not follow time lines over a discontinuity, and warns of it.
      ...['-v', name.endsWith('.m3u8') ? 'error' : 'warning', '-i', join(folder, name), '-f', 'null', '-'],
    ])
    assert.equal(decoded.stderr, '', `${name} decodes without a word`)
  }
  const probed = await run('ffprobe', [
    ...['-v', 'error', '-show_entries', 'stream=codec_type,duration,start_time:format=duration', '-of', 'json'],
    join(folder, 'show.mp4'),
  ])
  const { streams } = JSON.parse(probed.stdout) as { streams: { duration: string }[] }
  assert.equal(streams.length, 2)
  for (const { duration } of streams) assert.ok(Math.abs(Number(duration) * 1000 - wantedMs) < 80, duration)
  const head = (await readFile(join(folder, 'show.mp4'))).subarray(0, 48).toString('latin1')
  assert.ok(head.includes('moov'), 'the index comes first')

  process.env.NODE_OPTIONS = `--import ${new URL('./without-node-av.ts', import.meta.url)}`
  const plain = await finishRecording(folder, { ...plan, clips: [] }).finally(() => delete process.env.NODE_OPTIONS)
  assert.deepEqual([plain.durationMs, plain.covers, plain.storyboard], [finished.durationMs, 0, null])
}

test('a full disk ends the recording by name, and the stream goes on', limit, async () => {
  await using folder = await temporary()
  await mkdir(join(folder.path, 'recordings/demo'), { recursive: true })
  await symlink('/dev/full', join(folder.path, 'recordings/demo/index.jsonl'))
  await using scope = new AsyncDisposableStack()
  const engine = await startMediaEngine({
    authorize: async () => undefined,
    udpPort: Number((await freePorts()).ESTRADE_MEDIA_UDP_PORT),
    dataFolder: folder.path,
    log: { info: () => {}, warn: () => {}, error: () => {} },
  })
  scope.defer(() => engine.stop())
  const events: MediaEvent[] = []
  engine.on((event) => events.push(event))
  engine.broadcast('demo', { title: 'Friday at Alma' })
  const stopped = await until(async () => events.find((event) => event.type === 'recording.stopped'))
  assert.equal(stopped.reason, 'diskFull')
  await until(async () => events.some((event) => event.type === 'live.started'))
  const sequence = async () => {
    const playlist = await (await fetch(`${engine.origin()}/hls/demo/live.m3u8`)).text()
    return Number([...playlist.matchAll(/s(\d+)\.m4s\s*$/gm)].at(-1)?.[1])
  }
  const before = await sequence()
  await until(async () => (await sequence()) > before + 1)
})

test('a show that goes on air while the media process is away is recorded once it is back', limit, async () => {
  await using folder = await temporary()
  await using scope = new AsyncDisposableStack()
  const engine = await startMediaEngine({
    authorize: async () => undefined,
    udpPort: Number((await freePorts()).ESTRADE_MEDIA_UDP_PORT),
    dataFolder: folder.path,
    log: { info: () => {}, warn: () => {}, error: () => {} },
  })
  scope.defer(() => engine.stop())
  const down = new Promise<void>((resolve) => engine.on((event) => event.type === 'engine.down' && resolve()))
  engine.broadcast('demo', { title: 'Friday at Alma' })
  process.kill(engine.pid()!, 'SIGKILL')
  await down
  engine.record('demo', Date.now())
  await until(async () => (await indexOf(folder.path)).segments.length > 0)
})
