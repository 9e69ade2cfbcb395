/** What the synthetic broadcaster shows. */
export type BroadcastPicture = {
  title: string
  /** `wide` is 1280x720, for screens; `tall` is 720x1280, for phones held upright. Wide when left out. */
  shape?: PictureShape
  /** Path of a picture file (any kind FFmpeg reads) to stand behind the title; a dusky wall when left out. */
  still?: string
  /** A slate: the title alone, nobody speaks and no clock runs. */
  quiet?: boolean
  /** No picture at all: the voice alone, or for a slate its silence. */
  soundOnly?: boolean
}

export type PictureShape = 'wide' | 'tall'

/** Codings that are converted to H.264, since players of HLS do not all know them. */
export type ConvertedCoding = 'vp8' | 'vp9' | 'av1'

/** What the media process says to a codec child. The first message opens its one task. */
export type ToCodec =
  | { type: 'transcode' }
  | { type: 'broadcast'; picture: BroadcastPicture }
  | { type: 'opus'; ts: number; data: Uint8Array } // 48 kHz ticks since the session began.
  | { type: 'convert'; coding: ConvertedCoding }
  | { type: 'coded picture'; ts: number; data: Uint8Array } // 90 kHz since the session began.
  | { type: 'ladder' }
  | { type: 'srt'; port: number; passphrase?: string | undefined }
  | LadderSource
  | { type: 'source picture'; ts: number; offset: number; key: boolean; data: Uint8Array } // 90 kHz, in a take.

/** What a codec child answers. Video is one picture as an H.264 byte stream (annex B) with its parameter sets. */
export type FromCodec =
  | { type: 'alive' }
  | { type: 'ready'; audioConfig: Uint8Array; startedAtMs: number }
  | { type: 'audio'; ts: number; data: Uint8Array }
  | { type: 'video'; ts: number; data: Uint8Array }
  | { type: 'ladder ready' }
  | { type: 'converter ready' }
  | LadderPicture
  | { type: 'srt tracks'; video: boolean; audio: boolean }
  | { type: 'srt picture' | 'srt sound'; ts: number; offset: number; data: Uint8Array } // As it came: annex B, ADTS.
  | { type: 'unavailable'; reason: string }

/** What the pictures that follow are, and what is to be made of them, the largest first. */
export type LadderSource = {
  type: 'source'
  takeId: string
  coding: 'avc1' | 'hvc1' | 'av01'
  config: Uint8Array // The decoder configuration record.
  reorders: boolean // Whether pictures come in another order than they are shown in.
  rungs: Rung[]
  /** How often they have key pictures; where the source has them when left out. */
  keyEveryTicks?: number
  /** Nothing is made of pictures up to this time: they only lead up to what follows. */
  afterTs?: number
}

/** One smaller picture to be made. */
export type Rung = { name: string; width: number; height: number; kbps: number }

/** One picture of a rung as an H.264 byte stream, at the times of the source's. */
export type LadderPicture = {
  type: 'rung picture'
  name: string
  takeId: string
  ts: number
  offset: number
  data: Uint8Array
}

export const audioRate = 48000
export const aacFrameTicks = 1024
