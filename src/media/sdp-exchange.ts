import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { MediaRefusal } from './problems.ts'
import { whepProblems } from './whep/problems.ts'
import { whipProblems } from './whip/problems.ts'

const offerBytesMax = 64 * 1024
const retryAfterSeconds = 1

const httpProblems = { ...whipProblems, ...whepProblems }
type HttpProblemCode = keyof typeof httpProblems

/** What an offer opens, until somebody closes it. */
type Session = { answer(): Promise<string>; close(): void }

export type ExchangeOptions = {
  door: 'whip' | 'whep'
  /** Of the endpoint itself; a session knows DELETE alone. */
  methods: readonly string[]
  newId: () => string
}

/**
 * The exchange that WHIP (RFC 9725 §4) and WHEP share: a POST brings an SDP offer and is answered by 201, an answer
 * and the address of a session, which a DELETE ends. No trickle, no ICE restart.
 */
export class SdpExchange {
  readonly #options: ExchangeOptions
  readonly #sessionPath: string
  readonly #sessions = new Map<string, Session>()

  constructor(options: ExchangeOptions) {
    this.#options = options
    this.#sessionPath = `/${options.door}/sessions/`
  }

  get size(): number {
    return this.#sessions.size
  }

  close(): void {
    for (const session of this.#sessions.values()) session.close()
  }

  /** Answers a request: what is neither about a session nor about CORS is left to `act`, which may refuse. */
  async serve(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    act: () => Promise<void>,
  ): Promise<void> {
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Access-Control-Expose-Headers', 'Location, ETag, Link, Retry-After')
    response.setHeader('Cache-Control', 'no-store')
    const { methods } = this.#options
    try {
      const isSession = path.startsWith(this.#sessionPath)
      if (request.method === 'OPTIONS') allow(response, isSession ? ['DELETE'] : methods)
      else if (isSession) this.#onSession(request, response, path.slice(this.#sessionPath.length))
      else if (methods.includes(request.method ?? '')) await act()
      else throw new MediaRefusal(`${this.#options.door}.method.refused`)
    } catch (error) {
      if (!(error instanceof MediaRefusal)) throw error
      refuse(response, error, methods)
    }
  }

  /** @throws MediaRefusal type.refused | offer.large */
  async readOffer(request: IncomingMessage): Promise<string> {
    const { door } = this.#options
    if (!/^application\/sdp\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
      throw new MediaRefusal(`${door}.type.refused`)
    const pieces: Buffer[] = []
    let size = 0
    for await (const piece of request) {
      size += piece.length
      if (size > offerBytesMax) throw new MediaRefusal(`${door}.offer.large`)
      pieces.push(piece)
    }
    return Buffer.concat(pieces).toString('utf8')
  }

  /** Opens a session, which says itself when it is over, and answers with it. */
  async open(response: ServerResponse, make: (id: string, onClose: () => void) => Session): Promise<void> {
    const { newId } = this.#options
    const id = newId() + newId()
    const session = make(id, () => this.#sessions.delete(id))
    this.#sessions.set(id, session)
    try {
      const answer = await session.answer()
      const tag = createHash('sha256').update(answer).digest('base64url').slice(0, 16)
      const headers = { 'Content-Type': 'application/sdp', Location: this.#sessionPath + id, ETag: `"${tag}"` }
      response.writeHead(201, headers).end(answer)
    } catch (error) {
      session.close()
      throw error
    }
  }

  #onSession(request: IncomingMessage, response: ServerResponse, id: string): void {
    const { door } = this.#options
    const session = this.#sessions.get(id)
    if (!session) throw new MediaRefusal(`${door}.session.unknown`)
    if (request.method !== 'DELETE') throw new MediaRefusal(`${door}.method.refused`, 'A session can only be deleted.')
    session.close()
    response.writeHead(200).end()
  }
}

function allow(response: ServerResponse, methods: readonly string[]): void {
  response.writeHead(204, {
    'Access-Control-Allow-Methods': [...methods, 'OPTIONS'].join(', '),
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, If-Match',
    'Access-Control-Max-Age': '86400',
    ...(methods.includes('POST') && { 'Accept-Post': 'application/sdp' }),
  })
  response.end()
}

function refuse(response: ServerResponse, { code, message }: MediaRefusal, methods: readonly string[]): void {
  const { status, title } = httpProblems[code as HttpProblemCode]
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer')
  if (status === 405) response.setHeader('Allow', [...methods, 'DELETE', 'OPTIONS'].join(', '))
  if (status === 503 || code === 'whep.publisher.away') response.setHeader('Retry-After', String(retryAfterSeconds))
  if (status === 413) response.setHeader('Connection', 'close') // The rest of the body stays unread.
  response.writeHead(status, { 'Content-Type': 'application/problem+json' })
  response.end(JSON.stringify({ type: 'about:blank', code, status, title, detail: message }))
}
