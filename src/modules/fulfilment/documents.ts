import * as z from 'zod'
import type { Ctx } from '../../ctx.ts'
import { document } from '../../lib/documents.ts'
import type { BrandId, OrderId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import { id } from '../../lib/shapes.ts'
import { brandById } from '../accounts/accounts.ts'
import { ordersAtWork, ordersToPack } from '../orders/orders.ts'
import * as store from './parcel-store.ts'
import { fulfilmentProblems as problem } from './problems.ts'
import { addressLines, settingsFor } from './settings.ts'

const packers = { staff: ['owner', 'producer', 'support'], of: 'brandId' } as const
const locale = z.enum(['en', 'fr', 'zh-Hans']).default('en')
const mostAtOnce = 200

/** Ids with commas between them: what was ticked in a list. */
const ids = <Kind extends string>() =>
  z
    .string()
    .max(40 * mostAtOnce)
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(id<Kind>()).min(1).max(mostAtOnce))

/** PDF is loaded when somebody prints. */
const papers = () => import('./papers.ts')

const nameOf = async (ctx: Ctx, brandId: string) => (await brandById(ctx.sql, brandId))?.name ?? ''
const pdf = (name: string, body: Uint8Array) => ({ name, type: 'application/pdf', body, inline: true })

/** Parcels of this brand with their orders, box by box: whoever prints one of a box means all of it. */
async function boxesWith(ctx: Ctx, brandId: BrandId, parcelIds: readonly string[]) {
  const parcels = (await store.parcelsInBoxes(ctx.sql, parcelIds)).filter((parcel) => parcel.brandId === brandId)
  const orderIds = [...new Set(parcels.map(({ orderId }) => orderId))]
  const works = new Map((await ordersAtWork(ctx.sql, orderIds)).map((work) => [work.order.orderId, work]))
  const filled = parcels.map((parcel) => ({ parcel, work: works.get(parcel.orderId)! }))
  return [...Map.groupBy(filled, ({ parcel }) => parcel.boxId ?? parcel.parcelId).values()]
}

export const fulfilmentDocuments = [
  document({
    operation: 'fulfilment.printPickList',
    url: '/brands/:brandId/pick-list.pdf',
    access: packers,
    input: z.object({
      brandId: id<'brand'>(),
      showId: id<'show'>().optional(),
      orders: ids<'order'>().optional(),
      locale,
    }),
    async write(ctx, { brandId, showId, orders, locale: language }) {
      const orderIds = (orders as OrderId[] | undefined) ?? null
      const works = await ordersToPack(ctx.sql, brandId, { showId: showId ?? null, orderIds, most: 500 })
      const { pickListPdf } = await papers()
      const body = await pickListPdf(works, language, await nameOf(ctx, brandId), ctx.now)
      return pdf(`pick-list-${ctx.now.toISOString().slice(0, 10)}.pdf`, body)
    },
  }),
  document({
    operation: 'fulfilment.printLabels',
    url: '/brands/:brandId/labels.pdf',
    access: packers,
    input: z.object({ brandId: id<'brand'>(), parcels: ids<'parcel'>(), sheet: z.enum(['a6', 'a4']).default('a6') }),
    async write(ctx, { brandId, parcels, sheet }) {
      const { sender } = await settingsFor(ctx.sql, brandId)
      if (!sender) throw refuse(problem.noSender, { brandId })
      const brandName = await nameOf(ctx, brandId)
      const labels = (await boxesWith(ctx, brandId, parcels))
        .map((box) => ({ box, ...box[0]! }))
        .map(({ box, parcel, work: { order } }) => ({
          ...{
            brandName,
            from: addressLines(sender, order.locale),
            to: addressLines(order.address, order.locale),
            phone: order.address.phone,
          },
          ...{
            reference: box.map((one) => `${one.work.order.number} / ${one.parcel.number}`).join(', '),
            language: order.locale,
          },
          ...{ carrier: parcel.carrier, tracking: parcel.tracking },
        }))
      return pdf('labels.pdf', await ctx.doors.labels.print(labels, sheet, ctx.now))
    },
  }),
  document({
    operation: 'fulfilment.printPackingSlips',
    url: '/brands/:brandId/packing-slips.pdf',
    access: packers,
    input: z.object({ brandId: id<'brand'>(), parcels: ids<'parcel'>() }),
    async write(ctx, { brandId, parcels }) {
      const boxes = await boxesWith(ctx, brandId, parcels)
      const parts = await store.partsOf(
        ctx.sql,
        boxes.flat().map(({ parcel }) => parcel.parcelId),
      )
      const slips = boxes.map((box) =>
        box.map(({ parcel, work }) => ({
          ...{ work, number: parcel.number },
          parts: parts.filter(({ parcelId }) => parcelId === parcel.parcelId),
        })),
      )
      const { sender } = await settingsFor(ctx.sql, brandId)
      const from = sender ? addressLines(sender, 'en') : []
      const { packingSlipsPdf } = await papers()
      return pdf('packing-slips.pdf', await packingSlipsPdf(slips, await nameOf(ctx, brandId), from, ctx.now))
    },
  }),
]
