import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Gate } from '../hls/serve.ts'
import type { MediaSettings } from '../messages.ts'
import type { Streams } from '../streams.ts'
import { type OfferedTrack, readOffer } from '../whip/offer.ts'
import { WhipRefusal } from '../whip/problems.ts'
import { WhepRefusal, whepProblems } from './problems.ts'
import type { Relay } from './relay.ts'
import { WhepSession } from './session.ts'

const offerBytesMax = 64 * 1024
const sessionPath = '/whep/sessions/'
const sessionsMax = 100 // Each costs a quarter of a per cent of a core; the others get HLS.

export type WhepOptions = { settings: MediaSettings; streams: Streams; gate: Gate; newId: () => string }

/**
 * WHEP (draft-ietf-wish-whep-04): `POST /whep/{streamId}` plays what a browser publishes with well under half a second
 * of delay, `DELETE` of the address it answers with stops. A guarded stream needs its token, as `?token=` or bearer.
 */
export class WhepEndpoint {
  readonly #options: WhepOptions
  readonly #sessions = new Map<string, WhepSession>()

  constructor(options: WhepOptions) {
    this.#options = options
  }

  close(): void {
    for (const session of this.#sessions.values()) session.close()
  }

  async serve(request: IncomingMessage, response: ServerResponse, path: string, query: string): Promise<void> {
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Access-Control-Expose-Headers', 'Location, ETag, Link, Retry-After')
    response.setHeader('Cache-Control', 'no-store')
    try {
      const isSession = path.startsWith(sessionPath)
      if (request.method === 'OPTIONS') allow(response, isSession)
      else if (isSession) this.#onSession(request, response, path.slice(sessionPath.length))
      else if (request.method === 'HEAD') response.writeHead(200, { 'Content-Type': 'application/sdp' }).end()
      else if (request.method === 'POST') await this.#play(request, response, path.slice('/whep/'.length), query)
      else throw new WhepRefusal('whep.method.refused')
    } catch (error) {
      if (!(error instanceof WhepRefusal)) throw error
      refuse(response, error)
    }
  }

  #onSession(request: IncomingMessage, response: ServerResponse, id: string): void {
    const session = this.#sessions.get(id)
    if (!session) throw new WhepRefusal('whep.session.unknown')
    if (request.method !== 'DELETE') throw new WhepRefusal('whep.method.refused', 'A session can only be deleted.')
    session.close()
    response.writeHead(200).end()
  }

  async #play(request: IncomingMessage, response: ServerResponse, streamId: string, query: string): Promise<void> {
    const bearer = /^Bearer +([\w.-]{1,512})$/i.exec(request.headers.authorization ?? '')?.[1]
    if (this.#options.gate(streamId, request, bearer ? `token=${bearer}` : query))
      throw new WhepRefusal('whep.token.refused')
    if (!/^application\/sdp\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
      throw new WhepRefusal('whep.type.refused')
    const tracks = readPlayOffer(await readBody(request))
    const relay = this.#relayOf(streamId)
    if (this.#sessions.size >= sessionsMax) throw new WhepRefusal('whep.server.busy')
    const { settings, newId } = this.#options
    const id = newId() + newId()
    const session = new WhepSession({ id, relay, settings, onClose: () => this.#sessions.delete(id) })
    this.#sessions.set(id, session)
    try {
      const answer = await session.answer(tracks)
      const tag = createHash('sha256').update(answer).digest('base64url').slice(0, 16)
      const headers = { 'Content-Type': 'application/sdp', Location: sessionPath + id, ETag: `"${tag}"` }
      response.writeHead(201, headers).end(answer)
    } catch (error) {
      session.close()
      throw error
    }
  }

  #relayOf(streamId: string): Relay {
    const source = this.#options.streams.find(streamId)?.source
    if (!source) throw new WhepRefusal('whep.publisher.away')
    if (!source.relay) throw new WhepRefusal('whep.source.unfit')
    return source.relay
  }
}

/** A player's offer is a publisher's with the direction turned: the same codecs, the same transport. */
function readPlayOffer(sdp: string): OfferedTrack[] {
  if (/^a=(sendonly|sendrecv)\s*$/m.test(sdp)) throw new WhepRefusal('whep.offer.unfit', 'A player only receives.')
  try {
    const tracks = readOffer(sdp.replaceAll(/^a=recvonly(\s*)$/gm, 'a=sendonly$1'))
    if (tracks.some(({ converted }) => converted))
      throw new WhepRefusal('whep.offer.unfit', 'A player must take H.264.')
    return tracks
  } catch (error) {
    if (!(error instanceof WhipRefusal)) throw error
    const malformed = error.code === 'whip.offer.malformed'
    throw new WhepRefusal(malformed ? 'whep.offer.malformed' : 'whep.offer.unfit', error.message)
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request) {
    size += piece.length
    if (size > offerBytesMax) throw new WhepRefusal('whep.offer.large')
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}

function allow(response: ServerResponse, isSession: boolean): void {
  response.writeHead(204, {
    'Access-Control-Allow-Methods': isSession ? 'DELETE, OPTIONS' : 'POST, HEAD, OPTIONS',
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, If-Match',
    'Access-Control-Max-Age': '86400',
    ...(!isSession && { 'Accept-Post': 'application/sdp' }),
  })
  response.end()
}

function refuse(response: ServerResponse, { code, message }: WhepRefusal): void {
  const { status, title } = whepProblems[code]
  if (status === 405) response.setHeader('Allow', 'POST, HEAD, DELETE, OPTIONS')
  if (code === 'whep.publisher.away' || status === 503) response.setHeader('Retry-After', '2')
  if (status === 413) response.setHeader('Connection', 'close') // The rest of the body stays unread.
  response.writeHead(status, { 'Content-Type': 'application/problem+json' })
  response.end(JSON.stringify({ type: 'about:blank', code, status, title, detail: message }))
}
