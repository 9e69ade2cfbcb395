import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** A flash of a fifth of a second with each ten seconds' first picture, and a beep with their first sample. */
export const everySeconds = 10
const pictureRate = 15
const soundRate = 48_000

/** ffmpeg as an encoder that publishes a flash and a beep by RTMP, in real time, for as little CPU as it can. */
export function publishFlashes(url: string): ChildProcess {
  const flash = `lt(mod(n,${pictureRate * everySeconds}),3)`
  const beep = `0.8*sin(2*PI*1000*t)*lt(mod(n,${soundRate * everySeconds}),${soundRate / 5})`
  const picture = `color=black:s=480x320:r=${pictureRate},drawbox=c=white:t=fill:enable='${flash}'`
  const sound = `aevalsrc='${beep}|${beep}':s=${soundRate}`
  const inputs = ['-re', '-f', 'lavfi', '-i', picture, '-re', '-f', 'lavfi', '-i', sound]
  const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-g', String(pictureRate * 2)]
  const threads = ['-threads', '1', '-filter_threads', '1']
  const args = [...inputs, ...threads, ...coding, '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-ac', '2', '-f', 'flv', url]
  return spawn('ffmpeg', ['-v', 'error', ...args], { stdio: ['ignore', 'ignore', 'inherit'] })
}

/** By how many ms the beep comes after its flash, at each pair in a file; timestamps are those of the file. */
export async function offsetsIn(file: Buffer): Promise<number[]> {
  const bright = "signalstats,metadata=print:key=lavfi.signalstats.YAVG:file='pipe\\:1'"
  const seen = await decode(file, ['-map', '0:v', '-vf', bright])
  const pictures = [...seen.matchAll(/pts_time:([\d.]+)\s+lavfi\.signalstats\.YAVG=([\d.]+)/g)].map(
    ([, at, light]) => ({ at: Number(at), light: Number(light) > 128 }),
  )
  const flashes = pictures.flatMap(({ at, light }, i) => (light && i > 0 && !pictures[i - 1]!.light ? [at] : []))
  const heard = await decode(file, ['-map', '0:a', '-af', 'silencedetect=n=-20dB:d=1'])
  const beeps = [...heard.matchAll(/silence_end: ([\d.]+)/g)].map(([, at]) => Number(at))
  return flashes.flatMap((flash) => {
    const beep = beeps.find((one) => Math.abs(one - flash) < everySeconds / 2)
    return beep === undefined ? [] : [Math.round((beep - flash) * 10_000) / 10]
  })
}

/** What ffmpeg says while it decodes. Never in step with us: whoever follows a stream meanwhile must not wait. */
async function decode(file: Buffer, args: string[]): Promise<string> {
  const input = ['-hide_banner', '-nostats', '-copyts', '-i', 'pipe:0']
  const ffmpeg = spawn('ffmpeg', [...input, ...args, '-f', 'null', '-'])
  let said = ''
  for (const out of [ffmpeg.stdout, ffmpeg.stderr]) out.on('data', (piece) => (said += piece))
  ffmpeg.stdin.on('error', () => {}) // Whoever has read enough closes it.
  ffmpeg.stdin.end(file)
  await once(ffmpeg, 'close')
  return said
}
