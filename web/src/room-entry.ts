import { hydrate } from 'svelte'
import { mediaLinks } from '#lib/links.ts'
import RoomApp from '#lib/viewer/room-app/RoomApp.svelte'
import { isLive, type RoomData, roomDataId, roomId } from '#lib/viewer/room-app/room-data.ts'
import { roomParts } from '#lib/viewer/room-app/room-parts.ts'

/*
 * The show page's own script: the room without a router, since whoever comes by a shared link on a phone waits for
 * every kilobyte before the picture.
 */

const target = document.getElementById(roomId)
const written = document.getElementById(roomDataId)?.textContent
if (target && written) {
  const data: RoomData = JSON.parse(written)
  // The picture cannot be there too early: what plays it comes while the room is drawn.
  if (isLive(data)) {
    const src = data.snapshot.hlsUrl ?? mediaLinks.hls(data.snapshot.showId)
    void import('#lib/media/player.ts').then(({ fetchPlayer }) => fetchPlayer(src))
  }
  const props = await roomParts(data, new URL(location.href))
  hydrate(RoomApp, { target, props })
}
