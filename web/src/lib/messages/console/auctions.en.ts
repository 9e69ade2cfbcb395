import { plural } from '../plural.ts'

/** Auctions, as the brand's people look back at them. */
export default {
  title: 'Auctions',
  text: 'What was auctioned, who bid, and what became of it. Maximums stay closed to everybody.',
  product: 'Product',
  state: 'State',
  price: 'Price',
  bids: 'Bids',
  ended: 'Ends',
  seeBids: 'Bids',
  seeBidsOf: (title: string) => `Bids for ${title}`,
  seeOrder: 'Order',
  maximum: 'up to a maximum',
  bid: (amount: string) => `bid ${amount}`,
  leads: (paddle: string, price: string) => `Paddle ${paddle} leads at ${price}`,
  kept: 'kept until it opens',
  paddle: (paddle: string) => `Paddle ${paddle}`,
  start: (amount: string) => `from ${amount}`,
  reserve: (amount: string) => `reserve ${amount}`,
  bidders: (count: number) => plural('en', count, { one: '# bidder', other: '# bidders' }),
  states: {
    open: 'Open',
    charged: 'Waiting for payment',
    offered: 'Offered to the runner-up',
    paid: 'Sold',
    unsold: 'Not sold',
    cancelled: 'Called off',
  },
  emptyTitle: 'No auction yet',
  emptyText: 'A host starts one from the studio, with the product in hand.',
  noBids: 'Nobody has bid.',
}
