import type { Follower } from '../lib/follow.ts'
import type { Database } from '../lib/sql.ts'
import type { FramedEvent } from './frames.ts'
import type { RoomLogs } from './room.ts'
import type { MustHear } from './sample.ts'
import type { Sittings } from './sittings.ts'

/** What a room stands on. */
export type RoomNeeds = {
  database: Database
  follower: Follower
  logs: RoomLogs
  /** Viewers over all processes, where others serve the room too. */
  everywhere(): number | undefined
  mustHear: MustHear
  knockAgain(event: FramedEvent): boolean
  messagesASecond?: number
  /** Those who follow over HTTP. */
  sittings: Sittings
}
