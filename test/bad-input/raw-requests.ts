import { connect } from 'node:net'
import { text } from 'node:stream/consumers'

const head = 'Host: localhost\r\nConnection: close\r\n'
const json = `${head}Content-Type: application/json\r\n`
/** What is hardly HTTP, as bytes. */
export const rawRequests: Record<string, string | Buffer> = {
  'no HTTP at all': 'hello\r\n\r\n',
  binary: Buffer.from([0, 255, 254, 13, 10, 13, 10]),
  'a method nobody knows': `BREW /api/me HTTP/1.1\r\n${head}\r\n`,
  'a method this path does not have': `PUT /api/me HTTP/1.1\r\n${head}Content-Length: 0\r\n\r\n`,
  TRACE: `TRACE /api/me HTTP/1.1\r\n${head}\r\n`,
  'a path that is not UTF-8': `GET /api/brands/by-slug/%ff%fe HTTP/1.1\r\n${head}\r\n`,
  'a broken escape': `GET /api/brands/by-slug/%zz HTTP/1.1\r\n${head}\r\n`,
  'a way out of the folder': `GET /api/../../../etc/passwd HTTP/1.1\r\n${head}\r\n`,
  'an escaped way out': `GET /api/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n${head}\r\n`,
  'a way out of the pictures': `GET /files/..%2f..%2fsecret HTTP/1.1\r\n${head}\r\n`,
  'a very long path': `GET /api/${'a'.repeat(100_000)} HTTP/1.1\r\n${head}\r\n`,
  'very long headers': `GET /api/me HTTP/1.1\r\n${head}X-Long: ${'a'.repeat(100_000)}\r\n\r\n`,
  'a broken chunk': `POST /api/setup HTTP/1.1\r\n${json}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
  'length and chunks': `POST /api/setup HTTP/1.1\r\n${json}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`,
  'two lengths': `POST /api/setup HTTP/1.1\r\n${json}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
  'a negative length': `POST /api/setup HTTP/1.1\r\n${json}Content-Length: -2\r\n\r\n{}`,
  'a body that says it is XML': `POST /api/setup HTTP/1.1\r\n${head}Content-Type: text/xml\r\nContent-Length: 4\r\n\r\n<a/>`,
  'no type': `POST /api/setup HTTP/1.1\r\n${head}Content-Length: 2\r\n\r\n{}`,
  'a charset nobody knows': `POST /api/setup HTTP/1.1\r\n${head}Content-Type: application/json; charset=x\r\nContent-Length: 1\r\n\r\n{`,
  'an odd key': `POST /api/setup HTTP/1.1\r\n${json}Idempotency-Key: a b\r\nContent-Length: 2\r\n\r\n{}`,
  'an odd cookie': `PATCH /api/me HTTP/1.1\r\n${json}Cookie: estrade.session_token=%ff%00.x\r\nContent-Length: 2\r\n\r\n{}`,
}

/** Sends bytes as they are and reads until the server closes, or has answered. */
export async function raw(port: number, request: string | Buffer): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  // Not ended: a client that hangs up is not answered.
  socket.write(request)
  return text(socket).catch(() => '')
}
