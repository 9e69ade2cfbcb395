import type { HeardReport, JoinPlan } from './fanout-viewers.ts'
import { type Peer, startPeer } from './processes.ts'

/** A process may open some 20,000 files, and one that reads for so many is slow: viewers are several processes. */
const socketsAProcess = 7500

/** Many sockets, in as many processes as they need. */
export type Crowd = {
  sockets: number
  peers: Peer[]
  /** Waits until nothing more arrives. */
  settled(): Promise<void>
  /** What was heard since the last one joined; a percentile is over messages, of how long the last reader waited, ms. */
  report(): Promise<{ delivered: number; cpuSeconds: number; percentile(share: number): number }>
  /** All sockets close. */
  out(): Promise<void>
  /** The processes end. */
  leave(): Promise<void>
}

export async function openCrowd(sockets: number): Promise<Crowd> {
  const count = Math.ceil(sockets / socketsAProcess)
  const file = new URL('./fanout-viewers.ts', import.meta.url)
  const peers = await Promise.all(Array.from({ length: count }, () => startPeer(file)))
  const all = <T>(what: string) => Promise.all(peers.map((peer) => peer.ask<T>(what)))
  const delivered = async () => (await all<number>('delivered')).reduce((sum, one) => sum + one, 0)
  return {
    ...{ sockets, peers },
    async settled() {
      for (let before = -1; ; ) {
        const now = await delivered()
        if (now === before) return
        before = now
        await new Promise((resolve) => setTimeout(resolve, 700))
      }
    },
    async report() {
      const reports = await all<HeardReport>('report')
      const last = new Map<number, number>()
      for (const { laps } of reports) for (const [n, ms] of laps) last.set(n, Math.max(ms, last.get(n) ?? 0))
      const sorted = [...last.values()].sort((a, b) => a - b)
      return {
        delivered: reports.reduce((sum, one) => sum + one.delivered, 0),
        cpuSeconds: reports.reduce((sum, one) => sum + one.cpuSeconds, 0),
        percentile: (share) => sorted[Math.floor(sorted.length * share)] ?? 0,
      }
    },
    out: async () => void (await all('leave')),
    leave: async () => void (await Promise.all(peers.map((peer) => peer.kill()))),
  }
}

/** All come in, each process with its share, and listen from here on. */
export async function joinCrowd(crowd: Crowd, plan: Omit<JoinPlan, 'sockets' | 'readers'>): Promise<void> {
  const { peers, sockets } = crowd
  const share = (i: number) => Math.floor((sockets * (i + 1)) / peers.length) - Math.floor((sockets * i) / peers.length)
  await Promise.all(
    peers.map((peer, i) =>
      peer.ask('join', { ...plan, sockets: share(i), readers: Math.ceil(readersMost / peers.length) }),
    ),
  )
  await crowd.settled()
  await Promise.all(peers.map((peer) => peer.ask('begin')))
}

/** Reading every frame of every socket would measure the readers. */
const readersMost = 250
