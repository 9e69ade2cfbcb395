import type { IncomingMessage, ServerResponse } from 'node:http'
import { holdMsMax, passedOn, readDirectives, satisfied } from './delivery.ts'
import { partTargetSeconds } from './playlist.ts'
import { PlaylistShelf } from './shelf.ts'
import { type LiveWindow, targetDurationSeconds } from './window.ts'

/** One playlist of a stream: its source as it came (`live`), or a rendition made of it. */
export type Rendition = { name: string; window: LiveWindow }

/** What the origin must know of a stream to serve it. */
export type Playable = {
  /** The source first. */
  renditions(): Rendition[]
  /** The multivariant playlist, with `query` added to its addresses; undefined when there is nothing to play. */
  master(query: string): Promise<string | undefined>
}

/** Why a viewer may not have a playlist; undefined lets them in. */
export type Gate = (streamId: string, request: IncomingMessage, query: string) => 403 | undefined

const playlistType = 'application/vnd.apple.mpegurl'
const mediaType = 'video/mp4'
const forEver = 'public, max-age=31536000, immutable' // A part's address is never used twice.
/** The answer to a blocking reload never changes its meaning, and its address is asked for only about now. */
const blocked = `public, max-age=${targetDurationSeconds * 6}`
const aMoment = 'public, max-age=1'
const never = 'no-store'

/**
 * The LL-HLS origin under `/hls/{streamId}/`: `master.m3u8`, a playlist with blocking reload and delta updates per
 * rendition (`live.m3u8` is the source), and per take `init.mp4`, `s{sequence}.m4s`, `p{sequence}.{part}.m4s`.
 * A request for the hinted part is held until it is there.
 */
export class HlsOrigin {
  readonly #find: (streamId: string) => Playable | undefined
  readonly #gate: Gate
  readonly #partTarget: number
  readonly #shelf: PlaylistShelf

  constructor(options: { find: (streamId: string) => Playable | undefined; partMs: number; gate?: Gate }) {
    this.#find = options.find
    this.#gate = options.gate ?? (() => undefined)
    this.#partTarget = partTargetSeconds(options.partMs)
    this.#shelf = new PlaylistShelf(options.partMs)
  }

  /** Answers a request for `path` (which begins with `/hls/`) with this query, without its question mark. */
  async serve(request: IncomingMessage, response: ServerResponse, path: string, query: string): Promise<void> {
    if (request.method === 'OPTIONS') return preflight(response)
    if (request.method !== 'GET' && request.method !== 'HEAD') return reply(response, 405, never)
    const [, , streamId = '', first = '', file, ...more] = path.split('/')
    const stream = this.#find(streamId)
    const renditions = stream?.renditions() ?? []
    if (!stream || !renditions[0]?.window.playable || more.length > 0) return reply(response, 404, aMoment)
    if (file !== undefined) return this.#media(renditions, first, file, response)
    const refused = this.#gate(streamId, request, query)
    if (refused) return reply(response, refused, never)
    if (first === 'master.m3u8') return this.#master(stream, query, response)
    const rendition = renditions.find(({ name }) => `${name}.m3u8` === first)
    if (!rendition?.window.playable) return reply(response, 404, aMoment)
    return this.#playlist(rendition, renditions, query, response)
  }

  async #master(stream: Playable, query: string, response: ServerResponse): Promise<void> {
    const passed = passedOn(query)
    if (passed === undefined) return reply(response, 400, never)
    const text = await stream.master(passed)
    if (text === undefined) reply(response, 404, aMoment)
    else reply(response, 200, aMoment, playlistType, Buffer.from(text))
  }

  async #playlist(
    rendition: Rendition,
    renditions: Rendition[],
    query: string,
    response: ServerResponse,
  ): Promise<void> {
    const { window } = rendition
    const asked = readDirectives(query, window, this.#partTarget)
    if (asked === 'refused') return reply(response, 400, never)
    const { wanted, skip, passed } = asked
    if (wanted && !(await hold(window, response, () => satisfied(window, wanted)))) return reply(response, 503, never)
    const written = this.#shelf.take(rendition, renditions, { skip, passed })
    const cache = wanted ? blocked : aMoment
    if (!/\bgzip\b/.test(String(response.req.headers['accept-encoding'] ?? '')))
      return reply(response, 200, cache, playlistType, written.text)
    reply(response, 200, cache, playlistType, await written.zipped, 'gzip')
  }

  async #media(renditions: Rendition[], takeId: string, file: string, response: ServerResponse): Promise<void> {
    const window = renditions.find((rendition) => rendition.window.knows(takeId))?.window
    const bytes = window && (await findMedia(window, takeId, file, response))
    if (bytes) reply(response, 200, forEver, mediaType, bytes)
    else reply(response, 404, aMoment)
  }
}

function hold(window: LiveWindow, response: ServerResponse, done: () => boolean): Promise<boolean> {
  return window.waiting.until(done, holdMsMax, (giveUp) => response.once('close', giveUp))
}

async function findMedia(
  window: LiveWindow,
  takeId: string,
  file: string,
  response: ServerResponse,
): Promise<Buffer | undefined> {
  if (file === 'init.mp4') return window.init(takeId)
  const [, kind, sequenceText, partText] = /^([sp])(\d{1,15})(?:\.(\d{1,6}))?\.m4s$/.exec(file) ?? []
  const sequence = Number(sequenceText)
  if (kind === 's' && partText === undefined) {
    const segment = window.segment(takeId, sequence)
    return segment?.closed && !segment.gap ? segment.bytes : undefined
  }
  if (kind !== 'p' || partText === undefined) return undefined
  const index = Number(partText)
  const hinted = () => {
    const next = window.next
    return next?.takeId === takeId && next.sequence === sequence && next.part === index
  }
  if (hinted()) await hold(window, response, () => !hinted())
  const part = window.segment(takeId, sequence)?.parts[index]
  return part && !part.gap ? part.bytes : undefined
}

const allowed = ['Access-Control-Allow-Origin', '*']

function preflight(response: ServerResponse): void {
  const headers = [...allowed, 'Access-Control-Allow-Methods', 'GET, HEAD', 'Access-Control-Allow-Headers', 'Range']
  response.writeHead(204, [...headers, 'Access-Control-Max-Age', '86400', 'Content-Length', '0']).end()
}

/** Headers as one flat list: what a part costs is mostly this. */
function reply(
  response: ServerResponse,
  status: number,
  cache: string,
  type?: string,
  body?: Buffer,
  encoding?: 'gzip',
): void {
  if (response.destroyed || response.headersSent) return
  const headers = [...allowed, 'Cache-Control', cache, 'Content-Length', String(body?.length ?? 0)]
  if (type) headers.push('Content-Type', type)
  if (type === playlistType) headers.push('Vary', 'Accept-Encoding')
  if (encoding) headers.push('Content-Encoding', encoding)
  if (status === 503) headers.push('Retry-After', '1')
  if (status === 405) headers.push('Allow', 'GET, HEAD, OPTIONS')
  response.writeHead(status, headers)
  response.end(response.req.method === 'HEAD' ? undefined : body)
}
