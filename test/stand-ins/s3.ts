/** A bucket that keeps what is signed with its key, and refuses everything else as S3 does. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { S3Settings } from '../../src/doors/files-in-s3.ts'
import { s3Authorization, sha256Hex } from '../../src/doors/s3-signature.ts'

export type S3StandIn = AsyncDisposable & {
  settings: S3Settings
  objects: Map<string, Buffer>
  /** As long as it is set, every put is refused with this code. */
  fails: string | undefined
}

const credentials = { accessKeyId: 'AKIATEST', secretAccessKey: 'not/a+secret', region: 'eu-west-3' }

export async function openS3(): Promise<S3StandIn> {
  const objects = new Map<string, Buffer>()
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request))
    const { method = '', headers, url = '' } = request
    const refuse = (status: number, code: string) =>
      response.writeHead(status).end(`<Error><Code>${code}</Code></Error>`)
    const names = /SignedHeaders=([\w;-]+)/.exec(headers.authorization ?? '')?.[1]?.split(';') ?? []
    const signed = Object.fromEntries(names.map((name) => [name, String(headers[name])]))
    const must = ['host', 'x-amz-content-sha256', 'x-amz-date']
    const whole = must.every((name) => names.includes(name)) && signed['x-amz-content-sha256'] === sha256Hex(body)
    const expected = whole && s3Authorization({ method, url: new URL(url, 'http://s3'), headers: signed }, credentials)
    if (headers.authorization !== expected) return refuse(403, 'SignatureDoesNotMatch')
    if (!url.startsWith('/bucket/')) return refuse(404, 'NoSuchBucket')
    const key = url.slice('/bucket/'.length)
    if (method === 'PUT') {
      if (opened.fails) return refuse(507, opened.fails)
      objects.set(key, body)
      return response.writeHead(200).end()
    }
    if (method === 'DELETE') {
      objects.delete(key)
      return response.writeHead(204).end()
    }
    const found = objects.get(key)
    return found ? response.writeHead(200).end(found) : refuse(404, 'NoSuchKey')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const opened: S3StandIn = {
    settings: { ...credentials, endpoint, bucket: 'bucket' },
    objects,
    fails: undefined,
    [Symbol.asyncDispose]: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
  return opened
}
