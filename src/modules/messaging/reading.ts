import { type Ctx, callerId } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import type { BrandId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import { pageFrom } from '../../lib/shapes.ts'
import { type Brand, brandById } from '../accounts/accounts.ts'
import { brandsFollowedBy } from '../followers/followers.ts'
import type { messagingContract } from './contract.ts'
import { noRules } from './decide.ts'
import { openLink } from './link.ts'
import { messagingProblems as problem } from './problems.ts'
import { channels, houseQuiet, isFixed, kinds, wants } from './state.ts'
import * as store from './store.ts'

type Api = typeof messagingContract

export const readUnread = async (ctx: Ctx) => ({ unread: await store.countUnread(ctx.sql, callerId(ctx)) })

async function brandsOf(ctx: Ctx, brandIds: Iterable<BrandId>): Promise<Map<BrandId, Brand>> {
  const found = new Map<BrandId, Brand>()
  for (const brandId of new Set(brandIds)) {
    const brand = await brandById(ctx.sql, brandId)
    if (brand) found.set(brandId, brand)
  }
  return found
}
const shown = ({ brandId, slug, name, markUrl }: Brand) => ({ brandId, slug, name, markUrl })

const cursor = /^(\d{13})\.([0-9a-f-]{36})$/

/** What brands told the caller, newest first. */
export async function readInbox(ctx: Ctx, { after, most }: Input<Api['messaging.inbox']>) {
  const [, ms, noticeId] = cursor.exec(after ?? '') ?? []
  const last = noticeId ? { at: new Date(Number(ms)), noticeId } : undefined
  const rows = await store.inboxOf(ctx.sql, callerId(ctx), last, most + 1)
  const { items, next } = pageFrom(rows, most, (row) => `${row.at.getTime()}.${row.noticeId}`)
  const brands = await brandsOf(
    ctx,
    items.map((row) => row.brandId),
  )
  return {
    next,
    items: items.flatMap(({ brandId, noticeId: id, kind, title, body, path, happensAt, at, readAt }) => {
      const brand = brands.get(brandId)
      const when = { happensAt: happensAt?.toISOString() ?? null, at: at.toISOString() }
      return brand
        ? [{ ...{ noticeId: id, kind, title, body, path, ...when }, brand: shown(brand), read: readAt !== null }]
        : []
    }),
  }
}

const hourOf = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** What the caller wants of each brand that has to do with them, and of `brandId`. */
export async function readPreferences(
  ctx: Ctx,
  { brandId }: Input<Api['messaging.preferences']>,
): Promise<Output<Api['messaging.preferences']>> {
  const personId = callerId(ctx)
  const reader = await store.readerById(ctx.sql, personId)
  const choices = await store.choicesOf(ctx.sql, personId)
  const brands = await brandsOf(ctx, [
    ...(brandId ? [brandId] : []),
    ...(await brandsFollowedBy(ctx.sql, personId)),
    ...[...(await store.brandsThatTold(ctx.sql, personId)), ...choices].map((one) => one.brandId),
  ])
  const own = reader?.quietFrom == null ? undefined : { from: reader.quietFrom, until: reader.quietUntil! }
  const { from, until } = own ?? houseQuiet
  return {
    timeZone: reader?.timeZone ?? null,
    quiet: from === until ? null : { from: hourOf(from), until: hourOf(until) },
    chosen: own !== undefined,
    brands: [...brands.values()].map((brand) => {
      const mine = choices.filter((one) => one.brandId === brand.brandId)
      const wishes = kinds.flatMap((kind) =>
        channels.map((channel) => {
          const said = mine.find((one) => one.kind === kind && one.channel === channel)?.wanted
          return { kind, channel, wanted: wants(kind, channel, said), fixed: isFixed(kind, channel) }
        }),
      )
      return { ...shown(brand), wishes }
    }),
  }
}

/** What the link in a mail would end. @throws Refusal messaging.deadLink */
export async function readLinked(ctx: Ctx, { link }: Input<Api['messaging.linked']>) {
  const { personId, brandId, kind } = openLink(ctx, link)
  const brand = await brandById(ctx.sql, brandId)
  if (!brand) throw refuse(problem.deadLink)
  const said = (await store.choicesOf(ctx.sql, personId)).find(
    (one) => one.brandId === brandId && one.kind === kind && one.channel === 'email',
  )
  return { brandSlug: brand.slug, brandName: brand.name, kind, wanted: wants(kind, 'email', said?.wanted) }
}

export const readRules = async (ctx: Ctx, { brandId }: Input<Api['messaging.rules']>) =>
  (await store.rulesOf(ctx.sql, brandId)) ?? noRules

/** What a brand told many, newest first. */
export async function readOfBrand(ctx: Ctx, { brandId, after, most }: Input<Api['messaging.ofBrand']>) {
  const rows = await store.toldByBrand(ctx.sql, brandId, after, most + 1)
  const { items, next } = pageFrom(rows, most, (row) => row.noticeId)
  return {
    next,
    items: items.map(({ madeAt, decided, ...row }) => ({ ...row, at: madeAt.toISOString(), decided: decided ?? [] })),
  }
}
