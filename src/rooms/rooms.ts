import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Clock } from '../lib/clock.ts'
import { isId } from '../lib/ids.ts'
import type { Follower } from '../lib/log.ts'
import type { Database } from '../lib/sql.ts'
import { closeCodes } from './frames.ts'
import { Room, type RoomLogs } from './room.ts'
import { Seat } from './seat.ts'

export type Rooms = {
  /** Takes over WebSocket upgrades to `/rooms/{roomId}?e=SEQ&c=SEQ&v=VIEWER`. */
  attach(server: Server): void
  viewers(roomId: string): number
  delayMs(roomId: string): number | undefined
  /** Rooms with somebody in them. */
  open(): string[]
  sockets(): number
  close(): Promise<void>
}

/** Who hears of everybody who comes and goes, and counts beyond this process. */
export type Presence = {
  /** @returns what `left` is told */
  joined(roomId: string, viewer: string): string
  /** @param at the last sign of life, ms */
  left(visitId: string, at: number): void
  /** Viewers over all processes, when others serve the room too. */
  viewers(roomId: string): number | undefined
}

type Needs = {
  database: Database
  follower: Follower
  clock: Clock
  log: { warn(details: object, message: string): void }
  /** The logs of a room; undefined when there is no such room. */
  logsOf(roomId: string): Promise<RoomLogs | undefined>
  presence?: Presence
  tickMs?: number
  pingMs?: number
  /** The most sockets of this process; further ones are told to come back. */
  socketsMost?: number
}

/** A room is kept this long after the last one left, for those whose connection just broke. */
const emptyForMs = 30_000
const framesLargest = 1024

export function openRooms(needs: Needs): Rooms {
  const { database, follower, clock, log, tickMs = 60, pingMs = 25_000, socketsMost = 20_000 } = needs
  const rooms = new Map<string, Promise<Room | undefined>>()
  const present = new Map<string, Room>()
  const emptySince = new Map<string, number>()
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: framesLargest,
    perMessageDeflate: false,
    clientTracking: false,
  })
  let sockets = 0
  let stopping = false

  function roomOf(roomId: string): Promise<Room | undefined> {
    const known = rooms.get(roomId)
    if (known) return known
    const opening = needs.logsOf(roomId).then(async (logs) => {
      const room = logs && (await Room.open(database, follower, logs, () => needs.presence?.viewers(roomId)))
      if (room) present.set(roomId, room)
      else rooms.delete(roomId)
      return room
    })
    opening.catch(() => rooms.delete(roomId))
    rooms.set(roomId, opening)
    return opening
  }

  const tick = setInterval(() => {
    const now = clock.now().getTime()
    for (const [roomId, room] of present) {
      room.tick(now)
      if (room.seats.size > 0) emptySince.delete(roomId)
      else if (now - (emptySince.get(roomId) ?? emptySince.set(roomId, now).get(roomId)!) > emptyForMs) {
        emptySince.delete(roomId)
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
    const room = stopping || sockets >= socketsMost ? null : await roomOf(asked.roomId)
    if (room === null) return refuse(socket, '503 Service Unavailable')
    if (!room) return refuse(socket, '404 Not Found')
    server.handleUpgrade(request, socket, head, (ws) => {
      sockets++
      const visit = asked.counted ? needs.presence?.joined(asked.roomId, asked.viewer) : undefined
      const seat = new Seat(ws, socket, asked.viewer, asked.counted, {
        hearts: (count) => room.addHearts(count),
        now: () => clock.now().getTime(),
        left(seat, at) {
          sockets--
          if (visit) needs.presence?.left(visit, at)
          room.seats.delete(seat)
        },
      })
      room.admit(seat, asked.cursors).catch((error) => {
        log.warn({ err: error }, 'rooms.admit')
        seat.close(closeCodes.gone)
      })
    })
  }

  return {
    attach(http) {
      http.on('upgrade', (request, socket, head) => {
        socket.on('error', () => socket.destroy())
        const asked = readAsked(request.url ?? '')
        if (!asked) return refuse(socket, '404 Not Found')
        upgrade(request, socket, head, asked).catch((error) => {
          log.warn({ err: error }, 'rooms.upgrade')
          refuse(socket, '500 Internal Server Error')
        })
      })
    },
    viewers: (roomId) => present.get(roomId)?.viewers() ?? 0,
    delayMs: (roomId) => present.get(roomId)?.delayMs(),
    open: () => [...present.keys()],
    sockets: () => sockets,
    async close() {
      stopping = true
      clearInterval(tick)
      clearInterval(ping)
      for (const room of present.values()) room.close(closeCodes.stopping)
      server.close()
    },
  }
}

type Asked = { roomId: string; cursors: { e: number; c: number }; viewer: string; counted: boolean }

/** `/rooms/{id}?e=12&c=3&v=…&staff=1`, or undefined. */
function readAsked(url: string): Asked | undefined {
  const [path, query] = url.split('?')
  const roomId = /^\/rooms\/([^/]+)$/.exec(path ?? '')?.[1]
  if (!isId(roomId)) return undefined
  const fields = new URLSearchParams(query)
  const cursor = (name: string) => (/^\d{1,15}$/.test(fields.get(name) ?? '') ? Number(fields.get(name)) : undefined)
  const [e, c] = [cursor('e'), cursor('c')]
  if (e === undefined || c === undefined) return undefined
  // Written down with many others: what is no name of ours would spoil the whole statement.
  const named = fields.get('v') ?? ''
  const viewer = /^[\w-]{1,64}$/.test(named) ? named : crypto.randomUUID()
  return { roomId, cursors: { e, c }, viewer, counted: fields.get('staff') !== '1' }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
