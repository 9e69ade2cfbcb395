import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'

/**
 * Passes a connection that asks for an upgrade on to another server as it came, and then every byte in both
 * directions, no faster than the slower side takes them. A server that is away is 503.
 */
export function passUpgrade(origin: string, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { hostname, port } = new URL(origin)
  const through = connect(Number(port), hostname)
  const heads = request.rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${request.rawHeaders[i + 1]}`] : []))
  let isThrough = false
  through.once('connect', () => {
    isThrough = true
    through.write([`${request.method} ${request.url} HTTP/1.1`, ...heads, '', ''].join('\r\n'))
    if (head.length > 0) through.write(head)
    socket.pipe(through).pipe(socket)
  })
  through.on('error', () => {
    if (!isThrough) socket.end('HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\n\r\n')
  })
  through.once('close', () => socket.end())
  socket.on('error', () => socket.destroy())
  socket.once('close', () => through.destroy())
}
