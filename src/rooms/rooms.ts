import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Clock } from '../lib/clock.ts'
import type { Follower } from '../lib/follow.ts'
import { isId } from '../lib/ids.ts'
import type { Database } from '../lib/sql.ts'
import { closeCodes, type FramedEvent, heartsMostAFrame, readName } from './frames.ts'
import { limits } from './limits.ts'
import { Room, type RoomLogs } from './room.ts'
import type { MustHear } from './sample.ts'
import { type Host, Seat } from './seat.ts'
import type { Segment } from './segments.ts'
import { sittings } from './sittings.ts'

export type Rooms = {
  /**
   * Takes over WebSocket upgrades to `/rooms/{roomId}?e=SEQ&c=SEQ&v=VIEWER&me=PERSON`. Others are offered to `elsewhere`, which
   * says whether it takes them.
   */
  attach(
    server: Server,
    elsewhere?: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean,
    admits?: (roomId: string, request: IncomingMessage) => Promise<boolean>,
  ): void
  viewers(roomId: string): number
  delayMs(roomId: string): number | undefined
  /** Rooms with somebody in them. */
  open(): string[]
  sockets(): number
  /** What comes after these cursors (`segments.ts`). */
  segment(roomId: string, cursors: { e: number; c: number }): Promise<Segment | 'unknown' | 'gone' | 'stopping'>
  /** A viewer without a socket is there. @returns what is theirs, as JSON; undefined when there is no such room */
  here(roomId: string, wish: Here): Promise<string | undefined>
  /** How often each limit was met since the start, by its name; `leftOut` are messages. */
  limitsMet(): Record<LimitMet, number>
  close(): Promise<void>
}

type Here = { viewer: string; me: string | undefined; c: number; h?: number | undefined; d?: number | undefined }
type LimitMet = (typeof limitNames)[number]
export const limitNames = ['slow', 'rubbish', 'tooMuch', 'gone', 'full', 'segments', 'leftOut'] as const

/** Who hears of everybody who comes and goes, and counts beyond this process. */
export type Presence = {
  /** @returns what `left` is told */
  joined(roomId: string, viewer: string): string
  /** @param at the last sign of life, ms */
  left(visitId: string, at: number): void
  /** Viewers over all processes, when others serve the room too. */
  viewers(roomId: string): number | undefined
  /** Hearts were given. */
  hearts(roomId: string, count: number): void
}

type Needs = {
  database: Database
  follower: Follower
  clock: Clock
  log: { warn(details: object, message: string): void }
  /** The logs of a room; undefined when there is no such room. */
  logsOf(roomId: string): Promise<RoomLogs | undefined>
  presence?: Presence
  /** Whom a message must reach however much is said; without it, everyone. */
  mustHear?: MustHear
  /** After such an event, everybody has to ask to come in again. */
  knockAgain?: (event: FramedEvent) => boolean
  tickMs?: number
  pingMs?: number
  /** Other bounds than those of `limits`, for tests and benches. */
  socketsMost?: number
  socketsARoomMost?: number
  messagesASecond?: number
}

