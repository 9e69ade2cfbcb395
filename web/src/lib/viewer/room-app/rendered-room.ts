import { roomFiles } from 'virtual:room-files'
import { render } from 'svelte/server'
import RoomApp from './RoomApp.svelte'
import { isLive, type RoomData, roomDataId } from './room-data.ts'
import { roomParts } from './room-parts.ts'

/** The room as HTML, with what its own script needs to go on from there. Server only. */
export async function renderedRoom(data: RoomData, url: URL): Promise<{ head: string; body: string }> {
  const { head, body } = await render(RoomApp, { props: await roomParts(data, url) })
  return { head: head + scripts(data), body: body + asJson(data) }
}

// A `<` would let a text leave the element it stands in.
const asJson = (data: RoomData) =>
  `<script type="application/json" id="${roomDataId}">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`

/** The sheets, the script, and all that it will ask for next: one round trip instead of three. */
function scripts(data: RoomData): string {
  const files = roomFiles()
  const wanted = [
    ...['room-entry.ts', isLive(data) ? 'lib/viewer/room/Room.svelte' : 'lib/viewer/AroundShow.svelte'],
    ...['shared', 'viewer'].map((words) => `lib/messages/${words}.${data.locale}.ts`),
    ...(isLive(data) ? ['lib/media/player.ts'] : []),
  ]
  const [entry, ...others] = new Set(wanted.flatMap((path) => files[path] ?? []))
  const links = others.map(
    (href) => `<link rel="${href.endsWith('.css') ? 'stylesheet' : 'modulepreload'}" href="${href}">`,
  )
  return `${links.join('')}<script type="module" src="${entry}"></script>`
}
