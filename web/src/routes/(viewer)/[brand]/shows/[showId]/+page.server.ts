import { seemsToNeedHls } from '#lib/media/native.ts'
import type { RoomSnapshot } from '#lib/room/room.svelte.ts'
import { loaded } from '#lib/viewer/loading.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, params, request }) => {
  const [me, brand, snapshot] = await Promise.all([
    loaded(locals.api('accounts.me', {})),
    loaded(locals.api('accounts.brand', { slug: params.brand })),
    loaded(locals.api('shows.room', { showId: params.showId })),
  ])
  const needsHls = seemsToNeedHls(request.headers.get('user-agent') ?? '')
  return { needsHls, room: { me, brand, snapshot: snapshot as unknown as RoomSnapshot } }
}
