import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { type Authorize, admit } from '../admission.ts'
import type { MediaLog } from '../events.ts'
import type { Streams } from '../streams.ts'
import { serveConnection } from './connection.ts'
import { Publication } from './publication.ts'

const connectionsMax = 500
const connectionsOfOneMax = 40 // An address may be a whole office's.

export type RtmpServerOptions = {
  port: number // 0: any free one.
  bindAddress?: string | undefined
  streams: Streams
  authorize: Authorize
  now: () => Date
  log: MediaLog
}

/** RTMP in (specification 1.0, and Enhanced RTMP v2): encoders publish with a stream's key as the name. */
export async function openRtmpServer(options: RtmpServerOptions): Promise<{ port: number; close(): void }> {
  const { log } = options
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, (socket) => {
    const address = socket.remoteAddress
    const ofThisOne = [...sockets].filter((one) => one.remoteAddress === address).length
    if (sockets.size >= connectionsMax || ofThisOne >= connectionsOfOneMax) {
      socket.destroy()
      return
    }
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    serveConnection(socket, { log, random: randomBytes, publish: (key) => publish(options, key, socket) })
  })
  server.listen(options.port, options.bindAddress)
  await once(server, 'listening')
  server.on('error', (error) => log.warn({ error: error.message }, 'RTMP server'))
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

function publish(options: RtmpServerOptions, key: string, socket: Socket): Promise<Publication> {
  const { now, log } = options
  const onStop = () => socket.destroy()
  return admit('rtmp', key, options, (stream, keyId) => new Publication({ stream, keyId, now, log, onStop }))
}
