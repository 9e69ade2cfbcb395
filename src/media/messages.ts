import type { FilesSettings } from '../doors/open-files.ts'
import type { BroadcastPicture } from './codec/messages.ts'
import type { MediaEvent } from './events.ts'
import type { PushTarget } from './rtmp/pushes.ts'
import type { SlateWish } from './slate.ts'

export type MediaSettings = {
  udpPort: number
  httpPort: number // 0: any free one.
  rtmpPort?: number // 0: any free one; left out: no RTMP.
  /** What a process before this one had reached while something was on air, in ms; 0 for the first. */
  notBeforeMs: number
  srtPort?: number // 0: any free one; left out: no SRT.
  srtPassphrase?: string
  partMs: number
  ladder: boolean
  playbackSecret: string
  playbackPages: string[] // Origins whose pages may show streams; none means all.
  bindAddress?: string
  announceAddress?: string
  /** Where public streams are put for other processes to serve. */
  files?: FilesSettings
  /** Holds what is recorded; without it nothing is. */
  recordingsFolder?: string
}

/** From the app to its media process. */
export type ToMedia =
  | { type: 'open'; settings: MediaSettings }
  | { type: 'authorized'; id: number; opened: { streamId: string; keyId?: string | undefined } | undefined }
  | { type: 'kick' | 'close' | 'forget' | 'stopBroadcast'; streamId: string }
  | { type: 'keepKeys'; streamId: string; keyIds: string[] }
  | { type: 'guard'; streamId: string; guarded: boolean }
  | { type: 'broadcast'; streamId: string; picture: BroadcastPicture }
  | { type: 'slate'; streamId: string; wish: SlateWish | undefined }
  | { type: 'record'; streamId: string; fromMs: number }
  | { type: 'push'; streamId: string; targets: PushTarget[] }
  | { type: 'stop' }

/** From the media process to the app. */
export type FromMedia =
  | { type: 'listening'; port: number; rtmpPort: number | undefined; srtPort: number | undefined }
  | { type: 'alive' }
  | { type: 'authorize'; id: number; key: string }
  | { type: 'event'; event: MediaEvent }
  | { type: 'log'; level: 'info' | 'warn' | 'error'; fields: object; message: string }
