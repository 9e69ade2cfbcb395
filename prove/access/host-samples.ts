import type { Objects, Samples } from './samples.ts'

const price = { minor: '1000', currency: 'EUR' } as const

/** Inputs for what is about hosts: contracts, earnings and payouts. */
export const hostSamples = ({ brandId, showId, nothing }: Objects) =>
  ({
    'hosts.contracts': { brandId },
    'hosts.agree': {
      ...{ brandId, personId: nothing, fee: price, commissionBp: 800, products: [], giftBp: null, oddTo: 'brand' },
    },
    'hosts.ofShow': { showId },
    'hosts.engage': { showId, personId: nothing },
    'hosts.earnings': { brandId },
    'hosts.mine': {},
    'hosts.changeBank': { holder: 'Béa', number: 'FR1420041010050500013M02606' },
    'hosts.payoutSettings': { brandId },
    'hosts.changePayoutSettings': { brandId, payer: 'Maison Alma', holdDays: 14, minimum: '0' },
    'hosts.payable': { brandId },
    'hosts.makePayout': { brandId, currency: 'EUR', personIds: [nothing] },
    'hosts.payouts': { brandId },
    'hosts.approvePayout': { brandId, batchId: nothing },
    'hosts.cancelPayout': { brandId, batchId: nothing },
    'hosts.payoutFile': { brandId, batchId: nothing },
    'hosts.settlePayout': { brandId, batchId: nothing, payoutIds: [nothing], outcome: 'paid' },
  }) satisfies Partial<Samples>
