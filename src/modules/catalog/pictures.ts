import multipart from '@fastify/multipart'
import type {} from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Who } from '../../ctx.ts'
import type { Doors } from '../../doors/doors.ts'
import { rolesIn } from '../../lib/access.ts'
import type { Clock } from '../../lib/clock.ts'
import { assertSameOrigin } from '../../lib/http.ts'
import type { BrandId } from '../../lib/ids.ts'
import { edge, Refusal, refuse } from '../../lib/problems.ts'
import type { Database } from '../../lib/sql.ts'
import { type EncodedPicture, encodePicture, pictureBytesMost } from './encode-picture.ts'
import { notePicture, pathOfPicture, putPicture } from './keep-picture.ts'
import { catalogProblems as problem } from './problems.ts'

export type PicturesNeed = {
  database: Database
  doors: Pick<Doors, 'files'>
  clock: Clock
  whoOf(request: FastifyRequest): Promise<Who>
  /** Multiplies the rate limit; 0 switches it off. */
  limits: number
}

const mayUpload = ['owner', 'producer'] as const

/**
 * Outside the contract, because they are not JSON: `POST /api/brands/{brandId}/pictures` with one file as
 * multipart/form-data, answered by a `pictureView`; `GET /pictures/{pictureId}.webp` and `…-400.webp`.
 */
export function mountPictures(app: FastifyInstance, needs: PicturesNeed): void {
  const encode = inTurn(encodePicture)
  app.register(async (uploads) => {
    uploads.removeAllContentTypeParsers()
    await uploads.register(multipart, { limits: { fileSize: pictureBytesMost, files: 1, fields: 10, fieldSize: 1000 } })
    uploads.route<{ Params: { brandId: string } }>({
      method: 'POST',
      url: '/api/brands/:brandId/pictures',
      config: {
        operation: 'catalog.uploadPicture',
        ...(needs.limits > 0 && {
          rateLimit: { max: 60 * needs.limits, timeWindow: 60_000, groupId: 'catalog.uploadPicture' },
        }),
      },
      preHandler: async (request) => {
        assertSameOrigin(request)
        request.who = await needs.whoOf(request)
      },
      handler: async (request, reply) => {
        const brandId = request.params.brandId as BrandId
        assertStaff(request.who, brandId)
        reply.header('cache-control', 'no-store')
        return upload(await fileOf(request), brandId, encode, needs)
      },
    })
  })
  app.get<{ Params: { name: string } }>(
    '/pictures/:name',
    { config: { operation: 'catalog.picture' } },
    async (request, reply) => {
      const { pictureId, small } = pictureName.exec(request.params.name)?.groups ?? {}
      const file = pictureId && (await needs.doors.files.get(pathOfPicture(pictureId, small ? 400 : 1600)))
      if (!file) throw refuse(edge.notFound)
      // A picture never changes under its id.
      reply.header('cache-control', 'public, max-age=31536000, immutable').type(file.contentType)
      return Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength)
    },
  )
}

const pictureName = /^(?<pictureId>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?<small>-400)?\.webp$/

type Encode = (bytes: Uint8Array) => Promise<EncodedPicture>

async function upload(bytes: Uint8Array, brandId: BrandId, encode: Encode, needs: PicturesNeed) {
  const now = needs.clock.now()
  const picture = await putPicture(needs.doors.files, now, await encode(bytes))
  return needs.database.write((sql) => notePicture(sql, now, brandId, picture))
}

function assertStaff(who: Who, brandId: BrandId): void {
  if (who.kind === 'nobody') throw refuse(edge.signInFirst)
  if (!rolesIn(who, brandId).some((role) => mayUpload.some((one) => one === role))) {
    throw refuse(edge.notAllowed, { roles: mayUpload })
  }
}

async function fileOf(request: FastifyRequest): Promise<Uint8Array> {
  const whole = 'send one file as multipart/form-data'
  try {
    const part = await request.file()
    if (!part) throw refuse(problem.notAPicture, { reason: whole })
    return await part.toBuffer()
  } catch (error) {
    if (error instanceof Refusal) throw error
    if ((error as { code?: string }).code === 'FST_REQ_FILE_TOO_LARGE') throw refuse(problem.pictureTooLarge)
    // A body that breaks off, or is no multipart at all.
    throw refuse(problem.notAPicture, { reason: whole })
  }
}

const waitingMost = 8

/** One picture of 50 megapixels unpacked is 200 MB: they are encoded one after the other, and few may wait. */
function inTurn<Wish, Answer>(work: (wish: Wish) => Promise<Answer>): (wish: Wish) => Promise<Answer> {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return async (wish) => {
    if (waiting >= waitingMost) throw refuse(edge.busy)
    waiting++
    const mine = last.then(() => work(wish))
    last = mine.catch(() => {})
    try {
      return await mine
    } finally {
      waiting--
    }
  }
}
