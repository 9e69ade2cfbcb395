import type { Ctx } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import { type BrandId, newId, type PersonId, type ProductId, type ShowId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import { ok } from '../../lib/shapes.ts'
import type { Sql } from '../../lib/sql.ts'
import { productsByIds } from '../catalog/catalog.ts'
import { type DropPlan, plansOrDropsOf, setPlans } from '../drops/drops.ts'
import { engage, hostedShows, hostsOf } from '../hosts/hosts.ts'
import { showProblems } from '../shows/problems.ts'
import { createShow, planOfShow, setAdmission, setRunOfShow } from '../shows/shows.ts'
import type { programmeContract } from './contract.ts'
import { programmeProblems as problem } from './problems.ts'
import * as store from './store.ts'

type Api = typeof programmeContract
type Whole = Awaited<ReturnType<typeof planOfShow>>

/** All of a show that another one can be made from. Kept in templates: fields may be added, none may change. */
export type Contents = Omit<Whole, 'brandId'> & {
  hostId: PersonId | null
  drops: DropPlan[]
  seriesId: store.SeriesId | null
}
export type Part = Input<Api['programme.makeShow']>['parts'][number]
type From = { brandId: BrandId; templateId?: string | undefined; showId?: ShowId | undefined }

const templatesMost = 50

async function contentsOfShow(sql: Sql, brandId: BrandId, showId: ShowId): Promise<Contents> {
  const { brandId: own, ...plan } = await planOfShow(sql, showId)
  if (own !== brandId) throw refuse(showProblems.unknownShow)
  const [hosted] = await hostedShows(sql, [showId])
  const [episode] = await store.seriesOfShows(sql, [showId])
  return {
    ...plan,
    hostId: hosted?.personId ?? null,
    drops: await plansOrDropsOf(sql, showId),
    seriesId: episode?.seriesId ?? null,
  }
}

/** @throws Refusal programme.unknownTemplate, shows.unknownShow */
async function contentsOf(sql: Sql, { brandId, templateId, showId }: From): Promise<Contents> {
  if (showId) return contentsOfShow(sql, brandId, showId)
  const template = await store.templateById(sql, brandId, templateId!)
  if (!template) throw refuse(problem.unknownTemplate)
  return template.contents
}

async function viewOf(sql: Sql, contents: Contents) {
  const series = contents.seriesId ? await store.seriesById(sql, contents.seriesId) : undefined
  return {
    title: contents.title,
    hostName: contents.hostName,
    hasCover: contents.coverPictureId !== null,
    products: contents.items.length,
    talkingPoints: contents.items.filter(({ talkingPoints }) => talkingPoints !== '').length,
    drops: contents.drops.length,
    visibility: contents.visibility,
    series: series?.title ?? null,
  }
}

export const readContents = async ({ sql }: Ctx, from: From) => viewOf(sql, await contentsOf(sql, from))

export async function readTemplates({ sql }: Ctx, { brandId }: { brandId: BrandId }) {
  const rows = await store.templatesOf(sql, brandId)
  const items = []
  for (const { templateId, name, contents } of rows) {
    items.push({ templateId, name, contents: await viewOf(sql, contents) })
  }
  return { items }
}

/** @throws Refusal programme.tooManyTemplates | nameTaken, shows.unknownShow */
export async function saveTemplate(ctx: Ctx, { brandId, showId, name }: Input<Api['programme.saveTemplate']>) {
  await store.lockBrand(ctx.sql, brandId)
  if ((await store.templatesOf(ctx.sql, brandId)).length >= templatesMost) throw refuse(problem.tooManyTemplates)
  const contents = await contentsOfShow(ctx.sql, brandId, showId)
  const templateId = newId<'template'>(ctx.now)
  const saved = await store.saveTemplate(ctx.sql, ctx.now, { templateId, brandId, name, contents })
  if (saved.length === 0) throw refuse(problem.nameTaken)
  return { templateId }
}

/** @throws Refusal programme.unknownTemplate */
export async function removeTemplate(ctx: Ctx, { brandId, templateId }: Input<Api['programme.removeTemplate']>) {
  if ((await store.deleteTemplate(ctx.sql, brandId, templateId)).length === 0) throw refuse(problem.unknownTemplate)
  return ok
}

/** Drafts a show from a template or from another show. @throws Refusal programme.unknownTemplate, shows.unknownShow */
export async function makeShow(ctx: Ctx, wish: Input<Api['programme.makeShow']>) {
  const contents = await contentsOf(ctx.sql, wish)
  return makeFrom(ctx, wish.brandId, { ...contents, title: wish.title ?? contents.title }, wish)
}

/** What of the contents `parts` says, as a draft. */
export async function makeFrom(
  ctx: Ctx,
  brandId: BrandId,
  contents: Contents,
  { parts, startsAt }: { parts: readonly Part[]; startsAt: string | null },
) {
  const has = (part: Part) => parts.includes(part)
  const { kind, title, description, coverPictureId, portraitPictureId, hostName, hostPictureId } = contents
  const pictures = has('texts')
    ? { coverPictureId, portraitPictureId }
    : { coverPictureId: null, portraitPictureId: null }
  // A template that was kept before shows had topics has none.
  const topic = (has('texts') && contents.topic) || null
  const showId = await createShow(ctx, {
    ...{ brandId, kind, title, startsAt, topic, ...pictures },
    description: has('texts') ? description : title,
    ...{ hostName, hostPictureId: has('host') ? hostPictureId : null },
  })
  const goods = await copyGoods(ctx, showId, brandId, contents, has)
  const { hostId, seriesId, visibility, ticketProductId } = contents
  if (has('host') && hostId && (await hostsOf(ctx.sql, brandId)).includes(hostId)) {
    await engage(ctx, { showId, personId: hostId })
  }
  if (has('audience') && visibility !== 'public') {
    // The list of guests is of people who were asked to that show: it is not copied.
    await setAdmission(ctx, { showId, visibility, ticketProductId, guests: [] })
  }
  const series = has('series') && seriesId && (await store.seriesById(ctx.sql, seriesId))
  if (series) await store.setEpisode(ctx.sql, showId, series.seriesId)
  return { showId, copied: { products: goods.products, drops: goods.drops, parts: [...parts] }, left: goods.left }
}

/** Products that are sold no more stay behind, and the drops of them. */
async function copyGoods(
  ctx: Ctx,
  showId: ShowId,
  brandId: BrandId,
  { items, drops }: Contents,
  has: (part: Part) => boolean,
) {
  if (!has('products')) return { products: 0, drops: 0, left: [] }
  const ids = items.map(({ productId }) => productId)
  const found = new Map((await productsByIds(ctx.sql, ids)).map((one) => [one.productId as string, one]))
  const isSold = (productId: ProductId) => {
    const product = found.get(productId)
    return product?.brandId === brandId && product.state !== 'archived'
  }
  const kept = items.filter(({ productId }) => isSold(productId))
  if (kept.length > 0) await setRunOfShow(ctx, { showId, items: kept })
  const variants = new Set(
    kept.flatMap(({ productId }) => found.get(productId)!.variants.map(({ variantId }) => variantId as string)),
  )
  const plans = has('drops') ? drops.filter(({ variantId }) => variants.has(variantId)) : []
  if (plans.length > 0) await setPlans(ctx, { showId, items: plans })
  const left = ids
    .filter((productId) => !isSold(productId))
    .map((productId) => ({ productId, title: found.get(productId)?.title ?? {} }))
  return { products: kept.length, drops: plans.length, left }
}
