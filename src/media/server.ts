import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { MediaLog } from './events.ts'
import { type Gate, HlsOrigin } from './hls/serve.ts'
import type { Streams } from './streams.ts'
import type { WebSocketDoor } from './websocket-ingest/door.ts'
import type { WhepEndpoint } from './whep/endpoint.ts'
import type { WhipEndpoint } from './whip/endpoint.ts'

/** The media process's HTTP door, on the loopback address: the app passes `/hls/*` and `/whip/*` on to it. */
export async function openServer(options: {
  port: number
  partMs: number
  streams: Streams
  whip: WhipEndpoint
  whep: WhepEndpoint
  websocket: WebSocketDoor
  gate: Gate
  log: MediaLog
}): Promise<{ port: number; close(): void }> {
  const { streams, whip, whep, websocket, gate, partMs, log } = options
  const hls = new HlsOrigin({ find: (id) => streams.find(id), partMs, gate })
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const target = request.url ?? ''
    if (target.startsWith('/hls/')) return hls.serve(request, response, pathOf(target), queryOf(target))
    if (target.startsWith('/whep/')) return whep.serve(request, response, pathOf(target), queryOf(target))
    if (target.startsWith('/whip/')) return whip.serve(request, response, pathOf(target))
    response.writeHead(target.startsWith('/') ? 404 : 400).end()
  }
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    const answering = answer(request, response)
    answering.catch((error) => {
      log.error({ path: pathOf(request.url), error: String(error?.stack ?? error) }, 'media request failed')
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  server.on('upgrade', (request, socket, head) => {
    if (request.url?.startsWith('/whip/')) websocket.upgrade(request, socket, head)
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { port: (server.address() as AddressInfo).port, close }
}

const pathOf = (target = '') => target.split('?', 1)[0]!
const queryOf = (target: string) => (target.includes('?') ? target.slice(target.indexOf('?') + 1) : '')
