import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { Head, Kind } from './fanout-server.ts'
import { answerPeer } from './processes.ts'

/** The sockets of `bench fanout`, in a process of their own. Each counts; one in a few also reads the clock. */
export type JoinPlan = { kind: Kind; port: number; heads: Head[]; rooms: number; sockets: number; readers: number }
export type HeardReport = { delivered: number; laps: [n: number, ms: number][]; cpuSeconds: number }

const marker = Buffer.from('"sentMs":')

let sockets: WebSocket[] = []
let delivered = 0
let cpu = process.cpuUsage()
/** By message: how long after it was published the last reader had it. */
const lastMs = new Map<number, number>()

const urls: Record<Kind, (port: number, room: number, heads: Head[]) => string> = {
  ours: (port, room, heads) =>
    `ws://127.0.0.1:${port}/rooms/${heads[room]!.roomId}?e=${heads[room]!.e}&c=${heads[room]!.c}`,
  socketIo: (port, room) => `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket&room=${room}`,
  wsLoop: (port, room) => `ws://127.0.0.1:${port}/?room=${room}`,
}

async function join({ kind, port, heads, rooms, sockets: count, readers }: JoinPlan): Promise<void> {
  const readEvery = Math.ceil(count / readers)
  for (let from = 0; from < count; from += 100) {
    const some = Array.from({ length: Math.min(100, count - from) }, async (_, i) => {
      const socket = new WebSocket(urls[kind](port, (from + i) % rooms, heads), { perMessageDeflate: false })
      socket.on('message', (bytes: Buffer) => hear(bytes, (from + i) % readEvery === 0))
      if (kind === 'socketIo') speakEngineIo(socket)
      sockets.push(socket)
      await once(socket, 'open')
    })
    await Promise.all(some)
  }
}

/** Enough of Socket.IO's protocol (Engine.IO 4) to sit in a room: enter the namespace, answer pings. */
function speakEngineIo(socket: WebSocket): void {
  socket.on('message', (bytes: Buffer) => {
    if (bytes[0] === 0x30) socket.send('40')
    else if (bytes.length === 1 && bytes[0] === 0x32) socket.send('3')
  })
}

function hear(bytes: Buffer, reads: boolean): void {
  for (let at = bytes.indexOf(marker); at !== -1; at = bytes.indexOf(marker, at + marker.length)) delivered++
  if (!reads) return
  const now = Date.now()
  for (const [, n, sentMs] of bytes.toString().matchAll(/"n":(\d+),.*?"sentMs":(\d+)/g)) {
    lastMs.set(Number(n), now - Number(sentMs))
  }
}

answerPeer({
  join,
  begin() {
    delivered = 0
    lastMs.clear()
    cpu = process.cpuUsage()
  },
  delivered: () => delivered,
  report(): HeardReport {
    const used = process.cpuUsage(cpu)
    return { delivered, laps: [...lastMs], cpuSeconds: (used.user + used.system) / 1e6 }
  },
  async leave() {
    const leaving = sockets.filter((socket) => socket.readyState === WebSocket.OPEN)
    sockets = []
    const left = leaving.map((socket) => once(socket, 'close'))
    for (const socket of leaving) socket.close()
    await Promise.all(left)
  },
})
