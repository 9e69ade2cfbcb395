import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { barClocks, drawBarClock } from '../src/media/codec/bar-clock.ts'
import { openStage, percentile, type Stage, withoutUdp } from '../test/media/stage.ts'

/**
 * How old a picture is when a viewer's browser shows it: a clock in the pixels of a browser that publishes by WHIP.
 *
 * Both browsers run on this machine, so the network adds nothing. `ours` is LL-HLS with parts of 200 ms, `peer` is
 * FFmpeg's own HLS muxer with segments of 2 s, played by the same player. Numbers are medians in ms.
 * `websocket` is what a browser without UDP sends by itself, in parts of 333 ms.
 */
export async function run({ smoke }: { smoke: boolean; seed: number }): Promise<Record<string, unknown>> {
  const frames = smoke ? 60 : 900
  const short = await bySegments(200, frames)
  const usual = await bySegments(333, frames)
  const socket = await bySegments(333, frames, withoutUdp)
  const now = await byWebRtc(frames)
  const peer = await byFfmpeg(frames)
  for (const [name, one] of Object.entries({
    'parts of 200 ms': short,
    'parts of 333 ms': usual,
    WebSocket: socket,
    WHEP: now,
    FFmpeg: peer,
  }))
    console.log(
      `${name.padEnd(16)} p50 ${one.p50} ms, p95 ${one.p95} ms, ${one.stalls} stalls, ${one.read} frames read`,
    )
  return {
    ...{ unit: 'ms', ours: short.p50, peer: peer.p50, ratio: Math.round((peer.p50 / short.p50) * 10) / 10 },
    ...{ parts200: short, parts333: usual, websocket: socket, whep: now, ffmpeg: peer },
  }
}

type Seen = { p50: number; p95: number; stalls: number; read: number }
const patience = { timeout: 120_000 }

async function bySegments(partMs: number, frames: number, flags: string[] = []): Promise<Seen> {
  await using stage = await openStage({ partMs }, flags)
  await publish(stage)
  const viewer = await stage.page()
  await viewer.evaluate("stage.play('cam')")
  return await watch(viewer, frames)
}

async function byWebRtc(frames: number): Promise<Seen> {
  await using stage = await openStage()
  await publish(stage)
  const viewer = await stage.page()
  await viewer.evaluate("stage.playNow('cam')")
  return await watch(viewer, frames)
}

async function publish(stage: Stage): Promise<void> {
  const host = await stage.page()
  await host.evaluate("stage.publishClock('key-cam')")
  await stage.event((event) => event.type === 'live.started')
}

/** Lets the player find its place, then reads the clock off every frame. */
async function watch(viewer: Page, frames: number): Promise<Seen> {
  const passed = async (count: number) => {
    const now = Number(await viewer.evaluate('stage.frames'))
    await viewer.waitForFunction(`stage.frames >= ${now + count}`, undefined, patience)
  }
  await passed(Math.min(300, frames))
  await viewer.evaluate('stage.latencies.length = stage.states.length = 0')
  await passed(frames)
  const latencies = (await viewer.evaluate('stage.latencies')) as number[]
  const states = (await viewer.evaluate('stage.states')) as string[]
  const stalls = states.filter((state) => state === 'waiting').length
  return { p50: percentile(latencies, 0.5), p95: percentile(latencies, 0.95), stalls, read: latencies.length }
}

/** The same clock, drawn 30 times a second, into FFmpeg: H.264 as fast as it can, HLS as it is usually set up. */
async function byFfmpeg(frames: number): Promise<Seen> {
  const folder = await mkdtemp(join(tmpdir(), 'estrade-glass-'))
  const { width, height } = barClocks.wide
  const source = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${width}x${height}`, '-r', '30', '-i', '-']
  const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-g', '60', '-b:v', '1500k']
  const hls = ['-f', 'hls', '-hls_time', '2', '-hls_list_size', '6', '-hls_flags', 'delete_segments', 'live.m3u8']
  const ffmpeg = spawn('ffmpeg', ['-v', 'error', ...source, ...coding, ...hls], {
    cwd: folder,
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  const picture = Buffer.alloc((width * height * 3) / 2, 128)
  const startedAt = performance.now()
  let drawn = 0
  const timer = setInterval(() => {
    if (drawn * 1000 > (performance.now() - startedAt) * 30 || ffmpeg.stdin.writableLength > picture.length * 3) return
    drawn++
    drawBarClock(picture, barClocks.wide, Date.now())
    ffmpeg.stdin.write(Buffer.from(picture))
  }, 4)
  const files = createServer(async (request, response) => {
    const name = /^\/([\w.]+)$/.exec(request.url ?? '')?.[1] ?? ''
    const bytes = await readFile(join(folder, name)).catch(() => undefined)
    response
      .writeHead(bytes ? 200 : 404, { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-cache' })
      .end(bytes)
  }).listen(0, '127.0.0.1')
  try {
    const url = () => `http://127.0.0.1:${(files.address() as AddressInfo).port}/live.m3u8`
    await using stage = await openStage()
    const viewer = await stage.page()
    while (!(await readFile(join(folder, 'live.m3u8'), 'utf8').catch(() => '')).includes('live2.ts'))
      await new Promise((resolve) => setTimeout(resolve, 200))
    await viewer.evaluate(`stage.playAt('${url()}')`)
    return await watch(viewer, frames)
  } finally {
    clearInterval(timer)
    ffmpeg.stdin.on('error', () => {})
    ffmpeg.kill('SIGKILL')
    files.close()
    files.closeAllConnections()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
