/** Who follows a brand or a series: guests and accounts, until they say otherwise. */
import { type Ctx, callerId } from '../../ctx.ts'
import type { BrandId, PersonId } from '../../lib/ids.ts'
import { edge, refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { brandById } from '../accounts/accounts.ts'
import * as store from './store.ts'

type Of = { brandId: BrandId }

/** Those of these people who follow a brand. */
export const followersAmong = async (sql: Sql, brandId: BrandId, personIds: readonly string[]): Promise<Set<string>> =>
  new Set((await store.followsAmong(sql, brandId, personIds)).map(({ personId }) => personId))

/** The brands somebody follows, or a host of. */
export const brandsFollowedBy = async (sql: Sql, personId: PersonId): Promise<BrandId[]> =>
  (await store.followedBy(sql, personId)).map(({ brandId }) => brandId)

export async function readMine(ctx: Ctx, { brandId }: Of) {
  const personId = callerId(ctx)
  return { follows: (await followersAmong(ctx.sql, brandId, [personId])).has(personId) }
}

/** @throws Refusal edge.notFound */
export async function follow(ctx: Ctx, { brandId, ...reader }: Of & store.Reader) {
  if (!(await brandById(ctx.sql, brandId))) throw refuse(edge.notFound)
  await store.addFollow(ctx.sql, brandId, callerId(ctx), reader, ctx.now)
  return { follows: true }
}

export async function unfollow(ctx: Ctx, { brandId }: Of) {
  await store.removeFollow(ctx.sql, brandId, callerId(ctx))
  return { follows: false }
}

export const readCount = async ({ sql }: Ctx, { brandId }: Of) => ({
  followers: await store.countFollows(sql, brandId),
})

/** Follows a series, or no more. That there is such a series its own module knows. */
export async function turnSeriesFollow(ctx: Ctx, { seriesId, follows }: { seriesId: string; follows: boolean }) {
  if (follows) await store.addSeriesFollow(ctx.sql, seriesId, callerId(ctx), ctx.now)
  else await store.removeSeriesFollow(ctx.sql, seriesId, callerId(ctx))
  return { follows }
}

/** The series that somebody follows, the latest first. */
export const seriesFollowedBy = async (sql: Sql, personId: PersonId): Promise<string[]> =>
  (await store.seriesOfPerson(sql, personId)).map(({ seriesId }) => seriesId)

/** How many follow each of these series. */
export const seriesFollowers = async (sql: Sql, seriesIds: readonly string[]): Promise<Map<string, number>> =>
  new Map((await store.countSeriesFollows(sql, seriesIds)).map(({ seriesId, followers }) => [seriesId, followers]))

/** A guest who makes an account goes on following. */
export const moveFollows = (ctx: Ctx, { guestId, personId }: { guestId: PersonId; personId: PersonId }) =>
  store.moveFollows(ctx.sql, guestId, personId)

export type { Follower } from './store.ts'

/** Everybody who follows a brand or, of its hosts, this one; each once. */
export const followersOf = (sql: Sql, brandId: BrandId, hostId: PersonId | null) =>
  store.followersOf(sql, brandId, hostId)

type OfHost = Of & { hostId: PersonId }

export const followsHost = (ctx: Ctx, of: OfHost) => store.followsHost(ctx.sql, { ...of, personId: callerId(ctx) })

export const followHost = (ctx: Ctx, of: OfHost, reader: store.Reader) =>
  store.addHostFollow(ctx.sql, { ...of, personId: callerId(ctx) }, reader, ctx.now)

export const unfollowHost = (ctx: Ctx, of: OfHost) =>
  store.removeHostFollow(ctx.sql, { ...of, personId: callerId(ctx) })