export function openRooms(needs: Needs): Rooms {
  const { database, follower, clock, log, tickMs = 20, pingMs = 25_000, socketsMost = limits.socketsMost } = needs
  const rooms = new Map<string, Promise<Room | undefined>>()
  const present = new Map<string, Room>()
  const emptySince = new Map<string, number>()
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.frameBytesMost,
    perMessageDeflate: false,
    clientTracking: false,
  })
  const met = Object.fromEntries(limitNames.map((name) => [name, 0])) as Record<LimitMet, number>
  const now = () => clock.now().getTime()
  let sockets = 0
  let stopping = false

  async function openRoom(roomId: string): Promise<Room | undefined> {
    const logs = await needs.logsOf(roomId)
    if (!logs) return undefined
    const { mustHear = () => 'everyone', messagesASecond, presence } = needs
    const seated = sittings({
      joined: (viewer) => presence?.joined(roomId, viewer),
      left: (visit, at) => presence?.left(visit, at),
    })
    const everywhere = () => presence?.viewers(roomId)
    const { knockAgain = () => false } = needs
    const bounds = messagesASecond === undefined ? {} : { messagesASecond }
    return Room.open({ database, follower, logs, everywhere, mustHear, knockAgain, sittings: seated, ...bounds })
  }

  function roomOf(roomId: string): Promise<Room | undefined> {
    const known = rooms.get(roomId)
    if (known) return known
    const opening = openRoom(roomId).then((room) => {
      if (room) present.set(roomId, room)
      else rooms.delete(roomId)
      return room
    })
    opening.catch(() => rooms.delete(roomId))
    rooms.set(roomId, opening)
    return opening
  }

  const hostOf = (room: Room, roomId: string): Host => ({
    hearts(count) {
      room.addHearts(count)
      needs.presence?.hearts(roomId, count)
    },
    me: (seat, personId) => room.knows(seat, personId),
    now,
    left(seat, at, code) {
      sockets--
      if (seat.visit) needs.presence?.left(seat.visit, at)
      room.leave(seat)
      for (const name of limitNames) if (code !== undefined && closeCodes[name as never] === code) met[name]++
    },
  })
  const hosts = new WeakMap<Room, Host>()

  const tick = setInterval(() => {
    const at = now()
    for (const [roomId, room] of present) {
      room.tick(at)
      if (!room.empty) emptySince.delete(roomId)
      else if (at - (emptySince.get(roomId) ?? emptySince.set(roomId, at).get(roomId)!) > limits.emptyForMs) {
        emptySince.delete(roomId)
        met.leftOut += room.left
        present.delete(roomId)
        rooms.delete(roomId)
        room.close(closeCodes.gone)
      }
    }
  }, tickMs)
  const ping = setInterval(() => {
    for (const room of present.values()) for (const seat of room.seats) seat.ping()
  }, pingMs)

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, asked: Asked): Promise<void> {
    if (sockets >= socketsMost) met.full++
    const room = stopping || sockets >= socketsMost ? null : await roomOf(asked.roomId)
    if (room === null) return refuse(socket, '503 Service Unavailable')
    if (!room) return refuse(socket, '404 Not Found')
    server.handleUpgrade(request, socket, head, (ws) => {
      // Said over the socket: of a refused upgrade a browser learns nothing.
      if (room.seats.size >= (needs.socketsARoomMost ?? limits.socketsARoomMost) && asked.counted) {
        met.segments++
        return ws.close(closeCodes.segments)
      }
      sockets++
      const host = hosts.get(room) ?? hostOf(room, asked.roomId)
      hosts.set(room, host)
      const seat = new Seat(ws, socket, asked.viewer, asked.counted, host)
      if (asked.counted) seat.visit = needs.presence?.joined(asked.roomId, asked.viewer)
      if (asked.me !== undefined) room.knows(seat, asked.me)
      room.admit(seat, asked.cursors).catch((error) => {
        log.warn({ err: error }, 'rooms.admit')
        seat.close(closeCodes.gone)
      })
    })
  }

  return {
    attach(http, elsewhere = () => false, admits = async () => true) {
      http.on('upgrade', (request, socket, head) => {
        socket.on('error', () => socket.destroy())
        const asked = readAsked(request.url ?? '')
        if (!asked && elsewhere(request, socket, head)) return
        if (!asked) return refuse(socket, '404 Not Found')
        const enter = async () => {
          if (await admits(asked.roomId, request)) await upgrade(request, socket, head, asked)
          else refuse(socket, '403 Forbidden')
        }
        enter().catch((error) => {
          log.warn({ err: error }, 'rooms.upgrade')
          refuse(socket, '500 Internal Server Error')
        })
      })
    },
    async segment(roomId, cursors) {
      if (stopping) return 'stopping'
      const segment = await (await roomOf(roomId))?.segment(cursors, now)
      return stopping ? 'stopping' : (segment ?? 'unknown')
    },
    async here(roomId, wish) {
      const room = stopping ? undefined : await roomOf(roomId)
      const hearts = Math.min(wish.h ?? 0, 10 * heartsMostAFrame)
      if (room && hearts > 0) {
        room.addHearts(hearts)
        needs.presence?.hearts(roomId, hearts)
      }
      return room?.here(wish, now())
    },
    viewers: (roomId) => present.get(roomId)?.viewers() ?? 0,
    delayMs: (roomId) => present.get(roomId)?.delayMs(),
    open: () => [...present.keys()],
    sockets: () => sockets,
    limitsMet: () => ({
      ...met,
      leftOut: [...present.values()].reduce((sum, { left }) => sum + left, met.leftOut),
    }),
    async close() {
      stopping = true
      clearInterval(tick)
      clearInterval(ping)
      const withinMs = Math.round(sockets * limits.comeBackMsASocket)
      for (const room of present.values()) room.close(closeCodes.stopping, String(withinMs))
      server.close()
    },
  }
}

type Asked = {
  roomId: string
  cursors: { e: number; c: number }
  viewer: string
  counted: boolean
  me: string | undefined
}

/** `/rooms/{id}?e=12&c=3&v=…&staff=1&me=…`, or undefined. */
function readAsked(url: string): Asked | undefined {
  const [path, query] = url.split('?')
  const roomId = /^\/rooms\/([^/]+)$/.exec(path ?? '')?.[1]
  if (!isId(roomId)) return undefined
  const fields = new URLSearchParams(query)
  const cursor = (name: string) => (/^\d{1,15}$/.test(fields.get(name) ?? '') ? Number(fields.get(name)) : undefined)
  const [e, c] = [cursor('e'), cursor('c')]
  if (e === undefined || c === undefined) return undefined
  const viewer = readName(fields.get('v')) ?? crypto.randomUUID()
  return { roomId, cursors: { e, c }, viewer, counted: fields.get('staff') !== '1', me: readName(fields.get('me')) }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
