import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { encode, playByRtmp, type Sending, watch } from './encoder.ts'
import { readPlaylist } from './playlist-rules.ts'
import { openEngine, type RunningEngine, withoutNodeAv } from './running-engine.ts'
import { decode } from './samples.ts'

const patience = { timeout: 90_000 }

/** Waits until so many whole segments of one take are listed; gives them as one file, and the master playlist. */
async function record({ engine }: RunningEngine, stream: string, segments: number) {
  const at = (path: string) => fetch(`${engine.origin()}/hls/${stream}/${path}`)
  for (;;) {
    const playlist = await (await at('live.m3u8')).text()
    const files = [...playlist.matchAll(/^\S+\/s\d+\.m4s$/gm)].map(([file]) => file)
    if (files.length < segments) {
      await setTimeout(200)
      continue
    }
    const init = /URI="(\S+\/init\.mp4)"/.exec(playlist)![1]!
    const pieces = [init, ...files.slice(0, segments)].map(async (file) => (await at(file)).arrayBuffer())
    const file = Buffer.concat((await Promise.all(pieces)).map((piece) => Buffer.from(piece)))
    return { file, playlist, master: await (await at('master.m3u8')).text() }
  }
}

const ways: Record<string, { sending: Sending; codecs: RegExp; pictures: number; samples: number }> = {
  'B-frames': { sending: {}, codecs: /avc1\.64\w{4},mp4a\.40\.2/, pictures: 90, samples: 144_000 },
  'no B-frames': {
    sending: { picture: ['-tune', 'zerolatency', '-profile:v', 'baseline'] },
    codecs: /avc1\.42\w{4},mp4a\.40\.2/,
    pictures: 90,
    samples: 144_000,
  },
  '44.1 kHz in mono': {
    sending: { sound: ['-ar', '44100', '-ac', '1'] },
    codecs: /avc1\.64\w{4},mp4a\.40\.2/,
    pictures: 90,
    samples: 132_300,
  },
  'no sound': { sending: { sound: false }, codecs: /="avc1\.64\w{4}"/, pictures: 90, samples: 0 },
  'no picture': { sending: { picture: false }, codecs: /="mp4a\.40\.2"/, pictures: 0, samples: 150_000 },
}

for (const [way, { sending, codecs, pictures, samples }] of Object.entries(ways)) {
  test(`what ffmpeg sends by RTMP with ${way} is played by a decoder that is not ours`, patience, async () => {
    await using running = await openEngine()
    await using _ = encode(running.engine.rtmpPort(), 'key-cam', sending)
    await running.event((event) => event.type === 'live.started')
    const { file, master } = await record(running, 'cam', 2)
    assert.match(master, codecs)
    const decoded = decode(file)
    assert.equal(decoded.complaints, '')
    assert.ok(Math.abs(decoded.pictures - pictures) <= 62, `${decoded.pictures} pictures`)
    assert.ok(
      Math.abs(decoded.samples - samples) < 100_000 && decoded.samples > 0 === samples > 0,
      `${decoded.samples}`,
    )
  })
}

test('an unknown key, a second publisher and a player are refused by name; the first goes on', patience, async () => {
  await using running = await openEngine()
  const port = running.engine.rtmpPort()
  await using first = encode(port, 'key-cam?source=desk')
  await running.event((event) => event.type === 'live.started')

  await using stranger = encode(port, 'wrong')
  await using second = encode(port, 'key-cam')
  await using player = playByRtmp(port, 'key-cam')
  for (const [ended, words] of [
    [stranger.ended, /This stream key may not publish now/],
    [second.ended, /Somebody is already publishing with this key/],
    [player.ended, /never by RTMP/],
  ] as const) {
    const { code, said } = await ended
    assert.notEqual(code, 0)
    assert.match(said, words)
  }
  const since = running.events.length
  await running.event((event) => event.type === 'stats' && event.videoFps > 20, since)
  assert.equal(first.process.exitCode, null)
  assert.ok(!running.events.some((event) => event.type === 'live.interrupted'))
})

