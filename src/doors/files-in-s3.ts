import { type Clock, systemClock } from '../lib/clock.ts'
import type { FilesDoor } from './doors.ts'
import { assertContentType, contentTypeOf, piecesOf } from './files.ts'
import { amzDate, type S3Credentials, s3Authorization, sha256Hex } from './s3-signature.ts'

export type S3Settings = S3Credentials & {
  /** `https://s3.eu-west-3.amazonaws.com`, or that of MinIO, R2, OVH … */
  endpoint: string
  bucket: string
}

const answerMsMost = 15_000

/** Files in a bucket of an S3-compatible store, addressed by path, which every such store knows. */
export function filesInS3(settings: S3Settings, needs: { fetch: typeof fetch; clock?: Clock }): FilesDoor {
  const { clock = systemClock } = needs

  async function ask(method: string, path: string, body?: Uint8Array, contentType?: string): Promise<Response> {
    const url = new URL(`/${settings.bucket}/${piecesOf(path).join('/')}`, settings.endpoint)
    const headers = {
      ...{ host: url.host, 'x-amz-date': amzDate(clock.now()), 'x-amz-content-sha256': sha256Hex(body ?? '') },
      ...(contentType && { 'content-type': contentType }),
    }
    const authorization = s3Authorization({ method, url, headers }, settings)
    const { host: _, ...sent } = headers
    return needs.fetch(url, {
      ...{ method, headers: { ...sent, authorization }, signal: AbortSignal.timeout(answerMsMost) },
      ...(body && { body: body as Uint8Array<ArrayBuffer> }),
    })
  }

  return {
    async put(path, bytes, contentType) {
      assertContentType(path, contentType)
      await finished(await ask('PUT', path, bytes, contentType))
    },
    async get(path) {
      const answer = await ask('GET', path)
      if (answer.status === 404) return void (await answer.arrayBuffer())
      if (!answer.ok) await finished(answer)
      return { bytes: new Uint8Array(await answer.arrayBuffer()), contentType: contentTypeOf(path) }
    },
    async remove(path) {
      const answer = await ask('DELETE', path)
      if (answer.status === 404) return void (await answer.arrayBuffer())
      await finished(answer)
    },
  }
}

/** Its code (`<Code>AccessDenied</Code>`) says more than the status. */
async function finished(answer: Response): Promise<void> {
  const said = await answer.text()
  if (answer.ok) return
  throw new Error(`the file store answered ${answer.status} ${/<Code>(\w+)<\/Code>/.exec(said)?.[1] ?? ''}`)
}
