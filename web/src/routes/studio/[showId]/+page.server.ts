import { error } from '@sveltejs/kit'
import type { RoomSnapshot } from '#lib/room/room.svelte.ts'
import { Refused } from '#src/lib/client.ts'
import { noChat } from '#src/modules/chat/state.ts'
import { emptyRoom } from '#src/room.ts'
import type { PageServerLoad } from './$types.js'

/** A show with its room for the team; for others, why they cannot come in. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const { person, memberships } = await locals.api('accounts.me', {})
  if (!person || person.guest) return { gate: 'signIn' as const }
  const show = await locals.api('shows.show', { showId: params.showId }).catch(refused)
  const membership = show && memberships.find(({ brand }) => brand.brandId === show.brandId)
  if (!show || !membership) return { gate: memberships.length > 0 ? ('notYours' as const) : ('notMember' as const) }
  const room = await locals.api('shows.room', { showId: show.showId }).catch(refused)
  const { brand, roles } = membership
  return { gate: undefined, show, brand, roles, me: person.personId, snapshot: snapshotOf(room, show) }
}

/** A draft has no public room yet: its log is followed from the beginning. */
function snapshotOf(room: unknown, { showId, brandId }: { showId: string; brandId: string }): RoomSnapshot {
  const now = new Date().toISOString()
  const draft = { showId, brandId, state: emptyRoom, seq: 0, chat: { seq: 0, ...noChat }, now, hlsUrl: null }
  return room ? (room as RoomSnapshot) : draft
}

/** Not allowed is nothing to show; not there is no page; anything else is a failure. */
function refused(refusal: unknown): undefined {
  if (!(refusal instanceof Refused)) throw refusal
  if (refusal.status === 403 || refusal.code === 'shows.unknownShow') return undefined
  if (refusal.status === 404 || refusal.status === 422) error(404, 'Not found')
  throw refusal
}
