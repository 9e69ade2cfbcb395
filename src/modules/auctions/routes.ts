import type { Handlers } from '../../lib/contract.ts'
import { ok } from '../../lib/shapes.ts'
import {
  type Bids,
  cancelAuction,
  declineOffer,
  readBids,
  readList,
  readPaddle,
  startAuction,
  takeOffer,
  takePaddle,
} from './auctions.ts'
import type { auctionsContract } from './contract.ts'

export const auctionsRoutes = (bids: Bids): Handlers<typeof auctionsContract> => ({
  'auctions.start': async (ctx, wish) => {
    const { auctionId, opensAt, endsAt } = await startAuction(ctx, wish)
    return { auctionId, opensAt: opensAt.toISOString(), endsAt: endsAt.toISOString() }
  },
  'auctions.cancel': async (ctx, wish) => cancelAuction(ctx, wish).then(() => ok),
  'auctions.takePaddle': takePaddle,
  'auctions.paddle': readPaddle,
  'auctions.bid': (ctx, wish, key) => bids.bid(ctx, wish, key),
  'auctions.takeOffer': takeOffer,
  'auctions.declineOffer': async (ctx, wish) => declineOffer(ctx, wish).then(() => ok),
  'auctions.list': readList,
  'auctions.bids': readBids,
})
