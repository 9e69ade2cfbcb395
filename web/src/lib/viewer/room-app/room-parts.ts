import type { ComponentProps } from 'svelte'
import { sharedWords, viewerWords } from '#lib/messages/load.ts'
import type RoomApp from './RoomApp.svelte'
import { isLive, type RoomData } from './room-data.ts'

/**
 * Everything a room is drawn from, the same on the server and in the browser. Whoever comes to a show that is live
 * downloads nothing of what stands around it, and the other way round.
 */
export async function roomParts(data: RoomData, url: URL): Promise<ComponentProps<typeof RoomApp>> {
  const [words, ofViewer, { default: view }] = await Promise.all([
    sharedWords(data.locale),
    viewerWords(data.locale),
    isLive(data) ? import('../room/Room.svelte') : import('../AroundShow.svelte'),
  ])
  return { data, words, viewerWords: ofViewer, view, url }
}
