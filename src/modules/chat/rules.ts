import * as z from 'zod'

/** How a room is moderated. Kept for each show; changed while it is live, without a restart. */
export const roomRules = z.object({
  /** Who may write; staff always may. */
  writers: z.enum(['everyone', 'accounts', 'buyers', 'nobody']).default('everyone'),
  /** Seconds between two messages of one person; 0 lets people talk as they do. */
  slowSeconds: z.number().int().min(0).max(600).default(0),
  /** What waits for a moderator before the room sees it. */
  approve: z.enum(['nothing', 'first', 'all']).default('nothing'),
  /** Whether newcomers' messages wait: never, always, or as soon as too many come at once. */
  raid: z.enum(['off', 'auto', 'on']).default('auto'),
})
export type RoomRules = z.infer<typeof roomRules>
export const usualRules: RoomRules = roomRules.parse({})

/** Newcomers who may write for the first time within `raidWindowMs` before it is a raid. */
export const newcomersMost = 12
export const raidWindowMs = 10_000
/** How long a raid is one after its last newcomer. */
export const raidLastsMs = 120_000
/** Whoever has been in the room this long is no newcomer. */
export const seasonedMs = 30_000

/**
 * Tells when a crowd of newcomers falls in. Kept in memory of a process, one for each room: each sees what is said
 * through it, and a raid that spreads over processes is one at each.
 *
 * A batch is judged as a whole, so that the first wave of a raid is already held and not only what follows it.
 */
export function raidWatch() {
  let newcomers: { personId: string; at: number }[] = []
  let until = 0
  return {
    /** @param personIds newcomers who want to write for the first time; @returns whether this is a raid */
    see(personIds: readonly string[], now: number): boolean {
      newcomers = newcomers.filter((one) => one.at > now - raidWindowMs).slice(-newcomersMost)
      const known = new Set(newcomers.map((one) => one.personId))
      for (const personId of new Set(personIds)) if (!known.has(personId)) newcomers.push({ personId, at: now })
      if (newcomers.length > newcomersMost) until = now + raidLastsMs
      return now < until
    },
    /** A moderator says that it is none. */
    forget(): void {
      newcomers = []
      until = 0
    },
  }
}
