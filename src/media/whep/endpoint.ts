import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Gate } from '../hls/serve.ts'
import type { MediaSettings } from '../messages.ts'
import { MediaRefusal } from '../problems.ts'
import { SdpExchange } from '../sdp-exchange.ts'
import type { Streams } from '../streams.ts'
import { type OfferedTrack, readOffer } from '../whip/offer.ts'
import type { Relay } from './relay.ts'
import { WhepSession } from './session.ts'

const sessionsMax = 100 // Each costs a quarter of a per cent of a core; the others get HLS.

export type WhepOptions = { settings: MediaSettings; streams: Streams; gate: Gate; newId: () => string }

/**
 * WHEP (draft-ietf-wish-whep-04): `POST /whep/{streamId}` plays what a browser publishes with well under half a second
 * of delay, `DELETE` of the address it answers with stops. A guarded stream needs its token, as `?token=` or bearer.
 */
export class WhepEndpoint {
  readonly #options: WhepOptions
  readonly #exchange: SdpExchange

  constructor(options: WhepOptions) {
    this.#options = options
    this.#exchange = new SdpExchange({ door: 'whep', methods: ['POST', 'HEAD'], newId: options.newId })
  }

  close(): void {
    this.#exchange.close()
  }

  serve(request: IncomingMessage, response: ServerResponse, path: string, query: string): Promise<void> {
    return this.#exchange.serve(request, response, path, async () => {
      if (request.method === 'HEAD') response.writeHead(200, { 'Content-Type': 'application/sdp' }).end()
      else await this.#play(request, response, path.slice('/whep/'.length), query)
    })
  }

  async #play(request: IncomingMessage, response: ServerResponse, streamId: string, query: string): Promise<void> {
    const bearer = /^Bearer +([\w.-]{1,512})$/i.exec(request.headers.authorization ?? '')?.[1]
    if (this.#options.gate(streamId, request, bearer ? `token=${bearer}` : query))
      throw new MediaRefusal('whep.token.refused')
    const tracks = readPlayOffer(await this.#exchange.readOffer(request))
    const relay = this.#relayOf(streamId)
    if (this.#exchange.size >= sessionsMax) throw new MediaRefusal('whep.server.busy')
    const { settings } = this.#options
    await this.#exchange.open(response, (id, onClose) => new WhepSession({ id, tracks, relay, settings, onClose }))
  }

  #relayOf(streamId: string): Relay {
    const source = this.#options.streams.find(streamId)?.source
    if (!source) throw new MediaRefusal('whep.publisher.away')
    if (!source.relay) throw new MediaRefusal('whep.source.unfit')
    return source.relay
  }
}

/** A player's offer is a publisher's with the direction turned: the same codecs, the same transport. */
function readPlayOffer(sdp: string): OfferedTrack[] {
  if (/^a=(sendonly|sendrecv)\s*$/m.test(sdp)) throw new MediaRefusal('whep.offer.unfit', 'A player only receives.')
  try {
    const tracks = readOffer(sdp.replaceAll(/^a=recvonly(\s*)$/gm, 'a=sendonly$1'))
    if (tracks.some(({ converted }) => converted))
      throw new MediaRefusal('whep.offer.unfit', 'A player must take H.264.')
    return tracks
  } catch (error) {
    if (!(error instanceof MediaRefusal)) throw error
    const malformed = error.code === 'whip.offer.malformed'
    throw new MediaRefusal(malformed ? 'whep.offer.malformed' : 'whep.offer.unfit', error.message)
  }
}
