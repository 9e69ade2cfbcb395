import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import type { FilesDoor } from '../../doors/doors.ts'
import { holdMsMax } from './delivery.ts'
import type { Gate } from './serve.ts'

const lookEveryMs = 150
const hintMsMost = 2000
const playlistType = 'application/vnd.apple.mpegurl'
const forEver = 'public, max-age=31536000, immutable'

/** Where a stream's files lie behind the door. */
export const storedAt = (streamId: string, path: string): string => `hls/${streamId}/${path}`

/**
 * Serves `/hls/{streamId}/…` from what a media process elsewhere has put behind the file door: every part and playlist
 * that was announced, whether that process still lives or not. A wish for what is not there yet is held by looking again.
 */
export class StoredHls {
  readonly #files: FilesDoor
  readonly #gate: Gate
  readonly #looked = new Map<string, { atMs: number; text: Promise<string | undefined> }>()

  constructor({ files, gate }: { files: FilesDoor; gate: Gate }) {
    this.#files = files
    this.#gate = gate
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '', query = ''] = (request.url ?? '').split('?', 2)
    const found = /^\/hls\/([\w-]{1,64})\/((?:[\w-]{1,64}\/)?[\w.]{1,64}\.(?:m3u8|m4s|mp4))$/.exec(path)
    if (!found) return reply(response, 404, 'public, max-age=1')
    const [, streamId = '', name = ''] = found
    if (!name.endsWith('.m3u8')) return this.#media(streamId, name, response)
    if (this.#gate(streamId, request, query)) return reply(response, 403, 'no-store')
    const wanted = readWanted(query)
    const at = storedAt(streamId, name)
    const text = await this.#until(response, holdMsMax, async () => {
      const now = await this.#look(at)
      return now === undefined || !wanted || reaches(now, wanted) ? { now } : undefined
    })
    if (text === undefined) return reply(response, 503, 'no-store')
    if (text.now === undefined) return reply(response, 404, 'public, max-age=1')
    reply(response, 200, wanted ? 'public, max-age=18' : 'public, max-age=1', playlistType, Buffer.from(text.now))
  }

  async #media(streamId: string, name: string, response: ServerResponse): Promise<void> {
    const at = storedAt(streamId, name)
    // A part may be asked for by its hint, a moment before it is there.
    const file = await this.#until(response, /\/p\d+\.\d+\.m4s$/.test(name) ? hintMsMost : 0, () => this.#files.get(at))
    if (file) reply(response, 200, forEver, 'video/mp4', Buffer.from(file.bytes))
    else reply(response, 404, 'public, max-age=1')
  }

  /** A playlist as it is now; those who ask in the same moment share one look. */
  #look(path: string): Promise<string | undefined> {
    const nowMs = performance.now()
    const known = this.#looked.get(path)
    if (known && nowMs - known.atMs < lookEveryMs) return known.text
    const text = this.#files.get(path).then((file) => file && new TextDecoder().decode(file.bytes))
    this.#looked.set(path, { atMs: nowMs, text })
    if (this.#looked.size > 500) this.#looked.delete(this.#looked.keys().next().value!)
    return text
  }

  async #until<T>(
    response: ServerResponse,
    msMost: number,
    look: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const untilMs = performance.now() + msMost
    for (;;) {
      const found = await look()
      if (found !== undefined || response.destroyed || performance.now() >= untilMs) return found
      await setTimeout(lookEveryMs)
    }
  }
}

type Wanted = { sequence: number; part: number | undefined }

function readWanted(query: string): Wanted | undefined {
  const asked = new URLSearchParams(query)
  const [sequence, part] = [asked.get('_HLS_msn'), asked.get('_HLS_part')]
  if (!/^\d{1,15}$/.test(sequence ?? '') || !/^\d{0,6}$/.test(part ?? '')) return undefined
  return { sequence: Number(sequence), part: part ? Number(part) : undefined }
}

/** Whether a playlist holds the segment, or the part of it, that is wanted (rfc8216bis §6.2.5.2). */
export function reaches(text: string, { sequence, part }: Wanted): boolean {
  if (text.includes('#EXT-X-ENDLIST')) return true
  const first = Number(/^#EXT-X-MEDIA-SEQUENCE:(\d+)/m.exec(text)?.[1] ?? 0)
  const open = first + [...text.matchAll(/^#EXTINF:/gm)].length
  if (sequence !== open) return sequence < open
  const parts = [...text.slice(text.lastIndexOf('#EXTINF:')).matchAll(/^#EXT-X-PART:/gm)].length
  return part !== undefined && parts > part
}

function reply(response: ServerResponse, status: number, cache: string, type?: string, body?: Buffer): void {
  if (response.destroyed || response.headersSent) return
  const headers = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': cache, 'Content-Length': body?.length ?? 0 }
  response.writeHead(status, { ...headers, ...(type && { 'Content-Type': type }) })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}
