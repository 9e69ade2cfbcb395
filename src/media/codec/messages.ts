/** What the synthetic broadcaster shows. */
export type BroadcastPicture = {
  title: string
  /** `wide` is 1280x720, for screens; `tall` is 720x1280, for phones held upright. Wide when left out. */
  shape?: PictureShape
  /** Path of a picture file (any kind FFmpeg reads) to stand behind the title; a dusky wall when left out. */
  still?: string
}

export type PictureShape = 'wide' | 'tall'

/** What the media process says to a codec child. The first message opens its one task. */
export type ToCodec =
  | { type: 'transcode' }
  | { type: 'broadcast'; picture: BroadcastPicture }
  | { type: 'opus'; ts: number; data: Uint8Array } // 48 kHz ticks since the session began.

/** What a codec child answers. Video is one picture as an H.264 byte stream (annex B) with its parameter sets. */
export type FromCodec =
  | { type: 'ready'; audioConfig: Uint8Array; startedAtMs: number }
  | { type: 'audio'; ts: number; data: Uint8Array }
  | { type: 'video'; ts: number; data: Uint8Array }
  | { type: 'unavailable'; reason: string }

export const audioRate = 48000
export const aacFrameTicks = 1024
