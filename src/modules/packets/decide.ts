import type { PersonId } from '../../lib/ids.ts'
import type { Problem } from '../../lib/problems.ts'
import { packetProblems as problem } from './problems.ts'

/** `device`: what the browser says it is: one packet a device, whoever signs in on it. */
export type GrabWish = { personId: PersonId; name: string; device?: string | undefined; viewer?: string | undefined }
export type GrabVerdict =
  | { place: number }
  | { again: number }
  | { refused: Problem; details?: Record<string, unknown> | undefined }

type Packet = { opensAt: Date; expiresAt: Date; ended: boolean; pieces: number; taken: number }
type Before = {
  /** Places these persons have already. */
  places: ReadonlyMap<string, number>
  devices: ReadonlySet<string>
  /** Who may, and what is said to others; undefined: anyone. */
  eligible?: Eligible | undefined
}

/** `missing`: of those who may not yet, how many seconds they still have to watch. */
export type Eligible = { who: ReadonlySet<string>; otherwise: Problem; missing?: ReadonlyMap<string, number> }

/** Who has watched long enough, and how many seconds the others still have to. */
export function decideWatched(
  minutes: number,
  watchedMs: ReadonlyMap<string, number>,
  wishes: readonly Pick<GrabWish, 'personId' | 'viewer'>[],
): Eligible {
  const who = new Set<string>()
  const missing = new Map<string, number>()
  for (const { personId, viewer } of wishes) {
    const left = minutes * 60_000 - (watchedMs.get(viewer ?? '') ?? 0)
    if (left <= 0) who.add(personId)
    else missing.set(personId, Math.ceil(left / 1000))
  }
  return { who, otherwise: problem.watchLonger, missing }
}

/**
 * Who of a batch opens a packet, in the order they came: each person once, each device once, one place after another
 * and never more than there are. Whoever has a place already is answered with it, whatever has become of the packet.
 */
export function decideGrabs(packet: Packet, before: Before, wishes: readonly GrabWish[], now: Date): GrabVerdict[] {
  const places = new Map(before.places)
  const devices = new Set(before.devices)
  let { taken } = packet
  return wishes.map(({ personId, device }): GrabVerdict => {
    const place = places.get(personId)
    if (place !== undefined) return { again: place }
    if (now < packet.opensAt) return { refused: problem.notOpenYet }
    if (taken >= packet.pieces) return { refused: problem.empty }
    if (packet.ended || now >= packet.expiresAt) return { refused: problem.over }
    if (before.eligible && !before.eligible.who.has(personId)) {
      const seconds = before.eligible.missing?.get(personId)
      return { refused: before.eligible.otherwise, ...(seconds !== undefined && { details: { seconds } }) }
    }
    if (device !== undefined && devices.has(device)) return { refused: problem.deviceHad }
    places.set(personId, ++taken)
    if (device !== undefined) devices.add(device)
    return { place: taken }
  })
}

export type Plan = { kind: 'equal' | 'random' | 'list'; totalMinor: bigint; pieces: number; list: readonly string[] }

/** What a brand asks for as a packet: of an equal one the amount of each. Undefined: its amounts make none. */
export function planOf(wish: {
  kind: Plan['kind']
  minor: bigint
  pieces: number
  list: readonly string[]
}): Plan | undefined {
  const { kind, minor, pieces, list } = wish
  if (kind === 'list') {
    const totalMinor = list.reduce((sum, one) => sum + BigInt(one), 0n)
    return list.length > 0 && list.every((one) => BigInt(one) > 0n)
      ? { kind, totalMinor, pieces: list.length, list }
      : undefined
  }
  const totalMinor = kind === 'equal' ? minor * BigInt(pieces) : minor
  return pieces > 0 && minor > 0n && totalMinor >= BigInt(pieces) ? { kind, totalMinor, pieces, list: [] } : undefined
}

/** A password is said aloud and typed in a hurry: capitals, accents' forms and blanks around it make no difference. */
export const saidAs = (password: string): string => password.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ')
