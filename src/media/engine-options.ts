import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { FilesSettings } from '../doors/open-files.ts'
import type { SteadyClock } from '../lib/steady-clock.ts'
import type { MediaLog } from './events.ts'
import type { MediaSettings } from './messages.ts'

export type MediaEngineOptions = {
  /**
   * Whose key this is, by which name `keepKeys` knows it, and whether the stream is under guard; undefined refuses.
   * Keys are compared by whoever holds them, never here.
   */
  authorize(key: string): Promise<{ streamId: string; guarded?: boolean; keyId?: string } | undefined>
  udpPort: number
  httpPort?: number
  /** Left out: no RTMP. 0: any free port. */
  rtmpPort?: number
  /** Left out: no SRT. 0: any free port. */
  srtPort?: number
  srtPassphrase?: string
  bindAddress?: string
  /** The address that browsers reach the UDP port at, when it is not one of this machine's own. */
  announceAddress?: string
  dataFolder: string
  log: MediaLog
  now?: () => Date
  /** The one that the show's log goes by. */
  clock?: SteadyClock
  partMs?: number
  /** Makes smaller renditions, and one of the sound alone; see docs/live.md for what they cost. */
  ladder?: boolean
  /** Where public streams are put for other processes to serve. */
  files?: FilesSettings
  /** Signs the tokens of viewers; made up at each start when left out. */
  playbackSecret?: string
  /** Origins whose pages may show streams; none means all. */
  playbackPages?: string[]
}

/** What the media process is told of them. */
export function settingsOf(options: MediaEngineOptions): MediaSettings {
  const { udpPort, httpPort = 0, rtmpPort, partMs = 333, ladder = false, bindAddress, announceAddress } = options
  const { playbackSecret = randomBytes(32).toString('hex'), playbackPages = [], srtPort, srtPassphrase } = options
  return {
    udpPort,
    httpPort,
    notBeforeMs: 0,
    partMs,
    ladder,
    playbackSecret,
    playbackPages,
    ...(rtmpPort !== undefined && { rtmpPort }),
    ...(srtPort !== undefined && { srtPort }),
    ...(srtPassphrase && { srtPassphrase }),
    ...(options.files && { files: options.files }),
    ...(bindAddress && { bindAddress }),
    ...(announceAddress && { announceAddress }),
    recordingsFolder: join(options.dataFolder, 'recordings'),
  }
}
