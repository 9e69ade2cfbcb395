import type { FastifyInstance } from 'fastify'
import { batch } from '../../lib/batch.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Input } from '../../lib/contract.ts'
import { isId, type PersonId } from '../../lib/ids.ts'
import type { Database } from '../../lib/sql.ts'
import { noteFollowed } from '../articles/articles.ts'
import { showOwner } from '../shows/shows.ts'
import { arrivalOf, unmeasured } from './arrival.ts'
import type { reportsContract } from './contract.ts'
import * as store from './store.ts'

const brandsKept = 10_000

type Told = Input<(typeof reportsContract)['reports.touch']> & { personId?: PersonId | undefined }

/** Writes down what browsers tell of their visit: as many as tell at the same instant in one statement. */
export function touches(database: Database, clock: Clock, urlOf: (path: string) => string) {
  const ownHost = new URL(urlOf('/')).hostname
  // Whose a show is never changes: each is asked for once.
  const shows = new Map<string, string>()
  async function knowBrands(showIds: ReadonlySet<string>): Promise<void> {
    if (shows.size > brandsKept) shows.clear()
    for (const showId of showIds) {
      const brandId = shows.has(showId) ? undefined : (await showOwner(database.sql, showId))?.brandId
      if (brandId) shows.set(showId, brandId)
    }
  }
  /** Only a show of the same brand can have led here. */
  const sameBrand = (showId: string, { show, ...came }: NonNullable<Told['came']>) =>
    show && shows.get(show) === shows.get(showId) ? { ...came, show } : came

  const write = batch<'all', Told, true>(async (_, all) => {
    await knowBrands(new Set(all.flatMap(({ showId, came }) => [showId, ...(isId(came?.show) ? [came.show] : [])])))
    const told = all.filter(({ showId }) => shows.has(showId))
    const now = clock.now().getTime()
    const at = (agoMs: number) => new Date(now - agoMs)
    const arrivals = told.flatMap(({ showId, viewer, came }) =>
      came ? [{ showId, viewer, at: at(0), ...arrivalOf(sameBrand(showId, came), ownHost) }] : [],
    )
    const touched = told.flatMap(({ showId, viewer, touched }) =>
      touched.map(({ kind, productId = null, agoMs }) => ({ showId, viewer, kind, productId, at: at(agoMs) })),
    )
    const buyers = told.flatMap(({ showId, viewer, personId, touched }) =>
      personId && touched.some(({ kind }) => kind === 'bag') ? [{ showId, viewer, personId }] : [],
    )
    const followed = told.flatMap(({ showId, viewer, came }) =>
      came?.article ? [{ showId, viewer, brandId: shows.get(showId)!, slug: came.article }] : [],
    )
    await database.write(async (sql) => {
      await noteFollowed(sql, new Date(now), followed)
      if (arrivals.length > 0) await store.addArrivals(sql, arrivals)
      if (touched.length > 0) await store.addTouches(sql, touched)
      if (buyers.length > 0) await store.addOrigins(sql, buyers)
    })
    return all.map(() => true as const)
  })
  return (told: Told) => write('all', told)
}

const measuring = new Set<string>(['reports.touch', 'articles.read'])

/** Who does not want to be measured is answered as everybody, and nothing is written. */
export function spareTheUnwilling(app: FastifyInstance): void {
  app.addHook('preHandler', async (request, reply) => {
    const { operation } = request.routeOptions.config
    if (!operation || !measuring.has(operation) || !unmeasured(request.headers)) return
    return reply.send({ ok: true })
  })
}
