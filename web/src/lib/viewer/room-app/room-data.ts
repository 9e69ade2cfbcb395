import type { Locale, Theme } from '#lib/locale.ts'
import type { RoomSnapshot } from '#lib/room/room.svelte.ts'
import type { Me } from '#lib/session.ts'
import type { Brand } from '../answers.ts'

/** What the show page is made of: it travels within the page, so that the browser makes the same one. */
export type RoomData = {
  locale: Locale
  theme: Theme
  timeZone: string
  me: Me
  brand: Brand
  snapshot: RoomSnapshot
}

/** Where in the page the room stands, and where its data. */
export const roomId = 'room'
export const roomDataId = 'room-data'

/** Whether its picture needs a token. */
export const isGuarded = ({ snapshot }: RoomData): boolean =>
  ['private', 'ticketed'].includes(snapshot.state.show.visibility)

/** Whether there is a picture to see for whoever came. */
export const isLive = ({ snapshot }: RoomData): boolean => snapshot.state.show.status === 'live' && !snapshot.closed
