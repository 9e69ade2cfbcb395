import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocket } from 'ws'
import { systemClock } from '../src/lib/clock.ts'
import type { Follower } from '../src/lib/follow.ts'
import { type LogId, newId } from '../src/lib/ids.ts'
import { append } from '../src/lib/log.ts'
import type { Database } from '../src/lib/sql.ts'
import type { FramedEvent, Pulse } from '../src/rooms/frames.ts'
import { openRooms, type Rooms } from '../src/rooms/rooms.ts'

export type Ground = AsyncDisposable & {
  roomId: string
  rooms: Rooms
  url: string
  /** Appends `count` events to the log of what happens, or of what is said. */
  happen(count: number, body?: unknown): Promise<number>
  say(count: number, body?: unknown): Promise<number>
}

/** One room over two logs of its own, on a port of its own. */
export async function openGround(
  { database, follower }: { database: Database; follower: Follower },
  more: Partial<Parameters<typeof openRooms>[0]> = {},
): Promise<Ground> {
  const [roomId, e, c] = [newId<'show'>(new Date()), newId<'log'>(new Date()), newId<'log'>(new Date())]
  const rooms = openRooms({
    ...{ database, follower, clock: systemClock, log: { warn() {} }, tickMs: 10, ...more },
    logsOf: async (asked) => (asked === roomId ? { e, c } : undefined),
  })
  const server = createServer()
  rooms.attach(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const write = (logId: LogId, count: number, body: unknown) =>
    database.write((sql) =>
      append(
        sql,
        logId,
        new Date(),
        Array.from({ length: count }, () => ({ type: 'test.happened', body })),
      ),
    )
  return {
    ...{ roomId, rooms, url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` },
    happen: (count, body = {}) => write(e, count, body),
    say: (count, body = {}) => write(c, count, body),
    async [Symbol.asyncDispose]() {
      await rooms.close()
      server.closeAllConnections()
      server.close()
    },
  }
}

/** The numbers after `from`, up to `to`. */
export const upTo = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + 1 + i)

type Heard = {
  e?: FramedEvent[]
  c?: FramedEvent[]
  r?: [number, number]
  p?: Pulse
  gone?: true
  t?: number
  n?: number
}

/** Somebody in the room, who keeps what is heard. */
export async function join(ground: Ground, { e = 0, c = 0, v = '', me = '', staff = false } = {}) {
  const socket = new WebSocket(
    `${ground.url}/rooms/${ground.roomId}?e=${e}&c=${c}&v=${v}&me=${me}${staff ? '&staff=1' : ''}`,
  )
  const frames: Heard[] = []
  const waiting = new Set<() => void>()
  const check = () => {
    for (const one of waiting) one()
  }
  socket.on('message', (data) => {
    frames.push(JSON.parse(String(data)))
    check()
  })
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  await once(socket, 'open')
  const seqs = (lane: 'e' | 'c') => frames.flatMap((frame) => frame[lane] ?? []).map((event) => event.seq)
  const until = (fits: () => boolean) =>
    new Promise<void>((resolve) => {
      const one = () => {
        if (!fits()) return
        waiting.delete(one)
        resolve()
      }
      waiting.add(one)
      one()
    })
  return {
    ...{ socket, frames, closed, seqs, until },
    reaches: (lane: 'e' | 'c', seq: number) => until(() => seqs(lane).at(-1) === seq),
    hears: (fits: (frame: Heard) => boolean) => until(() => frames.some(fits)),
  }
}
