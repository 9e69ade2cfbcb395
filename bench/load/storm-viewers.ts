import { WebSocket } from 'ws'
import { RoomSocket } from '../../web/src/lib/room/socket.ts'
import { answerPeer } from './processes.ts'
import { RecoveringSocketIo } from './storm-socket-io-client.ts'

/** Viewers who come back by themselves: ours with the socket of the browser, Socket.IO's as its client does. */
export type StormPlan = { kind: 'ours' | 'socketIo'; port: number; roomId: string; seq: number; viewers: number }
/** What all of them heard. Times are wall clock, ms. */
export type StormReport = { reached: number[]; lost: number; doubled: number; refreshed: number }

/** One viewer's book: messages are numbered 1, 2, 3 … without a hole. */
type Viewer = { last: number; lost: number; doubled: number; reachedAt: number; stop(): void }

const viewers: Viewer[] = []
let mark = Number.POSITIVE_INFINITY
let refreshed = 0

function hear(viewer: Viewer, n: number): void {
  if (viewer.last > 0 && n > viewer.last + 1) viewer.lost += n - viewer.last - 1
  if (n <= viewer.last) viewer.doubled++
  viewer.last = Math.max(viewer.last, n)
  if (n >= mark) viewer.reachedAt ||= Date.now()
}

function joinOurs({ port, roomId, seq }: StormPlan, viewer: Viewer, opened: () => void): void {
  const socket = new RoomSocket({
    ...{ url: `ws://127.0.0.1:${port}/rooms/${roomId}`, cursors: { e: 0, c: seq }, viewer: crypto.randomUUID() },
    open: (url) => new WebSocket(url, { perMessageDeflate: false }) as never,
    listener: {
      ...{ events() {}, clock() {}, pulse() {} },
      chat: (events) => {
        for (const { body } of events) hear(viewer, (body as { n: number }).n)
      },
      connection: (state) => state === 'open' && opened(),
      refresh: async () => {
        refreshed++
        throw new Error('nobody is so far behind')
      },
    },
  })
  viewer.stop = () => socket.stop()
}

function joinSocketIo({ port }: StormPlan, viewer: Viewer, opened: () => void): void {
  const socket = new RecoveringSocketIo(`ws://127.0.0.1:${port}`, (n) => hear(viewer, n), opened)
  viewer.stop = () => socket.stop()
}

answerPeer({
  async join(plan: StormPlan) {
    for (let from = 0; from < plan.viewers; from += 100) {
      const some = Array.from({ length: Math.min(100, plan.viewers - from) }, () => {
        const viewer: Viewer = { last: 0, lost: 0, doubled: 0, reachedAt: 0, stop() {} }
        viewers.push(viewer)
        const { promise, resolve } = Promise.withResolvers<void>()
        if (plan.kind === 'ours') joinOurs(plan, viewer, resolve)
        else joinSocketIo(plan, viewer, resolve)
        return promise
      })
      await Promise.all(some)
    }
  },
  /** How many have heard of a message. */
  heard: (n: number) => viewers.filter((one) => one.last >= n).length,
  mark(n: number) {
    mark = n
  },
  report(): StormReport {
    const sum = (what: 'lost' | 'doubled') => viewers.reduce((all, one) => all + one[what], 0)
    const reached = viewers.map(({ reachedAt }) => reachedAt)
    return { reached, lost: sum('lost'), doubled: sum('doubled'), refreshed }
  },
})
