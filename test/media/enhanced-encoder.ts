/**
 * A process that publishes HEVC or AV1 by Enhanced RTMP, in real time:
 * `enhanced-encoder.ts libx265 aac rtmp://…`. The file is made by ffmpeg, sent by the newer FFmpeg inside node-av.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Demuxer, Muxer } from 'node-av/api'

const [video = '', audio = '', target = ''] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'estrade-enhanced-'))
const file = join(folder, 'show.mkv')
const inputs = ['testsrc2=size=320x180:rate=30', 'sine=frequency=440:sample_rate=48000']
const fast = video === 'libx265' ? ['-preset', 'ultrafast', '-bf', '2'] : ['-preset', '12']
const coding = ['-c:v', video, ...fast, '-g', '60', '-pix_fmt', 'yuv420p', '-c:a', audio, '-ac', '2']
spawnSync('ffmpeg', [
  ...['-v', 'error', ...inputs.flatMap((input) => ['-f', 'lavfi', '-i', input]), '-t', '20'],
  ...coding,
  file,
])

await using input = await Demuxer.open(file)
await using output = await Muxer.open(target, { input, format: 'flv' })
const places = input.streams.map((stream) => output.addStream(stream))
const startedAt = performance.now()
for await (const packet of input.packets()) {
  if (!packet) break
  const { num, den } = packet.timeBase
  const dueMs = (Number(packet.dts) * num * 1000) / den
  await setTimeout(Math.max(0, startedAt + dueMs - performance.now()))
  await output.writePacket(packet, places[packet.streamIndex]!)
}
rmSync(folder, { recursive: true })
