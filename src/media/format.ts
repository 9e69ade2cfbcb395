/** What a track carries, as far as a container and a playlist must know it. */

export type VideoFormat = {
  codec: string // RFC 6381, from the parameter set itself: the SDP may say otherwise.
  width: number
  height: number
  timescale: 90000
  sps: Buffer
  pps: Buffer
}

export type AudioFormat = {
  codec: 'mp4a.40.2' | 'opus'
  timescale: number // The sample rate.
  channels: number
  frameTicks: number // Samples in one coded frame.
  config: Buffer // AudioSpecificConfig for AAC; empty for Opus.
}

/** One coded picture or piece of sound. Times in the track's own timescale, from the start of the take. */
export type Sample = { ts: number; duration: number; key: boolean; data: Buffer }

/** AAC and Opus frames that decode to nothing heard: they keep the sound track whole while its encoder restarts. */
const silentAac = Buffer.from('211004608c1c', 'hex')
const silentOpus = Buffer.from([0xfc, 0xff, 0xfe]) // 20 ms, CELT, full band, stereo (RFC 6716 §3.1).

export function silence(format: AudioFormat): Buffer {
  return format.codec === 'opus' ? silentOpus : silentAac
}
