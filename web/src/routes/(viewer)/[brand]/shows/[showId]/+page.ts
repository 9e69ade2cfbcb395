import type { RoomData } from '#lib/viewer/room-app/room-data.ts'
import type { PageLoad } from './$types.js'

/** The room brings its own script, without Kit's router: see `src/room-entry.ts`. */
export const csr = false

/** Kit's browser side comes here only to prepare for a tap; the page itself is always loaded from the server. */
export const load: PageLoad = async ({ data, parent, url }) => {
  if (!import.meta.env.SSR) return { room: undefined }
  const { locale, theme, timeZone } = await parent()
  const room: RoomData = { locale, theme, timeZone, ...data.room }
  const { renderedRoom } = await import('#lib/viewer/room-app/rendered-room.ts')
  return { room: await renderedRoom(room, url, data.needsHls) }
}
