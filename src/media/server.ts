import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { MediaLog } from './events.ts'
import { HlsOrigin } from './hls/serve.ts'
import type { Streams } from './streams.ts'
import type { WhipEndpoint } from './whip/endpoint.ts'

/** The media process's HTTP door, on the loopback address: the app passes `/hls/*` and `/whip/*` on to it. */
export async function openServer(options: {
  port: number
  partMs: number
  streams: Streams
  whip: WhipEndpoint
  log: MediaLog
}): Promise<{ port: number; close(): void }> {
  const { streams, whip, partMs, log } = options
  const hls = new HlsOrigin({ find: (id) => streams.find(id), partMs })
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    const url = URL.parse(`http://localhost${request.url}`)
    if (!url) {
      response.writeHead(400).end()
      return
    }
    const answering = url.pathname.startsWith('/hls/')
      ? hls.serve(request, response, url)
      : url.pathname.startsWith('/whip/')
        ? whip.serve(request, response, url)
        : Promise.resolve(response.writeHead(404).end())
    Promise.resolve(answering).catch((error) => {
      log.error({ path: url.pathname, error: String(error?.stack ?? error) }, 'media request failed')
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
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
