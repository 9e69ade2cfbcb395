import { createHash, createHmac } from 'node:crypto'

export type S3Credentials = { accessKeyId: string; secretAccessKey: string; region: string }

export const sha256Hex = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/** `20130524T000000Z` */
export const amzDate = (at: Date): string => at.toISOString().replace(/[-:]|\.\d{3}/g, '')

/**
 * The `Authorization` of a request to S3 (AWS Signature Version 4, "Signature Calculations for the Authorization Header:
 * Transferring Payload in a Single Chunk"). `headers` are all that are signed, among them `host`, `x-amz-date` and
 * `x-amz-content-sha256`; the path of `url` is signed as it is.
 */
export function s3Authorization(
  { method, url, headers }: { method: string; url: URL; headers: Record<string, string> },
  { accessKeyId, secretAccessKey, region }: S3Credentials,
): string {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
  named.sort(([a], [b]) => (a < b ? -1 : 1))
  const signed = named.map(([name]) => name).join(';')
  const given = Object.fromEntries(named)
  const canonical = [
    ...[method, pathOf(url), queryOf(url)],
    ...[...named.map(([name, value]) => `${name}:${value}`), '', signed, given['x-amz-content-sha256']!],
  ].join('\n')
  const at = given['x-amz-date']!
  const scope = `${at.slice(0, 8)}/${region}/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', at, scope, sha256Hex(canonical)].join('\n')
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`)
  const signature = hmac(key, text).toString('hex')
  return `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope},SignedHeaders=${signed},Signature=${signature}`
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** Everything but the unreserved characters of RFC 3986 is written with percent signs; the slashes of a path are not. */
const written = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)

const pathOf = ({ pathname }: URL): string => pathname.split('/').map(decodeURIComponent).map(written).join('/')

const queryOf = ({ searchParams }: URL): string =>
  [...searchParams]
    .map(([name, value]) => `${written(name)}=${written(value)}`)
    .sort()
    .join('&')
