import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { MediaEvent } from '../../src/media/engine.ts'
import { encode, watch } from './encoder.ts'
import { openEngine } from './running-engine.ts'
import { decode } from './samples.ts'

const patience = { timeout: 120_000 }
const reached = (targetId: string, state: string) => (event: MediaEvent) =>
  event.type === 'push.changed' && event.targetId === targetId && event.state === state

test('a show is sent on to several servers; one that refuses or goes away hurts nobody', patience, async () => {
  await using here = await openEngine()
  await using there = await openEngine()
  const url = `rtmp://127.0.0.1:${there.engine.rtmpPort()}/live`
  here.engine.push('cam', [
    { id: 'good', url, key: 'key-abroad' },
    { id: 'refused', url, key: 'wrong' },
    { id: 'deaf', url: 'rtmp://127.0.0.1:9/live', key: 'any' },
  ])
  await using _ = encode(here.engine.rtmpPort(), 'key-cam')
  await here.event(reached('good', 'live'))
  await there.event((event) => event.type === 'live.started' && event.streamId === 'abroad')
  const refused = await here.event(reached('refused', 'retrying'))
  assert.equal(refused.type === 'push.changed' && refused.code, 'NetStream.Publish.BadName')
  await here.event(reached('deaf', 'retrying'))
  const stats = await there.event((event) => event.type === 'stats' && event.videoFps > 20 && event.audioKbps > 20)
  assert.deepEqual(stats.type === 'stats' && [stats.width, stats.height], [640, 360])

  process.kill(there.engine.pid()!, 'SIGKILL')
  await here.event(reached('good', 'retrying'))
  const since = here.events.length
  await there.event((event) => event.type === 'engine.up')
  await here.event(reached('good', 'live'), since)
  await there.event((event) => event.type === 'live.resumed')

  here.engine.push('cam', [])
  await here.event(reached('good', 'stopped'))
  await there.event((event) => event.type === 'live.interrupted', there.events.length)
  assert.ok(!here.events.some((event) => event.type === 'live.interrupted'), 'the show went on')
  assert.ok(!JSON.stringify(here.events).includes('key-abroad'), 'no key is told')
})

test('a receiver that is not ours gets pictures and sound it can decode', patience, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'estrade-push-'))
  const file = join(folder, 'received.mkv')
  const port = await freePort()
  const url = `rtmp://127.0.0.1:${port}/app`
  try {
    await using here = await openEngine()
    await using _ = encode(here.engine.rtmpPort(), 'key-cam')
    await here.event((event) => event.type === 'live.started')
    const receive = ['-v', 'warning', '-listen', '1', '-i', `${url}/secret`, '-t', '5', '-c', 'copy', file]
    await using receiver = watch(spawn('ffmpeg', ['-y', ...receive]))
    here.engine.push('cam', [{ id: 'ffmpeg', url, key: 'secret' }])
    await here.event(reached('ffmpeg', 'live'))
    const { said } = await receiver.ended
    const decoded = decode(await readFile(file))
    assert.equal(decoded.complaints, '', said)
    assert.ok(decoded.pictures > 120 && decoded.samples > 4 * 44_100, `${decoded.pictures} ${decoded.samples} ${said}`)
  } finally {
    await rm(folder, { recursive: true })
  }
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
