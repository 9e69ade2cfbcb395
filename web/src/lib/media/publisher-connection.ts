import type { StatsReading } from './publisher-stats.ts'

/** What the server said when it would not have us: `code` is stable, `status` is HTTP's. */
export type PublisherRefusal = { status: number; code: string; detail: string }

/** Refusals that another try cannot mend. 409 is not one: our own lost session may still be there for a moment. */
export const finalStatuses: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 413, 415, 422])

export type ConnectionOptions = {
  /** The WHIP endpoint, and the show's stream key. */
  url: string
  key: string
  bitsPerSecondMax: number
  /** Pictures and sound are on their way. */
  onUp(): void
  /** It is over. `blocked`: the server is there, but nothing came through this way. */
  onLost(how: 'lost' | 'blocked'): void
  onRefused(refusal: PublisherRefusal): void
}

/** One connection to the server, one way or another. After `close`, or once it was lost or refused, it says nothing. */
export type Connection = {
  reading(): Promise<StatsReading | undefined>
  replaceTrack(track: MediaStreamTrack): Promise<void>
  close(): Promise<void>
}

export type Connect = (tracks: readonly MediaStreamTrack[], options: ConnectionOptions) => Connection