test('an encoder that is killed and comes back continues the show', patience, async () => {
  await using running = await openEngine()
  const port = running.engine.rtmpPort()
  await using first = encode(port, 'key-cam')
  await running.event((event) => event.type === 'live.started')
  first.process.kill('SIGKILL')
  await running.event((event) => event.type === 'live.interrupted')
  await using second = encode(port, 'key-cam')
  await running.event((event) => event.type === 'live.resumed')
  const { playlist } = await record(running, 'cam', 4)
  assert.match(playlist, /#EXT-X-DISCONTINUITY\n/)

  // One that hangs without closing gives way once it has been silent for a while.
  second.process.kill('SIGSTOP')
  await running.event((event) => event.type === 'stats' && event.lastFrameAgeMs > 2500)
  const since = running.events.length
  await using third = encode(port, 'key-cam')
  await running.event((event) => event.type === 'stats' && event.videoFps > 20, since)
  assert.equal(third.process.exitCode, null)
})

test('after a crash of the media process encoders find it at the same port', patience, async () => {
  await using running = await openEngine()
  const port = running.engine.rtmpPort()
  await using _first = encode(port, 'key-cam')
  await running.event((event) => event.type === 'live.started')
  process.kill(running.engine.pid()!, 'SIGKILL')
  await running.event((event) => event.type === 'engine.up')
  assert.equal(running.engine.rtmpPort(), port)
  await using _second = encode(port, 'key-cam')
  await running.event((event) => event.type === 'live.resumed')
})

const rareKeys: Sending = { picture: ['-g', '250', '-sc_threshold', '0'] }

test('key pictures eight seconds apart are made two, and their host is told', patience, async () => {
  await using running = await openEngine()
  await using _ = encode(running.engine.rtmpPort(), 'key-cam', rareKeys)
  const stats = await running.event((event) => event.type === 'stats' && event.warnings.length > 0)
  assert.deepEqual(stats.type === 'stats' && stats.warnings, ['keyFrameInterval'])
  const { playlist } = await record(running, 'cam', 7)
  readPlaylist(playlist, { even: false })
  const [before, after = ''] = playlist.split('#EXT-X-DISCONTINUITY\n')
  assert.match(before!, /s\d+\.m4s/)
  const begins = after.split('#EXT-X-PROGRAM-DATE-TIME').filter((segment) => segment.includes('#EXT-X-PART'))
  assert.ok(begins.length > 1)
  for (const segment of begins) assert.match(segment, /^.*\n#EXT-X-PART:\S+INDEPENDENT=YES/)
  const durations = [...after.matchAll(/#EXTINF:([\d.]+)/g)].map(([, seconds]) => Number(seconds))
  assert.ok(
    durations.every((seconds) => seconds > 1.7 && seconds < 2.4),
    durations.join(' '),
  )

  const files = [...after.matchAll(/^\S+\/s\d+\.m4s$/gm)].map(([file]) => file)
  const init = /URI="(\S+\/init\.mp4)"/.exec(after)![1]!
  const pieces = await Promise.all(
    [init, ...files].map(async (file) => (await fetch(`${running.engine.origin()}/hls/cam/${file}`)).arrayBuffer()),
  )
  const decoded = decode(Buffer.concat(pieces.map((piece) => Buffer.from(piece))))
  assert.equal(decoded.complaints, '')
  assert.ok(Math.abs(decoded.pictures - files.length * 60) < 6, `${decoded.pictures} pictures`)
})

test('without node-av rare key pictures go on as they are, and no playlist says otherwise', patience, async () => {
  using _without = withoutNodeAv()
  await using running = await openEngine()
  await using _ = encode(running.engine.rtmpPort(), 'key-cam', rareKeys)
  await running.event((event) => event.type === 'stats' && event.warnings.includes('keyFrameInterval'))
  const { file, playlist, master } = await record(running, 'cam', 4)
  readPlaylist(playlist, { even: false })
  assert.doesNotMatch(playlist, /#EXT-X-DISCONTINUITY\n/)
  assert.doesNotMatch(master, /INDEPENDENT-SEGMENTS/)
  const decoded = decode(file)
  assert.equal(decoded.complaints, '')
  assert.ok(decoded.pictures > 300)
})

test('H.264 that few browsers play is said to be so', patience, async () => {
  await using running = await openEngine()
  await using _ = encode(running.engine.rtmpPort(), 'key-cam', { picture: ['-pix_fmt', 'yuv444p'] })
  const stats = await running.event((event) => event.type === 'stats' && event.codec.startsWith('avc1.f4'))
  assert.deepEqual(stats.type === 'stats' && stats.warnings, ['codecNotEverywhere'])
})

/** A second implementation of Enhanced RTMP: the FFmpeg inside node-av, newer than what Debian has. */
for (const [video, audio, codecs] of [
  ['libx265', 'aac', /hvc1\.1\.6\.L\d+\.90,mp4a\.40\.2/],
  ['libsvtav1', 'libopus', /av01\.0\.\d\dM\.08,mp4a\.40\.2/],
] as const) {
  test(`Enhanced RTMP: ${video} and ${audio} pass through to players`, patience, async () => {
    await using running = await openEngine()
    const script = new URL('./enhanced-encoder.ts', import.meta.url).pathname
    const target = `rtmp://127.0.0.1:${running.engine.rtmpPort()}/live/key-cam`
    await using encoder = watch(spawn(process.execPath, [script, video, audio, target]))
    const gone = encoder.ended.then(({ said }) => assert.fail(said))
    await Promise.race([gone, running.event((event) => event.type === 'live.started')])
    const { file, master } = await record(running, 'cam', 2)
    assert.match(master, codecs)
    const decoded = decode(file)
    assert.doesNotMatch(decoded.complaints, /error|invalid/i)
    assert.ok(decoded.pictures > 60 && decoded.samples > 100_000, `${decoded.pictures} ${decoded.samples}`)
    const stats = await running.event((event) => event.type === 'stats' && event.warnings.length > 0)
    assert.ok(stats.type === 'stats' && stats.warnings.includes('codecNotEverywhere'))
  })
}
