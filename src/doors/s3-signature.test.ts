import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amzDate, s3Authorization, sha256Hex } from './s3-signature.ts'

/*
 * The four examples that AWS publishes with the description of the signature (Amazon S3 API Reference, "Authenticating
 * Requests: Using the Authorization Header").
 */
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
}
const at = amzDate(new Date('2013-05-24T00:00:00Z'))
const welcome = 'Welcome to Amazon S3.'
type Example = { method: string; path: string; body: string; more: Record<string, string>; signature: string }
const examples: Example[] = [
  {
    ...{ method: 'GET', path: '/test.txt', body: '', more: { range: 'bytes=0-9' } },
    signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
  {
    ...{ method: 'PUT', path: '/test$file.text', body: welcome },
    more: { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
    signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  },
  {
    ...{ method: 'GET', path: '/?lifecycle', body: '', more: {} },
    signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  },
  {
    ...{ method: 'GET', path: '/?max-keys=2&prefix=J', body: '', more: {} },
    signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  },
]

test('requests are signed as in AWS’s examples', () => {
  for (const { method, path, body, more, signature } of examples) {
    const url = new URL(path, 'https://examplebucket.s3.amazonaws.com')
    const headers = { host: url.host, 'x-amz-date': at, 'x-amz-content-sha256': sha256Hex(body), ...more }
    const authorization = s3Authorization({ method, url, headers }, credentials)
    assert.equal(authorization.split('Signature=')[1], signature, path)
    assert.ok(authorization.startsWith('AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/'))
  }
})
