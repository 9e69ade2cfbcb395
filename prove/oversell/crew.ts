import { type Peer, startPeer } from '../../bench/load/processes.ts'
import type { Dice } from '../random.ts'

type Slot = { peer: Peer; port: number } | undefined

/** Several whole processes of Estrade over one database, which may be killed at any moment and come back. */
export type Crew = AsyncDisposable & {
  kills: number
  /** A process that runs now, as far as anybody knows. */
  port(die: Dice): number
  /** `kill -9` of one of them, if another is left; a new one is started in its place. */
  killOne(die: Dice): void
  /** Replaces every process, one after the other: told to stop (SIGTERM), it ends by itself; then the next one starts. */
  restartEach(): Promise<void>
  restarts: number
  /** Resolves when all are there again. */
  whole(): Promise<void>
}

export async function openCrew(size: number, env: Record<string, string>): Promise<Crew> {
  const start = async (): Promise<NonNullable<Slot>> => {
    const peer = await startPeer(new URL('../../bench/load/server.ts', import.meta.url), env)
    return { peer, port: (await peer.ask<{ estrade: number }>('ports')).estrade }
  }
  const slots: Slot[] = []
  // The first alone: it makes the secret and the tables of the jobs.
  slots.push(await start())
  slots.push(...(await Promise.all(Array.from({ length: size - 1 }, start))))
  const coming = new Set<Promise<void>>()

  async function replace(i: number, peer: Peer, signal: NodeJS.Signals): Promise<void> {
    await peer.kill(signal)
    slots[i] = await start()
  }

  const crew: Crew = {
    kills: 0,
    port: (die) => die.pick(slots.filter((slot) => slot !== undefined)).port,
    killOne(die) {
      const running = slots.flatMap((slot, i) => (slot ? [{ i, peer: slot.peer }] : []))
      if (running.length < 2) return
      const { i, peer } = die.pick(running)
      slots[i] = undefined
      crew.kills++
      const replacing = replace(i, peer, 'SIGKILL').finally(() => coming.delete(replacing))
      coming.add(replacing)
    },
    restarts: 0,
    async restartEach() {
      for (const [i, slot] of slots.entries()) {
        await replace(i, slot!.peer, 'SIGTERM')
        crew.restarts++
      }
    },
    async whole() {
      await Promise.all(coming)
    },
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(coming)
      await Promise.all(slots.map((slot) => slot?.peer.kill('SIGKILL')))
    },
  }
  return crew
}
