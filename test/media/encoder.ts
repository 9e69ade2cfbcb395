/** A real encoder that publishes by RTMP: ffmpeg, with test bars and a tone. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

export type Encoder = AsyncDisposable & {
  process: ChildProcess
  /** Its exit code, and what it said. */
  ended: Promise<{ code: number | null; said: string }>
}

const bars = ['-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=30']
const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000']
const x264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-g', '60', '-pix_fmt', 'yuv420p']
const aac = ['-c:a', 'aac', '-ac', '2']

export type Sending = { picture?: string[] | false; sound?: string[] | false }

/** Publishes in real time until it is killed. `picture` and `sound` are further options of ffmpeg; false leaves them out. */
export function encode(port: number | undefined, name: string, { picture = [], sound = [] }: Sending = {}): Encoder {
  const inputs = [...(picture ? ['-re', ...bars] : []), ...(sound ? ['-re', ...tone] : [])]
  const coding = [...(picture ? [...x264, ...picture] : []), ...(sound ? [...aac, ...sound] : [])]
  const target = `rtmp://127.0.0.1:${port}/live/${name}`
  return watch(spawn('ffmpeg', ['-v', 'warning', ...inputs, ...coding, '-f', 'flv', target]))
}

/** Asks to play what is published under a name. */
export function playByRtmp(port: number | undefined, name: string): Encoder {
  return watch(spawn('ffprobe', ['-v', 'info', `rtmp://127.0.0.1:${port}/live/${name}`]))
}

/** A program whose words are kept; it is killed with its scope. */
export function watch(process: ChildProcess): Encoder {
  let said = ''
  process.stderr?.on('data', (piece) => {
    said += piece
  })
  const ended = once(process, 'close').then(([code]) => ({ code: code as number | null, said }))
  return {
    process,
    ended,
    [Symbol.asyncDispose]: async () => {
      process.kill('SIGKILL')
      await ended
    },
  }
}
