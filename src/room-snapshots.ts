import { batch } from './lib/batch.ts'
import type { Clock } from './lib/clock.ts'
import type { LogId, ShowId } from './lib/ids.ts'
import { headOf, type LoggedEvent, readLog } from './lib/log.ts'
import { refuse } from './lib/problems.ts'
import type { Database } from './lib/sql.ts'
import { pinnedIn } from './modules/chat/chat.ts'
import type { ChatEvent } from './modules/chat/events.ts'
import { type ChatState, evolveChat, noChat } from './modules/chat/state.ts'
import { showProblems } from './modules/shows/problems.ts'
import { logOf, showFor } from './modules/shows/shows.ts'
import { emptyRoom, evolveRoom, type LoggedRoomEvent, type PublicRoom } from './room.ts'

/** What `shows.room` answers to those who may come in. */
export type RoomSnapshot = Awaited<ReturnType<ReturnType<typeof roomSnapshots>>>

type Kept = { room: PublicRoom; seq: number; chat: ChatState; chatSeq: number; chatLogId: LogId; brandId: string }

/** Messages read back when a room is first asked for: more than are shown, since some were deleted. */
const chatReadBack = 300
const roomsKept = 200

/**
 * The public room, folded from its logs and kept up to date by reading what is new. Those who ask at the same
 * instant (a room that fills up) share one reading.
 */
export function roomSnapshots(database: Database, clock: Clock) {
  const kept = new Map<string, Kept>()

  const current = batch<string, null, Kept>(async (showId, wishes) => {
    const before = kept.get(showId) ?? (await opened(showId))
    const after = await caughtUp(before, showId)
    kept.delete(showId)
    kept.set(showId, after)
    if (kept.size > roomsKept) kept.delete(kept.keys().next().value!)
    return wishes.map(() => after)
  })

  async function opened(showId: string): Promise<Kept> {
    const show = await showFor(database.sql, showId)
    const chatSeq = Math.max(0, (await headOf(database.sql, show.chatLogId)) - chatReadBack)
    const pinned = await pinnedIn(database.sql, showId, show.chatLogId)
    return {
      room: emptyRoom,
      seq: 0,
      chat: { ...noChat, pinned },
      chatSeq,
      chatLogId: show.chatLogId,
      brandId: show.brandId,
    }
  }

  async function caughtUp(from: Kept, showId: string): Promise<Kept> {
    let { room, seq, chat, chatSeq } = from
    for (const event of await allAfter(logOf(showId), seq)) {
      room = evolveRoom(room, event as LoggedRoomEvent)
      seq = event.seq
    }
    for (const event of await allAfter(from.chatLogId, chatSeq)) {
      chat = evolveChat(chat, event as unknown as ChatEvent, event.at) ?? chat
      chatSeq = event.seq
    }
    return { ...from, room, seq, chat, chatSeq }
  }

  async function allAfter(logId: LogId, after: number): Promise<LoggedEvent[]> {
    const all: LoggedEvent[] = []
    for (;;) {
      const events = await readLog(database.sql, logId, all.at(-1)?.seq ?? after)
      all.push(...events)
      if (events.length < 1000) return all
    }
  }

  /** What `shows.room` answers. @throws Refusal shows.unknownShow, also for a draft */
  return async function roomOf(showId: ShowId) {
    const { room, seq, chat, chatSeq, brandId } = await current(showId, null)
    if (room.show.status === 'draft') throw refuse(showProblems.unknownShow)
    return {
      showId,
      brandId: brandId as never,
      state: room,
      seq,
      chat: { seq: chatSeq, ...chat },
      now: clock.now().toISOString(),
      hlsUrl: room.show.status === 'live' ? (room.show.hlsUrl ?? `/hls/${showId}/master.m3u8`) : null,
    }
  }
}

/** The logs that a room follows; undefined where there is no such show. */
export async function logsOfRoom(database: Database, showId: string) {
  const show = await showFor(database.sql, showId).catch(() => undefined)
  return show && { e: logOf(showId), c: show.chatLogId }
}
