import { WebSocket } from 'ws'
import { RoomSocket } from '../../web/src/lib/room/socket.ts'
import type { Crew } from '../oversell/crew.ts'
import type { Dice } from '../random.ts'

/** A viewer who follows what happens with the browser's own socket, at whichever node answers. */
export type Onlooker = {
  /** Every event that was heard, in the order of hearing. */
  seqs: number[]
  /** How often a socket opened, and how often nothing helped but a fresh snapshot. */
  opened: number
  refreshed: number
  reaches(seq: number): Promise<void>
  stop(): void
}

export function openOnlooker(crew: Crew, die: Dice, showId: string, from: number): Onlooker {
  const waiting = new Set<() => void>()
  const socket = new RoomSocket({
    ...{ url: `/rooms/${showId}`, cursors: { e: from, c: 0 }, viewer: crypto.randomUUID() },
    open: (path) => new WebSocket(`ws://127.0.0.1:${crew.port(die)}${path}`, { perMessageDeflate: false }) as never,
    listener: {
      ...{ chat() {}, clock() {}, pulse() {} },
      connection: (state) => {
        if (state === 'open') onlooker.opened++
      },
      events(events) {
        onlooker.seqs.push(...events.map(({ seq }) => seq))
        for (const check of waiting) check()
      },
      async refresh() {
        onlooker.refreshed++
        return { e: onlooker.seqs.at(-1) ?? from, c: 0 }
      },
    },
  })
  const onlooker: Onlooker = {
    ...{ seqs: [], opened: 0, refreshed: 0 },
    stop: () => socket.stop(),
    reaches: (seq) =>
      new Promise((resolve) => {
        const check = () => {
          if ((onlooker.seqs.at(-1) ?? from) < seq) return
          waiting.delete(check)
          resolve()
        }
        waiting.add(check)
        check()
      }),
  }
  return onlooker
}
