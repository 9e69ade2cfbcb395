import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import datachannel from 'node-datachannel'
import type { MediaLog } from '../events.ts'
import type { MediaSettings } from '../messages.ts'
import type { Streams } from '../streams.ts'
import { readOffer } from './offer.ts'
import { type WhipProblemCode, WhipRefusal, whipProblems } from './problems.ts'
import { WhipSession } from './session.ts'

const offerBytesMax = 64 * 1024
const sessionPath = '/whip/sessions/'

export type WhipOptions = {
  settings: MediaSettings
  streams: Streams
  authorize: (key: string) => Promise<string | undefined>
  now: () => Date
  newId: () => string
  log: MediaLog
}

/** WHIP (RFC 9725): `POST /whip/{anything}` publishes, `DELETE` of the address it answers with stops. */
export class WhipEndpoint {
  readonly #options: WhipOptions
  readonly #port: InstanceType<typeof datachannel.IceUdpMuxListener>
  readonly #sessions = new Map<string, WhipSession>()

  constructor(options: WhipOptions) {
    this.#options = options
    // Keeps the port open between sessions: opened and closed with each, a session that follows another at once
    // sometimes found it still taken.
    const { udpPort, bindAddress } = options.settings
    this.#port = new datachannel.IceUdpMuxListener(udpPort, bindAddress)
  }

  close(): void {
    for (const session of this.#sessions.values()) session.close()
    this.#port.stop()
  }

  async serve(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Access-Control-Expose-Headers', 'Location, ETag, Link')
    response.setHeader('Cache-Control', 'no-store')
    try {
      const isSession = url.pathname.startsWith(sessionPath)
      if (request.method === 'OPTIONS') allow(response, isSession)
      else if (isSession) this.#onSession(request, response, url.pathname.slice(sessionPath.length))
      else if (request.method === 'POST') await this.#publish(request, response)
      else throw new WhipRefusal('whip.method.refused')
    } catch (error) {
      if (!(error instanceof WhipRefusal)) throw error
      refuse(response, error)
    }
  }

  #onSession(request: IncomingMessage, response: ServerResponse, id: string): void {
    const session = this.#sessions.get(id)
    if (!session) throw new WhipRefusal('whip.session.unknown')
    if (request.method !== 'DELETE') throw new WhipRefusal('whip.method.refused', 'A session can only be deleted.')
    session.close()
    response.writeHead(200).end()
  }

  async #publish(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const key = /^Bearer +([\x21-\x7e]{1,512})$/i.exec(request.headers.authorization ?? '')?.[1]
    if (!key) throw new WhipRefusal('whip.key.missing')
    if (!/^application\/sdp\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
      throw new WhipRefusal('whip.type.refused')
    const tracks = readOffer(await readBody(request))
    const streamId = await this.#options.authorize(key)
    if (streamId === undefined) throw new WhipRefusal('whip.key.unknown')

    const { streams, settings, now, newId, log } = this.#options
    const stream = streams.open(streamId)
    if (stream.busy) throw new WhipRefusal('whip.stream.busy')
    const id = newId() + newId()
    const session = new WhipSession({ id, stream, settings, now, log, onClose: () => this.#sessions.delete(id) })
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
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request) {
    size += piece.length
    if (size > offerBytesMax) throw new WhipRefusal('whip.offer.large')
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}

function allow(response: ServerResponse, isSession: boolean): void {
  response.writeHead(204, {
    'Access-Control-Allow-Methods': isSession ? 'DELETE, OPTIONS' : 'POST, OPTIONS',
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, If-Match',
    'Access-Control-Max-Age': '86400',
    ...(!isSession && { 'Accept-Post': 'application/sdp' }),
  })
  response.end()
}

function refuse(response: ServerResponse, refusal: WhipRefusal): void {
  const code: WhipProblemCode = refusal.code
  const { status, title } = whipProblems[code]
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer')
  if (status === 405) response.setHeader('Allow', 'POST, DELETE, OPTIONS')
  if (status === 503) response.setHeader('Retry-After', '1')
  if (status === 413) response.setHeader('Connection', 'close') // The rest of the body stays unread.
  response.writeHead(status, { 'Content-Type': 'application/problem+json' })
  response.end(JSON.stringify({ type: 'about:blank', code, status, title, detail: refusal.message }))
}
