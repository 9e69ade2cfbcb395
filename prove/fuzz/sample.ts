import { spawnSync } from 'node:child_process'
import type { RtmpMessage } from '../../src/media/rtmp/message.ts'

/** A second of real pictures and sound as RTMP carries them: the tags of an FLV file (Video File Format 10.1, §E.4). */
export function sampleTags(): RtmpMessage[] {
  const inputs = ['testsrc2=size=160x90:rate=30:duration=1', 'sine=sample_rate=48000:duration=1']
  const coding = ['-c:v', 'libx264', '-g', '15', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-ac', '2', '-f', 'flv', '-']
  const run = spawnSync('ffmpeg', ['-v', 'error', ...inputs.flatMap((one) => ['-f', 'lavfi', '-i', one]), ...coding])
  if (run.error) throw run.error
  const file = run.stdout
  const tags: RtmpMessage[] = []
  for (let at = 13; at + 11 <= file.length; ) {
    const size = file.readUIntBE(at + 1, 3)
    const payload = Buffer.from(file.subarray(at + 11, at + 11 + size))
    tags.push({ type: file[at]!, streamId: 1, timestamp: file.readUIntBE(at + 4, 3), payload })
    at += 11 + size + 4
  }
  return tags
}
