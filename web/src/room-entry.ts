import { hydrate } from 'svelte'
import RoomApp from '#lib/viewer/room-app/RoomApp.svelte'
import { type RoomData, roomDataId, roomId } from '#lib/viewer/room-app/room-data.ts'
import { roomParts } from '#lib/viewer/room-app/room-parts.ts'

/*
 * The show page's own script: the room without a router, since whoever comes by a shared link on a phone waits for
 * every kilobyte before the picture.
 */

const target = document.getElementById(roomId)
const written = document.getElementById(roomDataId)?.textContent
if (target && written) {
  const data: RoomData = JSON.parse(written)
  const props = await roomParts(data, new URL(location.href))
  hydrate(RoomApp, { target, props })
}
