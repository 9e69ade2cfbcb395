import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { type Directives, holdUntil, readDirectives, satisfied } from './delivery.ts'
import { mediaPlaylist, partTargetSeconds } from './playlist.ts'
import type { LiveWindow, Segment } from './window.ts'

const gzipAsync = promisify(gzip)

/** What the origin must know of a stream to serve it. */
export type Playable = { window: LiveWindow; master(): string | undefined }

const playlistType = 'application/vnd.apple.mpegurl'
const forEver = 'public, max-age=31536000, immutable' // A part's address is never used twice.
const notYet = 'public, max-age=1'

/**
 * The LL-HLS origin under `/hls/{streamId}/`: `master.m3u8`, `live.m3u8` with blocking reload, and per take
 * `init.mp4`, `s{sequence}.m4s`, `p{sequence}.{part}.m4s`. A request for the hinted part is held until it is there.
 */
export class HlsOrigin {
  readonly #find: (streamId: string) => Playable | undefined
  readonly #partMs: number
  readonly #rendered = new WeakMap<LiveWindow, { version: number; text: Buffer; zipped: Promise<Buffer> }>()

  constructor(options: { find: (streamId: string) => Playable | undefined; partMs: number }) {
    this.#find = options.find
    this.#partMs = options.partMs
  }

  async serve(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    response.setHeader('Access-Control-Allow-Origin', '*')
    if (request.method === 'OPTIONS') return reply(response, 204, 'public, max-age=86400')
    if (request.method !== 'GET' && request.method !== 'HEAD') return reply(response, 405, 'no-store')
    const [, , streamId = '', ...rest] = url.pathname.split('/')
    const stream = this.#find(streamId)
    if (!stream?.window.playable) return reply(response, 404, notYet)
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    if (rest.length === 1 && rest[0] === 'master.m3u8') return master(stream, response)
    if (rest.length === 1 && rest[0] === 'live.m3u8') return this.#playlist(stream, request, response, url, gone.signal)
    if (rest.length === 2) return this.#media(stream.window, rest[0]!, rest[1]!, response, gone.signal)
    reply(response, 404, notYet)
  }

  async #playlist(
    stream: Playable,
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    signal: AbortSignal,
  ): Promise<void> {
    const { window } = stream
    const asked = readDirectives(url.searchParams, window, partTargetSeconds(this.#partMs))
    if (asked === 'refused') return reply(response, 400, 'no-store')
    if (asked !== 'none' && !(await this.#hold(window, asked, signal))) return reply(response, 503, 'no-store')
    const { text, zipped } = this.#render(window)
    const cache = asked === 'none' ? 'no-cache' : 'public, max-age=1'
    response.setHeader('Vary', 'Accept-Encoding')
    if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? '')))
      return reply(response, 200, cache, playlistType, text)
    const body = await zipped
    response.setHeader('Content-Encoding', 'gzip')
    reply(response, 200, cache, playlistType, body)
  }

  #hold(window: LiveWindow, asked: Directives, signal: AbortSignal): Promise<boolean> {
    return holdUntil(window, () => satisfied(window, asked), signal)
  }

  /** Written and compressed once per change, whoever asks. */
  #render(window: LiveWindow): { text: Buffer; zipped: Promise<Buffer> } {
    const kept = this.#rendered.get(window)
    if (kept?.version === window.version) return kept
    const text = Buffer.from(mediaPlaylist(window, this.#partMs))
    const fresh = { version: window.version, text, zipped: gzipAsync(text, { level: 4 }) }
    this.#rendered.set(window, fresh)
    return fresh
  }

  async #media(
    window: LiveWindow,
    takeId: string,
    file: string,
    response: ServerResponse,
    signal: AbortSignal,
  ): Promise<void> {
    const bytes = await findMedia(window, takeId, file, signal)
    if (!bytes) return reply(response, 404, notYet)
    reply(response, 200, forEver, 'video/mp4', bytes)
  }
}

function master(stream: Playable, response: ServerResponse): void {
  const text = stream.master()
  if (text === undefined) reply(response, 404, notYet)
  else reply(response, 200, notYet, playlistType, Buffer.from(text))
}

async function findMedia(
  window: LiveWindow,
  takeId: string,
  file: string,
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  if (file === 'init.mp4') return window.init(takeId)
  const [, kind, sequenceText, partText] = /^([sp])(\d{1,15})(?:\.(\d{1,6}))?\.m4s$/.exec(file) ?? []
  if (!kind) return undefined
  const sequence = Number(sequenceText)
  const find = (): Segment | undefined => window.segment(takeId, sequence)
  if (kind === 's') return wholeSegment(find())
  if (partText === undefined) return undefined
  const index = Number(partText)
  const hinted = () => {
    const next = window.next
    return next?.takeId === takeId && next.sequence === sequence && next.part === index
  }
  if (hinted()) await holdUntil(window, () => !hinted(), signal)
  return find()?.parts[index]?.bytes
}

function wholeSegment(segment: Segment | undefined): Buffer | undefined {
  return segment?.closed ? Buffer.concat(segment.parts.map((part) => part.bytes)) : undefined
}

function reply(response: ServerResponse, status: number, cache: string, type?: string, body?: Buffer): void {
  if (response.destroyed) return
  response.statusCode = status
  response.setHeader('Cache-Control', cache)
  if (type) response.setHeader('Content-Type', type)
  response.setHeader('Content-Length', body?.length ?? 0)
  response.end(response.req.method === 'HEAD' ? undefined : body)
}
