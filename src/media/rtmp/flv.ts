import type { AudioFormat, VideoFormat } from '../format.ts'
import { writeAmf } from './amf0.ts'

/** What RTMP carries of H.264 and AAC, as bodies of audio, video and data messages (Video File Format 10.1, §E.4). */

export function videoConfig(format: VideoFormat): Buffer {
  return Buffer.concat([Buffer.from([0x17, 0, 0, 0, 0]), format.config])
}

export function videoFrame(key: boolean, offsetMs: number, data: Buffer): Buffer {
  const head = Buffer.from([key ? 0x17 : 0x27, 1, 0, 0, 0])
  head.writeIntBE(offsetMs, 2, 3)
  return Buffer.concat([head, data])
}

export function audioConfig(format: AudioFormat): Buffer {
  return Buffer.concat([Buffer.from([0xaf, 0]), format.config])
}

export function audioFrame(data: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0xaf, 1]), data])
}

export function metadata(video: VideoFormat, audio: AudioFormat | undefined): Buffer {
  const facts: [string, number | boolean][] = [
    ['width', video.width],
    ['height', video.height],
    ['videocodecid', 7],
  ]
  if (audio) facts.push(['audiocodecid', 10], ['audiosamplerate', audio.timescale], ['stereo', audio.channels > 1])
  return writeAmf('@setDataFrame', 'onMetaData', new Map(facts))
}
