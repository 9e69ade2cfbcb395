import type { Ctx } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { cryptoRandom, type Random } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { brandById } from '../accounts/accounts.ts'
import { announcementOf, showFor } from '../shows/shows.ts'
import type { codesContract } from './contract.ts'
import { codeProblems as problem } from './problems.ts'
import * as store from './store.ts'

type Api = typeof codesContract
const codesMost = 200

/** Letters that nobody mistakes for another when they read them off a wall: no i, l, o, u. */
const letters = '0123456789abcdefghjkmnpqrstvwxyz'

export const newCode = (random: Random = cryptoRandom): string =>
  [...random(new Uint8Array(6))].map((byte) => letters[byte % 32]).join('')

export const urlOfCode = ({ doors }: Ctx, code: string): string => doors.urlOf(`/q/${code}`)

/** @throws Refusal codes.tooManyCodes */
export async function addCode(ctx: Ctx, wish: Input<Api['codes.add']>): Promise<{ code: string }> {
  const { brandId } = await showFor(ctx.sql, wish.showId, { lock: true })
  if ((await store.codesOf(ctx.sql, wish.showId)).length >= codesMost) throw refuse(problem.tooManyCodes)
  const expiresAt = wish.expiresAt === null ? null : new Date(wish.expiresAt)
  for (;;) {
    const code = newCode()
    if (await store.insertCode(ctx.sql, { ...wish, code, brandId, expiresAt }, ctx.now)) return { code }
  }
}

/** @throws Refusal codes.unknownCode */
export async function endCode(ctx: Ctx, { showId, code }: Input<Api['codes.end']>): Promise<void> {
  if (!(await store.endCode(ctx.sql, showId, code, ctx.now))) throw refuse(problem.unknownCode)
}

export async function readCodes(ctx: Ctx, { showId }: { showId: string }): Promise<Output<Api['codes.ofShow']>> {
  const items = (await store.codesOf(ctx.sql, showId)).map((one) => ({
    ...{ code: one.code, name: one.name, tag: one.tag, message: one.message },
    expiresAt: one.expiresAt?.toISOString() ?? null,
    scans: Number(one.scans),
    lastScanAt: one.lastScanAt?.toISOString() ?? null,
    url: urlOfCode(ctx, one.code),
  }))
  return { items: items as Output<Api['codes.ofShow']>['items'] }
}

/** What the codes of a show are called by those who made them. */
export const codeNames = async (sql: Sql, showId: string): Promise<Map<string, string>> =>
  new Map((await store.codesOf(sql, showId)).map(({ code, name }) => [code, name]))

const isOver = ({ expiresAt }: store.Code, now: Date) => expiresAt !== null && expiresAt <= now

/** Nothing for a code that is not there or is over: nobody is troubled by it. */
export async function greetingOf(ctx: Ctx, { code }: { code: string }): Promise<Output<Api['codes.greeting']>> {
  const known = await store.codeBy(ctx.sql, code)
  return { message: (known && !isOver(known, ctx.now) ? known.message : null) as never }
}

/**
 * Where a code leads, a path; and it is counted. What is printed never leads nowhere: a code that is over leads to its
 * show without being counted, one of a show that will not be to its brand, an unknown one to the house.
 */
export async function follow(ctx: Ctx, { code, isPerson }: { code: string; isPerson: boolean }): Promise<string> {
  const known = await store.codeBy(ctx.sql, code.toLowerCase())
  if (!known) return '/'
  const [brand, show] = [await brandById(ctx.sql, known.brandId), await announcementOf(ctx.sql, known.showId)]
  if (show.status === 'draft' || show.status === 'cancelled') return `/${brand?.slug}`
  const path = `/${brand?.slug}/shows/${known.showId}`
  if (isOver(known, ctx.now)) return path
  if (isPerson) await store.countScan(ctx.sql, known.code, ctx.now)
  return `${path}?code=${known.code}`
}
