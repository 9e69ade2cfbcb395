import type { ChatEvent } from '../../src/modules/chat/events.ts'
import { type ChatState, evolveChat } from '../../src/modules/chat/state.ts'
import { evolveRoom, type LoggedRoomEvent, type PublicRoom } from '../../src/room.ts'
import type { House } from '../../test/house.ts'
import { RoomSocket } from '../../web/src/lib/room/socket.ts'

/** What one viewer's browser would show, kept by the browser's own socket and fold. */
export type Viewer = {
  room: PublicRoom
  chat: ChatState
  seq: number
  chatSeq: number
  leave(): void
  reaches(seq: number, chatSeq: number): Promise<void>
}

const chatOf = ({ chat: { messages, pinned } }: { chat: ChatState }): ChatState => ({ messages, pinned })

/** Joins as a browser does: snapshot, then every event after it, over a socket or over HTTP. Some connections are cut on purpose. */
export async function join(house: House, showId: string, segments: boolean): Promise<Viewer> {
  const snapshot = await house.anyone.call('shows.room', { showId })
  const waiting = new Set<() => void>()
  const viewer: Viewer = {
    ...{ room: snapshot.state as unknown as PublicRoom, chat: chatOf(snapshot) },
    ...{ seq: snapshot.seq, chatSeq: snapshot.chat.seq },
    leave: () => socket.stop(),
    reaches: (seq, chatSeq) =>
      new Promise((resolve) => {
        const check = () => {
          if (viewer.seq < seq || viewer.chatSeq < chatSeq) return
          waiting.delete(check)
          resolve()
        }
        waiting.add(check)
        check()
      }),
  }
  const socket = new RoomSocket({
    url: `${house.url.replace('http', 'ws')}/rooms/${showId}`,
    cursors: { e: snapshot.seq, c: snapshot.chat.seq },
    viewer: crypto.randomUUID(),
    segments,
    listener: {
      events(events) {
        for (const event of events as LoggedRoomEvent[]) viewer.room = evolveRoom(viewer.room, event)
        viewer.seq = events.at(-1)!.seq
        for (const check of waiting) check()
      },
      chat(events) {
        for (const event of events) viewer.chat = evolveChat(viewer.chat, event as unknown as ChatEvent, event.at)
        viewer.chatSeq = events.at(-1)!.seq
        for (const check of waiting) check()
      },
      pulse() {},
      clock() {},
      connection() {},
      refresh: async () => {
        const again = await house.anyone.call('shows.room', { showId })
        viewer.room = again.state as unknown as PublicRoom
        viewer.chat = chatOf(again)
        viewer.seq = again.seq
        viewer.chatSeq = again.chat.seq
        return { e: viewer.seq, c: viewer.chatSeq }
      },
    },
  })
  return viewer
}
