import type { BroadcastPicture } from './codec/messages.ts'
import type { MediaEvent } from './events.ts'
import type { PushTarget } from './rtmp/pushes.ts'
import type { SlateWish } from './slate.ts'

/** What the house asks of whatever makes its pictures. */
export type MediaEngine = {
  /** `http://127.0.0.1:PORT` of the media process: the app passes `/hls/*` and `/whip/*` on. Stays the same over restarts. */
  origin(): string
  /** Where encoders reach it by RTMP; undefined when that is off or its port was taken. */
  rtmpPort(): number | undefined
  /** Where encoders reach it by SRT (UDP); undefined when that is off. */
  srtPort(): number | undefined
  /** What SRT is encrypted with, if it is. */
  srtPassphrase(): string | undefined
  /**
   * Events of all streams, until the returned function is called. Heard outside of whoever makes one happen: what hears
   * of it is no part of that one's transaction.
   */
  on(listener: (event: MediaEvent) => void): () => void
  /** Drops whoever publishes; with a key that still opens they may come back. The synthetic broadcaster does not. */
  throwOut(streamId: string): void
  /** These keys are good from now on, and no others: whoever came in with another is thrown out. */
  keepKeys(streamId: string, keyIds: string[]): void
  /**
   * What stands in for the host within the stream: when nobody sends, for two minutes; with `shown` at once, whoever
   * sends. Needs node-av; without it players wait.
   */
  slate(streamId: string, wish: SlateWish): void
  /** The show is over: ends the playlist and every process of the stream. */
  close(streamId: string): void
  /** As `close`, and nothing of the stream is kept: from now on nobody can play any of it. */
  forget(streamId: string): void
  /**
   * Puts the synthetic broadcaster on a stream. It comes back by itself when the media process does, and gives way
   * for good to the first publisher who has the stream's key.
   */
  broadcast(streamId: string, picture: BroadcastPicture): void
  stopBroadcast(streamId: string): void
  /** Writes the stream down from an instant (ms) on, until it is closed; a restarted media process goes on with it. */
  record(streamId: string, fromMs: number): void
  /** From now on, only viewers with a token may watch (`guarded`), or everyone. Everyone may before it is said. */
  guard(streamId: string, guarded: boolean): void
  /** A token that opens a guarded stream until then; to be added to its addresses as `?token=`. */
  playbackToken(streamId: string, expiresAtMs: number): string
  /**
   * Sends the stream on to these servers and to no others, until it ends: `push.changed` tells how each fares. Comes
   * back by itself with the media process. Keys go no further than the connection they are for.
   */
  push(streamId: string, targets: PushTarget[]): void
  pid(): number | undefined
  stop(): Promise<void>
}
