import type { Ctx } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import { money, wire } from '../../lib/money.ts'
import { pageFrom } from '../../lib/shapes.ts'
import { personsByIds } from '../accounts/accounts.ts'
import { variantsForSale } from '../catalog/catalog.ts'
import * as book from './bid-store.ts'
import type { auctionsContract } from './contract.ts'
import * as store from './store.ts'

type Api = typeof auctionsContract

const amountOf = ({ currency }: store.AuctionRow, minor: bigint | null) =>
  minor === null ? null : wire(money(minor, currency))

/** Auctions of a brand, the latest first. */
export async function readList(ctx: Ctx, { brandId, showId, after, most }: Input<Api['auctions.list']>) {
  const wanted = { showId: showId ?? null, after: after ?? null, most: most + 1 }
  const { items, next } = pageFrom(await store.auctionsOfBrand(ctx.sql, brandId, wanted), most, (row) => row.auctionId)
  return { items: await views(ctx, items), next }
}

/** Every bid of an auction that counted. Of a maximum the amount is told to nobody. */
export async function readBids(ctx: Ctx, { auctionId }: Input<Api['auctions.bids']>) {
  const auction = (await store.auctionById(ctx.sql, auctionId))!
  const bids = await book.bidsOf(ctx.sql, auctionId)
  const personIds = [...new Set(bids.map((bid) => bid.personId))]
  const people = await personsByIds(ctx.sql, personIds)
  const rows = await book.paddlesOf(ctx.sql, auction.showId, personIds)
  const paddles = new Map<string, number>(rows.map((one) => [one.personId, one.paddle]))
  return {
    auction: (await views(ctx, [auction]))[0]!,
    bids: bids.map(({ number, at, kind, personId, amountMinor, priceMinor, leaderId }) => ({
      ...{ number, at: at.toISOString(), kind, paddle: paddles.get(personId)!, name: people.get(personId)?.name ?? '' },
      amount: kind === 'maximum' ? null : amountOf(auction, amountMinor),
      ...{ price: amountOf(auction, priceMinor), leader: paddles.get(leaderId)! },
    })),
  }
}

async function views(ctx: Ctx, rows: readonly store.AuctionRow[]) {
  const found = await variantsForSale(
    ctx.sql,
    rows.map((row) => row.variantId),
  )
  const variants = new Map<string, (typeof found)[number]>(found.map((one) => [one.variantId, one]))
  const sales = await store.salesOf(
    ctx.sql,
    rows.map((row) => row.auctionId),
  )
  const orders = new Map<string, store.SaleRow>(sales.map((sale) => [sale.auctionId, sale]))
  return rows.map((row) => {
    const { auctionId, showId, productId, variantId, increments, counterSeconds, opensAt, endsAt } = row
    const { state, bids, bidders } = row
    return {
      ...{ auctionId, showId, productId, variantId, increments, counterSeconds, state, bids, bidders },
      ...{ opensAt: opensAt.toISOString(), endsAt: endsAt.toISOString(), title: variants.get(variantId)?.title ?? {} },
      ...{ start: amountOf(row, row.startMinor)!, reserve: amountOf(row, row.reserveMinor) },
      ...{ hammer: amountOf(row, row.hammerMinor), orderId: orders.get(auctionId)?.orderId ?? null },
    }
  })
}
