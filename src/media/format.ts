/** What a track carries, as far as a container and a playlist must know it. */

export type VideoFormat = {
  coding: 'avc1' | 'hvc1' | 'av01' // The sample entry: H.264, HEVC or AV1.
  codec: string // RFC 6381, from the parameter set itself: the SDP may say otherwise.
  width: number
  height: number
  timescale: 90000
  config: Buffer // The decoder configuration record: the content of `avcC`, `hvcC` or `av1C`.
}

export type AudioFormat = {
  codec: `mp4a.40.${number}` | 'opus'
  timescale: number // The sample rate.
  channels: number
  frameTicks: number // Samples in one coded frame.
  config: Buffer // AudioSpecificConfig for AAC; empty for Opus.
}

/**
 * One coded picture or piece of sound. Times in the track's own timescale, from the start of the take, in the order
 * of decoding; a picture is shown `offset` ticks later (none when left out), since B-frames refer to later ones.
 */
export type Sample = { ts: number; duration: number; key: boolean; data: Buffer; offset?: number }

/** AAC frames that decode to nothing heard, by channels: they keep the sound track whole while its encoder restarts. */
const silentAac: Record<number, Buffer> = {
  1: Buffer.from('01182007', 'hex'),
  2: Buffer.from('211004608c1c', 'hex'),
  6: Buffer.from('011820010880230460231004608c0c230000e0', 'hex'),
}
const silentOpus = Buffer.from([0xfc, 0xff, 0xfe]) // 20 ms, CELT, full band, stereo (RFC 6716 §3.1).

export function silence(format: AudioFormat): Buffer {
  return format.codec === 'opus' ? silentOpus : silentAac[format.channels]!
}
