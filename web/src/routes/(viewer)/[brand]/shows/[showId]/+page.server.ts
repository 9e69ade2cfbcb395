import type { RoomSnapshot } from '#lib/room/room.svelte.ts'
import { loaded } from '#lib/viewer/loading.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, params }) => {
  const [me, brand, snapshot] = await Promise.all([
    loaded(locals.api('accounts.me', {})),
    loaded(locals.api('accounts.brand', { slug: params.brand })),
    loaded(locals.api('shows.room', { showId: params.showId })),
  ])
  return { me, brand, snapshot: snapshot as unknown as RoomSnapshot }
}
