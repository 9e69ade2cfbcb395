/** Viewers who follow a room over HTTP: there is no socket that closes, so they are there until they are not heard of. */
export type Sittings = {
  here(viewer: string, now: number, delayMs: number | undefined): void
  viewers(): MapIterator<string>
  delays(): number[]
  /** Lets those go who were not heard of for too long. */
  sweep(now: number): void
  close(): void
}

type Sitting = { visit: string | undefined; seenAt: number; delayMs: number | undefined }

/** Three times as long as a viewer waits before saying it again. */
const lostAfterMs = 30_000

export function sittings(presence: {
  joined(viewer: string): string | undefined
  left(visit: string, at: number): void
}): Sittings {
  const all = new Map<string, Sitting>()
  const leave = ({ visit, seenAt }: Sitting) => {
    if (visit !== undefined) presence.left(visit, seenAt)
  }
  return {
    here(viewer, now, delayMs) {
      const known = all.get(viewer)
      if (known) Object.assign(known, { seenAt: now, delayMs: delayMs ?? known.delayMs })
      else all.set(viewer, { visit: presence.joined(viewer), seenAt: now, delayMs })
    },
    viewers: () => all.keys(),
    delays: () => [...all.values()].flatMap(({ delayMs }) => delayMs ?? []),
    sweep(now) {
      for (const [viewer, sitting] of all) {
        if (now - sitting.seenAt < lostAfterMs) continue
        all.delete(viewer)
        leave(sitting)
      }
    },
    close() {
      for (const sitting of all.values()) leave(sitting)
      all.clear()
    },
  }
}
