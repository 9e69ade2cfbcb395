import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { test } from 'node:test'
import { type Encoder, watch } from './encoder.ts'
import { openEngine } from './running-engine.ts'

const patience = { timeout: 90_000 }
const bars = ['-re', '-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=30']
const tone = ['-re', '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000']
const coding = ['-c:v', 'libx264', '-preset', 'veryfast', '-g', '60', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-ac', '2']

/** Publishes by SRT with Debian's ffmpeg until it is killed. */
function callBySrt(port: number | undefined, streamId: string, more = ''): Encoder {
  const target = `srt://127.0.0.1:${port}?mode=caller&streamid=${encodeURIComponent(streamId)}${more}`
  return watch(spawn('ffmpeg', ['-v', 'info', ...bars, ...tone, ...coding, '-f', 'mpegts', target]))
}

test('encoders publish by SRT on one port, are refused by name, and leave by word', patience, async () => {
  const codes: unknown[] = []
  const errors: string[] = []
  await using running = await openEngine({
    srtPort: 0,
    log: {
      info: (fields) => 'code' in fields && codes.push(fields.code),
      warn: () => {},
      error: (_, message) => errors.push(message),
    },
    authorize: async (key) => (/^key-[\w-]+$/.test(key) ? { streamId: key.slice(4), keyId: key } : undefined),
  })
  const { engine } = running
  const port = engine.srtPort()
  // Junk of any kind before, and meanwhile.
  const junk = createSocket('udp4').unref()
  for (let i = 0; i < 200; i++) junk.send(Buffer.alloc(i * 7, i), port!, '127.0.0.1')
  await using plain = callBySrt(port, 'key-plain')
  await using formal = callBySrt(port, '#!::r=key-formal,m=publish')
  const started = (id: string) => running.event((event) => event.type === 'live.started' && event.streamId === id)
  const gone = (one: Encoder) => one.ended.then(({ said }) => assert.fail(said))
  await Promise.race([Promise.all([started('plain'), started('formal')]), gone(plain), gone(formal)])
  for (let i = 0; i < 200; i++) junk.send(Buffer.alloc(i * 7, 255 - i), port!, '127.0.0.1')
  junk.close()
  const master = await (await fetch(`${engine.origin()}/hls/formal/master.m3u8`)).text()
  assert.match(master, /CODECS="avc1\.64\w{4},mp4a\.40\.2",RESOLUTION=640x360/)

  for (const [id, refused] of [
    ['wrong', 'srt.key.unknown'],
    ['key-plain', 'srt.stream.busy'],
    ['#!::r=key-other,m=request', 'srt.play.refused'],
    ['a'.repeat(511), 'srt.key.unknown'],
  ] as const) {
    await using stranger = callBySrt(port, id)
    assert.notEqual((await stranger.ended).code, 0)
    assert.equal(codes.at(-1), refused)
  }
  const since = running.events.length
  engine.keepKeys('plain', [])
  await running.event((event) => event.type === 'live.interrupted' && event.streamId === 'plain', since)
  await plain.ended // Told so at once, rather than after a timeout of its own.
  await running.event((event) => event.type === 'stats' && event.streamId === 'formal' && event.videoFps > 20, since)
  assert.equal(formal.process.exitCode, null)
  formal.process.kill('SIGINT')
  await running.event((event) => event.type === 'live.interrupted' && event.streamId === 'formal', since)
  assert.deepEqual(errors, [])
})

test('with a passphrase SRT is encrypted, and who does not know it gets nowhere', patience, async () => {
  await using running = await openEngine({ srtPort: 0, srtPassphrase: 'lamp-and-vase' })
  const port = running.engine.srtPort()
  await using stranger = callBySrt(port, 'key-a')
  assert.notEqual((await stranger.ended).code, 0)
  await using knows = callBySrt(port, 'key-b', '&passphrase=lamp-and-vase')
  await running.event((event) => event.type === 'live.started' && event.streamId === 'b')
  assert.equal(knows.process.exitCode, null)
})
