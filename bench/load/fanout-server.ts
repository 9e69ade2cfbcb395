import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server as SocketIo } from 'socket.io'
import { type WebSocket, WebSocketServer } from 'ws'
import { batch } from '../../src/lib/batch.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { followLogs } from '../../src/lib/follow.ts'
import { type LogId, newId } from '../../src/lib/ids.ts'
import { append, headOf } from '../../src/lib/log.ts'
import { openDatabase } from '../../src/lib/sql.ts'
import { openRooms } from '../../src/rooms/rooms.ts'
import { ownMemory } from './own-memory.ts'
import { answerPeer } from './processes.ts'

/*
 * The same messages to the same sockets in three ways: our rooms, which follow logs in Postgres; rooms of Socket.IO;
 * a plain loop over `ws`. The two peers keep nothing.
 */
export type Kind = 'ours' | 'socketIo' | 'wsLoop'
export type PublishPlan = { kind: Kind; rooms: number; perSecond: number; ms: number }
/** Stock moves in every room while `floodPerSecond` lines a second are said there by a crowd. */
export type StockPlan = { rooms: number; perSecond: number; floodPerSecond: number; ms: number }
/** A room of ours, and how far its two logs are. */
export type Head = { roomId: string; e: number; c: number }
type Publish = (room: number, messages: object[]) => Promise<unknown>

const everyMs = 50
const database = openDatabase(process.env.DATABASE_URL!)
const silent = { warn() {} }
const now = new Date()
const logs = Array.from({ length: 64 }, () => ({ e: newId<'log'>(now), c: newId<'log'>(now), id: newId<'show'>(now) }))

function openOurs(http: Server): Publish {
  const follower = followLogs(database, silent)
  const logsOf = async (id: string): Promise<{ e: LogId; c: LogId } | undefined> => logs.find((one) => one.id === id)
  // What measures the cost of a delivery is delivered to the last line; the crowd of a flood is shown in part, as in life.
  const mustHear = ({ body }: { body: unknown }) =>
    (body as { by?: string }).by ? [(body as { by: string }).by] : 'everyone'
  openRooms({ database, follower, clock: systemClock, log: silent, logsOf, mustHear, socketsMost: 19_900 }).attach(http)
  const write = batch<number, object[], number>(async (room, several) => {
    const events = several.flat().map((body) => ({ type: 'chat.said', body }))
    const head = await database.write((sql) => append(sql, logs[room]!.c, new Date(), events))
    return several.map(() => head)
  })
  return write
}

function openSocketIo(http: Server): Publish {
  const io = new SocketIo(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false })
  io.on('connection', (socket) => socket.join(String(socket.handshake.query.room)))
  return async (room, messages) => {
    for (const message of messages) io.to(String(room)).emit('said', message)
  }
}

function openWsLoop(http: Server): Publish {
  const server = new WebSocketServer({ server: http, perMessageDeflate: false })
  const rooms = new Map<string, Set<WebSocket>>()
  server.on('connection', (socket, request) => {
    const room = new URL(request.url!, 'http://localhost').searchParams.get('room')!
    const present = rooms.get(room) ?? new Set()
    rooms.set(room, present.add(socket))
    socket.on('close', () => present.delete(socket))
  })
  return async (room, messages) => {
    for (const message of messages) {
      const text = JSON.stringify(message)
      for (const socket of rooms.get(String(room)) ?? []) socket.send(text)
    }
  }
}

const ways: Record<Kind, { http: Server; publish: Publish }> = {
  ours: listening(openOurs),
  socketIo: listening(openSocketIo),
  wsLoop: listening(openWsLoop),
}

function listening(open: (http: Server) => Publish): { http: Server; publish: Publish } {
  const http = createServer()
  const publish = open(http)
  http.listen({ port: 0, host: '127.0.0.1', backlog: 4096 })
  return { http, publish }
}
await Promise.all(Object.values(ways).map(({ http }) => once(http, 'listening')))

let last = 0
const text = 'Does the lamp come with a bulb, and is the cable long enough for a table by the window?'

/** Publishes at a pace, never faster than the way can take it: who cannot keep up publishes less. */
async function publish({ kind, rooms, perSecond, ms }: PublishPlan): Promise<number> {
  const endAt = performance.now() + ms
  const each = Math.max(1, Math.round((perSecond * everyMs) / 1000))
  let published = 0
  const underWay = new Set<Promise<unknown>>()
  for (let next = performance.now(); performance.now() < endAt; next = Math.max(next + everyMs, performance.now())) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())))
    const sentMs = Date.now()
    for (let room = 0; room < rooms; room++) {
      const messages = Array.from({ length: each }, () => ({ n: ++last, sentMs, name: 'Dana', text }))
      published += each
      const publishing = ways[kind].publish(room, messages).finally(() => underWay.delete(publishing))
      underWay.add(publishing)
    }
    // What waits for the disk goes together, as what people say does; but never more than a second of it.
    if (underWay.size > (rooms * 1000) / everyMs) await Promise.all(underWay)
  }
  await Promise.all(underWay)
  return published
}

/** Publishes stock at a pace beside a flood of words. @returns how many of each */
async function stock({ rooms, perSecond, floodPerSecond, ms }: StockPlan): Promise<{ stock: number; said: number }> {
  const endAt = performance.now() + ms
  const told = { stock: 0, said: 0 }
  const each = async (room: number, isFlood: boolean) => {
    const pace = isFlood ? everyMs : 1000 / perSecond
    await new Promise((resolve) => setTimeout(resolve, (pace * room) / rooms))
    for (let next = performance.now(); performance.now() < endAt; next = Math.max(next + pace, performance.now())) {
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())))
      const events = isFlood
        ? Array.from({ length: (floodPerSecond * everyMs) / 1000 }, (_, i) => ({
            by: `p${(told.said + i) % 500}`,
            text,
          }))
        : [{ n: ++last, sentMs: Date.now(), free: last % 100 }]
      told[isFlood ? 'said' : 'stock'] += events.length
      const log = logs[room]![isFlood ? 'c' : 'e']
      await database.write((sql) =>
        append(
          sql,
          log,
          new Date(),
          events.map((body) => ({ type: isFlood ? 'message.posted' : 'stock.changed', body })),
        ),
      )
    }
  }
  const all = Array.from({ length: rooms }, (_, room) => room)
  await Promise.all(
    all.flatMap((room) => (floodPerSecond > 0 ? [each(room, false), each(room, true)] : [each(room, false)])),
  )
  return told
}

answerPeer({
  stock,
  memory: ownMemory,
  ports: () =>
    Object.fromEntries(Object.entries(ways).map(([kind, { http }]) => [kind, (http.address() as AddressInfo).port])),
  heads: () =>
    Promise.all(
      logs.map(
        async ({ id, e, c }): Promise<Head> => ({
          roomId: id,
          e: await headOf(database.sql, e),
          c: await headOf(database.sql, c),
        }),
      ),
    ),
  publish,
  cpuSeconds: () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1e6
  },
})
