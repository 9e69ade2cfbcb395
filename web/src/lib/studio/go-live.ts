import type { ShowStatus } from '#src/modules/shows/state.ts'

/** What arrives from the host, as the server sees it. */
export type Picture = 'none' | 'coming' | 'lost'

/** Why a show cannot go live now; undefined when it can. The rule is the server's (`decide.start`). */
export function whyNotGoLive(
  status: ShowStatus,
  picture: Picture | undefined,
  mayGoOnAir: boolean,
): 'role' | 'over' | 'asking' | 'noPicture' | 'lost' | undefined {
  if (!mayGoOnAir) return 'role'
  if (status !== 'draft' && status !== 'scheduled') return 'over'
  if (picture === undefined) return 'asking'
  if (picture === 'none') return 'noPicture'
  return picture === 'lost' ? 'lost' : undefined
}
