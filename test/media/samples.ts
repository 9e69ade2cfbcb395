/** Small real media, made by ffmpeg, taken apart into what a publisher sends. */
import { spawnSync } from 'node:child_process'
import { splitAnnexB } from '../../src/media/h264/nal.ts'

function ffmpeg(args: string[], input?: Buffer): { out: Buffer; complaints: string } {
  const run = spawnSync('ffmpeg', ['-v', 'warning', ...args], { input, maxBuffer: 2 ** 28 })
  // A reader that finds no stream it was asked for leaves before it has read everything.
  if (run.error && (run.error as NodeJS.ErrnoException).code !== 'EPIPE') throw run.error
  return { out: run.stdout, complaints: run.stderr.toString() }
}

/** Pictures at 30 fps with a key picture every 2 s; each is its NAL units, parameter sets with every key picture. */
export function pictures(seconds: number, size = '320x180'): Buffer[][] {
  const source = `testsrc2=size=${size}:rate=30:duration=${seconds}`
  const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-profile:v', 'baseline']
  const keys = ['-x264-params', 'keyint=60:scenecut=0:aud=1:sliced-threads=0']
  const { out } = ffmpeg(['-f', 'lavfi', '-i', source, '-pix_fmt', 'yuv420p', ...coding, ...keys, '-f', 'h264', '-'])
  const units: Buffer[][] = []
  for (const nal of splitAnnexB(out)) {
    if ((nal[0]! & 0x1f) === 9) units.push([])
    else units.at(-1)?.push(nal)
  }
  return units
}

/** AAC frames of 1024 samples at 48 kHz in stereo, without their ADTS headers. */
export function sounds(seconds: number): Buffer[] {
  const source = `sine=frequency=440:sample_rate=48000:duration=${seconds}`
  const { out } = ffmpeg(['-f', 'lavfi', '-i', source, '-ac', '2', '-c:a', 'aac', '-b:a', '96k', '-f', 'adts', '-'])
  const frames: Buffer[] = []
  for (let at = 0; at + 7 <= out.length; ) {
    const length = ((out[at + 3]! & 3) << 11) | (out[at + 4]! << 3) | (out[at + 5]! >> 5)
    frames.push(out.subarray(at + 7, at + length))
    at += length
  }
  return frames
}

/** What another decoder makes of a file: how many pictures and samples of sound, and what it complains about. */
export function decode(file: Buffer): { pictures: number; samples: number; complaints: string } {
  const run = (args: string[]) => ffmpeg(['-i', 'pipe:0', ...args, '-'], file)
  const video = run([
    '-map',
    '0:v?',
    '-vf',
    'scale=16:16',
    '-pix_fmt',
    'gray',
    '-fps_mode',
    'passthrough',
    '-f',
    'rawvideo',
  ])
  const audio = run(['-map', '0:a?', '-ac', '1', '-f', 's16le'])
  return {
    pictures: video.out.length / 256,
    samples: audio.out.length / 2,
    complaints: (video.complaints + audio.complaints).replaceAll(/^Output file #0 does not contain any stream\n/gm, ''),
  }
}
