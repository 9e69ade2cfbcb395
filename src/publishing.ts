import type { ShowId } from './lib/ids.ts'
import { sealWith } from './lib/seal.ts'
import type { Sql } from './lib/sql.ts'
import type { MediaEngine } from './media/engine.ts'
import { grantPlayback } from './media/guard.ts'
import * as engines from './modules/engines/engines.ts'
import type { Pictures } from './pictures.ts'
import type { Rooms } from './rooms/rooms.ts'

/** What sends a picture to this process. */
function publishingHere(media: MediaEngine | undefined, key: string) {
  const srtPort = media?.srtPort()
  const srt = srtPort === undefined ? null : { port: srtPort, passphrase: media?.srtPassphrase() ?? null }
  // A path: the host stays at the address they came by.
  return { key, whipUrl: '/whip/show', rtmpPort: media?.rtmpPort() ?? null, srt, outside: null }
}

/** Where a picture is sent, and what the running house knows of a stream. */
export function publishingOf(media: MediaEngine | undefined, pictures: Pictures | undefined, rooms: Rooms) {
  return {
    publishingHere: (key: string) => publishingHere(media, key),
    async publishing(sql: Sql, showId: ShowId, key: string) {
      const elsewhere = await engines.sendingTo(sql, showId, key)
      if (!elsewhere) return publishingHere(media, key)
      const { whipUrl, ...outside } = elsewhere
      return { key, whipUrl, rtmpPort: null, srt: null, outside }
    },
    playedFrom: engines.playedFrom,
    stream(streamId: string) {
      const stats = pictures?.stats(streamId)
      return {
        ...{ videoFps: stats?.videoFps ?? 0, videoKbps: stats?.videoKbps ?? 0, audioKbps: stats?.audioKbps ?? 0 },
        ...{ width: stats?.width ?? 0, height: stats?.height ?? 0, lastFrameAgeMs: stats?.lastFrameAgeMs ?? null },
        ...{ viewers: rooms.viewers(streamId), viewerDelayMs: rooms.delayMs(streamId) ?? null },
        warnings: [...(stats?.warnings ?? []), ...(pictures?.unrecorded(streamId) ? (['notRecorded'] as const) : [])],
      }
    },
  }
}

/** What the secret of this install is good for, beside sessions. */
export const withSecret = (secret: string) => ({
  playback: (streamId: string, now: Date) => grantPlayback(secret, streamId, now.getTime(), Math.random()),
  seal: sealWith(secret),
})
