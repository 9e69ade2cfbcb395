import { type Ctx, callerId } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { type BrandId, newId, type PersonId, type ShowId } from '../../lib/ids.ts'
import { money, unwire, wire } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import { ok } from '../../lib/shapes.ts'
import type { Sql } from '../../lib/sql.ts'
import { brandById, personsByIds, teamOf } from '../accounts/accounts.ts'
import { productOwner } from '../catalog/catalog.ts'
import { showFor, titlesOf } from '../shows/shows.ts'
import type { hostsContract } from './contract.ts'
import { contractAt, type Terms } from './decide.ts'
import { hostProblems as problem } from './problems.ts'
import * as store from './store.ts'

type Api = typeof hostsContract
type View = Output<Api['hosts.contracts']>['items'][number]

const begun = ['live', 'ended', 'replay', 'cancelled']

/** Contracts as they are told, with the names of people and shows. */
export async function contractViews(sql: Sql, rows: readonly store.ContractRow[]): Promise<View[]> {
  const people = await personsByIds(sql, [...new Set(rows.flatMap((row) => [row.personId, row.agreedBy ?? []].flat()))])
  const titles = await titlesOf(sql, [...new Set(rows.flatMap(({ showId }) => showId ?? []))])
  const nameOf = (personId: PersonId) => people.get(personId)?.name ?? ''
  return rows.map((row) => ({
    ...{ contractId: row.contractId, host: { personId: row.personId, name: nameOf(row.personId) } },
    ...{ from: row.fromAt.toISOString(), agreedAt: row.agreedAt.toISOString() },
    agreedBy: row.agreedBy && nameOf(row.agreedBy),
    show: row.showId && { showId: row.showId, title: titles.get(row.showId)?.title ?? {} },
    ...{ fee: wire(money(row.feeMinor, row.currency)), commissionBp: row.commissionBp, giftBp: row.giftBp },
    ...{ oddTo: row.oddTo, products: row.products as View['products'] },
  })) as View[]
}

export async function readContracts({ sql }: Ctx, { brandId }: Input<Api['hosts.contracts']>) {
  const [rows, team] = await Promise.all([store.contractsOf(sql, { brandId, personId: null }), teamOf(sql, brandId)])
  const people = [...(await personsByIds(sql, [...team])).values()].map(({ personId, name }) => ({ personId, name }))
  return { items: await contractViews(sql, rows), people: people.sort((a, b) => a.name.localeCompare(b.name)) }
}

/** @throws Refusal hosts.unknownHost | hasBegun | holdsFromPast | otherCurrency | unknownProduct */
export async function agree(ctx: Ctx, wish: Input<Api['hosts.agree']>): Promise<{ contractId: string }> {
  const { brandId, personId, showId, from, fee, products, ...terms } = wish
  const fromAt = from === undefined ? ctx.now : new Date(from)
  const { minor: feeMinor, currency } = unwire(fee)
  await assertOnTeam(ctx.sql, brandId, personId)
  if (showId) await assertToCome(ctx, showId, brandId)
  if (fromAt < ctx.now) throw refuse(problem.holdsFromPast)
  if (feeMinor < 0n || currency !== (await brandById(ctx.sql, brandId))!.currency) throw refuse(problem.otherCurrency)
  const rates = [...new Map(products.map((one) => [one.productId as string, one])).values()]
  for (const { productId } of rates) {
    if ((await productOwner(ctx.sql, productId))?.brandId !== brandId)
      throw refuse(problem.unknownProduct, { productId })
  }
  const contractId = newId(ctx.now)
  const agreedBy = ctx.who.kind === 'person' ? callerId(ctx) : null
  await store.addContract(ctx.sql, {
    ...{ contractId, brandId, personId, showId, fromAt, feeMinor, currency, agreedBy, agreedAt: ctx.now },
    ...{ ...terms, products: rates },
  })
  return { contractId }
}

async function assertOnTeam(sql: Sql, brandId: BrandId, personId: string): Promise<void> {
  if (!(await teamOf(sql, brandId)).has(personId)) throw refuse(problem.unknownHost)
}

/** The show, locked, is this brand's and has not begun. */
async function assertToCome(ctx: Ctx, showId: ShowId, brandId: BrandId | null): Promise<BrandId> {
  const show = await showFor(ctx.sql, showId, { lock: true })
  if (begun.includes(show.status) || (brandId && show.brandId !== brandId)) throw refuse(problem.hasBegun)
  return show.brandId
}

/** @throws Refusal hosts.unknownHost | hasBegun */
export async function engage(ctx: Ctx, { showId, personId }: Input<Api['hosts.engage']>) {
  const brandId = await assertToCome(ctx, showId, null)
  if (!personId) await store.removeHost(ctx.sql, showId)
  else {
    await assertOnTeam(ctx.sql, brandId, personId)
    if ((await store.setHost(ctx.sql, showId, brandId, personId)).length === 0) throw refuse(problem.hasBegun)
  }
  return ok
}

/** Goes on air: what holds for it then, holds for it for good. */
export async function hearShowStarted(ctx: Ctx, { showId }: { showId: ShowId }): Promise<void> {
  const [hosted] = await store.hostedShows(ctx.sql, [showId])
  if (!hosted || hosted.frozenAt) return
  const contract = await holdingFor(ctx.sql, hosted, ctx.now)
  await store.freeze(ctx.sql, showId, contract?.contractId ?? null, ctx.now)
}

async function holdingFor(sql: Sql, { brandId, personId, showId, contractId, frozenAt }: store.Hosted, at: Date) {
  const contracts = await store.contractsOf(sql, { brandId, personId })
  return frozenAt ? contracts.find((one) => one.contractId === contractId) : contractAt(contracts, showId, at)
}

type Agreed = { brandId: BrandId; personId: PersonId; terms: Terms }

/** Who hosts these shows on which terms: those of the moment it went live, before that those of now. */
export async function contractsOfShows(sql: Sql, showIds: readonly ShowId[], at: Date): Promise<Map<ShowId, Agreed>> {
  const agreed = new Map<ShowId, Agreed>()
  for (const hosted of showIds.length > 0 ? await store.hostedShows(sql, showIds) : []) {
    const { brandId, personId, showId } = hosted
    const terms = await holdingFor(sql, hosted, at)
    if (terms) agreed.set(showId, { brandId, personId, terms })
  }
  return agreed
}

/** The share of gifts that a host has agreed for a show, in basis points; undefined: as the brand shares them. */
export const giftShareOf = async (sql: Sql, showId: ShowId, at: Date): Promise<number | undefined> =>
  (await contractsOfShows(sql, [showId], at)).get(showId)?.terms.giftBp ?? undefined

/** Who was engaged to host a show. */
export const hostOfShow = async (sql: Sql, showId: ShowId): Promise<PersonId | undefined> =>
  (await store.hostedShows(sql, [showId]))[0]?.personId

export async function readOfShow(
  ctx: Ctx,
  { showId }: Input<Api['hosts.ofShow']>,
): Promise<Output<Api['hosts.ofShow']>> {
  const [hosted] = await store.hostedShows(ctx.sql, [showId])
  if (!hosted) return { host: null, frozenAt: null, contract: null }
  const { personId, frozenAt } = hosted
  const row = await holdingFor(ctx.sql, hosted, ctx.now)
  const [contract = null] = row ? await contractViews(ctx.sql, [row]) : []
  const name = (await personsByIds(ctx.sql, [personId])).get(personId)?.name ?? ''
  return { host: { personId, name }, frozenAt: frozenAt?.toISOString() ?? null, contract }
}
