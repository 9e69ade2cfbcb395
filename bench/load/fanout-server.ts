import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server as SocketIo } from 'socket.io'
import { type WebSocket, WebSocketServer } from 'ws'
import { systemClock } from '../../src/lib/clock.ts'
import { type LogId, newId } from '../../src/lib/ids.ts'
import { append, followLogs, headOf } from '../../src/lib/log.ts'
import { openDatabase } from '../../src/lib/sql.ts'
import { openRooms } from '../../src/rooms/rooms.ts'
import { answerPeer } from './processes.ts'

/*
 * The same messages to the same sockets in three ways: our rooms, which follow logs in Postgres; rooms of Socket.IO;
 * a plain loop over `ws`. The two peers keep nothing.
 */
export type Kind = 'ours' | 'socketIo' | 'wsLoop'
export type PublishPlan = { kind: Kind; rooms: number; perSecond: number; ms: number }
/** A room of ours, and how far its chat is. */
export type Head = { roomId: string; seq: number }
type Publish = (room: number, messages: object[]) => Promise<unknown>

const everyMs = 50
const database = openDatabase(process.env.DATABASE_URL!)
const silent = { warn() {} }
const now = new Date()
const logs = Array.from({ length: 64 }, () => ({ e: newId<'log'>(now), c: newId<'log'>(now), id: newId<'show'>(now) }))

function openOurs(http: Server): Publish {
  const follower = followLogs(database, silent)
  const logsOf = async (id: string): Promise<{ e: LogId; c: LogId } | undefined> => logs.find((one) => one.id === id)
  openRooms({ database, follower, clock: systemClock, log: silent, logsOf }).attach(http)
  return (room, messages) => {
    const events = messages.map((body) => ({ type: 'chat.said', body }))
    return database.write((sql) => append(sql, logs[room]!.c, new Date(), events))
  }
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
  http.listen(0, '127.0.0.1')
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
  for (let next = performance.now(); performance.now() < endAt; next = Math.max(next + everyMs, performance.now())) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())))
    const sentMs = Date.now()
    await Promise.all(
      Array.from({ length: rooms }, (_, room) => {
        const messages = Array.from({ length: each }, () => ({ n: ++last, sentMs, name: 'Dana', text }))
        published += each
        return ways[kind].publish(room, messages)
      }),
    )
  }
  return published
}

answerPeer({
  ports: () =>
    Object.fromEntries(Object.entries(ways).map(([kind, { http }]) => [kind, (http.address() as AddressInfo).port])),
  heads: () =>
    Promise.all(logs.map(async ({ id, c }): Promise<Head> => ({ roomId: id, seq: await headOf(database.sql, c) }))),
  publish,
  cpuSeconds: () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1e6
  },
})
