import type { IncomingMessage, ServerResponse } from 'node:http'
import datachannel from 'node-datachannel'
import { type Authorize, admit } from '../admission.ts'
import type { MediaLog } from '../events.ts'
import type { MediaSettings } from '../messages.ts'
import { MediaRefusal } from '../problems.ts'
import { SdpExchange } from '../sdp-exchange.ts'
import type { Streams } from '../streams.ts'
import { readOffer } from './offer.ts'
import { WhipSession } from './session.ts'

export type WhipOptions = {
  settings: MediaSettings
  streams: Streams
  authorize: Authorize
  now: () => Date
  newId: () => string
  log: MediaLog
}

/** WHIP (RFC 9725): `POST /whip/{anything}` publishes, `DELETE` of the address it answers with stops. */
export class WhipEndpoint {
  readonly #options: WhipOptions
  readonly #port: InstanceType<typeof datachannel.IceUdpMuxListener>
  readonly #exchange: SdpExchange

  constructor(options: WhipOptions) {
    this.#options = options
    this.#exchange = new SdpExchange({ door: 'whip', methods: ['POST'], newId: options.newId })
    // Keeps the port open between sessions: opened and closed with each, a session that follows another at once
    // sometimes found it still taken.
    const { udpPort, bindAddress } = options.settings
    this.#port = new datachannel.IceUdpMuxListener(udpPort, bindAddress)
  }

  close(): void {
    this.#exchange.close()
    this.#port.stop()
  }

  serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    return this.#exchange.serve(request, response, path, () => this.#publish(request, response))
  }

  async #publish(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const key = /^Bearer +([\x21-\x7e]{1,512})$/i.exec(request.headers.authorization ?? '')?.[1]
    if (!key) throw new MediaRefusal('whip.key.missing')
    const tracks = readOffer(await this.#exchange.readOffer(request))
    const { settings, now, log } = this.#options
    await admit('whip', key, this.#options, (stream, keyId) =>
      this.#exchange.open(
        response,
        (id, onClose) => new WhipSession({ id, keyId, tracks, stream, settings, now, log, onClose }),
      ),
    )
  }
}
