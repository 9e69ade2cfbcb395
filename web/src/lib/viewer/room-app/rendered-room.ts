import { roomFiles } from 'virtual:room-files'
import { render } from 'svelte/server'
import { mediaLinks } from '#lib/links.ts'
import RoomApp from './RoomApp.svelte'
import { isGuarded, isLive, type RoomData, roomDataId } from './room-data.ts'
import { roomParts } from './room-parts.ts'

/** The room as HTML, with what its own script needs to go on from there. Server only. */
export async function renderedRoom(
  data: RoomData,
  url: URL,
  needsHls: boolean,
): Promise<{ head: string; body: string }> {
  const { head, body } = await render(RoomApp, { props: await roomParts(data, url) })
  return { head: head + around(data, needsHls), body: body + asJson(data) }
}

// A `<` would let a text leave the element it stands in.
const asJson = (data: RoomData) =>
  `<script type="application/json" id="${roomDataId}">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`

/**
 * The style sheets themselves, so that the first paint waits for nothing but the page; then the script and all that it
 * will ask for next: one round trip instead of three.
 */
function around(data: RoomData, needsHls: boolean): string {
  const files = roomFiles()
  const wanted = [
    ...['room-entry.ts', isLive(data) ? 'lib/viewer/room/Room.svelte' : 'lib/viewer/AroundShow.svelte'],
    ...['shared', 'viewer'].map((words) => `lib/messages/${words}.${data.locale}.ts`),
    ...(isLive(data) ? ['lib/media/player.ts'] : []),
  ].flatMap((path) => files[path] ?? [])
  const sheets = Object.entries(Object.assign({}, ...wanted.map((one) => one.sheets)) as Record<string, string>)
  const [entry, ...others] = new Set(wanted.flatMap((one) => one.scripts))
  return [
    `<style>${sheets.map(([, text]) => text).join('')}</style>`,
    ...sheets.map(([href]) => present(href)),
    // A guarded picture is asked for with a token, which the player gets by itself.
    ...(isLive(data) && !isGuarded(data) ? beginnings(data) : []),
    ...others.map((href) => `<link rel="modulepreload" href="${href}">`),
    ...(isLive(data) && needsHls ? hls() : []),
    `<script type="module" src="${entry}"></script>`,
  ].join('')
}

/** What begins the picture, and the playlist it asks for first. */
const beginnings = ({ snapshot: { showId, state } }: RoomData) => [
  `<link rel="preload" as="fetch" crossorigin href="${quoted(state.show.hlsUrl ?? mediaLinks.hls(showId))}">`,
  ...(roomFiles()['room-start.ts']?.scripts ?? [])
    .slice(0, 1)
    .map((src) => `<script type="module" src="${src}"></script>`),
]

/** What plays it is as large as all the rest, and is not needed before: it comes last. */
const hls = () =>
  (roomFiles()['hls.js/light']?.scripts ?? [])
    .slice(0, 1)
    .map((href) => `<link rel="modulepreload" fetchpriority="low" href="${href}">`)

const quoted = (url: string) => url.replaceAll('&', '&amp;').replaceAll('"', '&quot;')

/** Vite fetches a sheet with the script that needs it, unless it finds its link; one that is disabled costs nothing. */
const present = (href: string) => `<link rel="stylesheet" href="${href}" disabled media="(max-width: 0)">`
