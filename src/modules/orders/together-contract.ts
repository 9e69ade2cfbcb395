import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant } from '../../lib/shapes.ts'
import { addressShape } from '../accounts/contract.ts'

const brandId = id<'brand'>()
/** How long the further buys of a show go with the first; 0: never. */
const togetherHours = z.number().int().min(0).max(168)

export const togetherContract = {
  'orders.openParcels': route({
    path: 'GET /brands/{brandId}/open-parcels',
    summary: 'Orders of the caller with which more of their show goes, to the same address and free of delivery',
    access: 'person',
    input: z.object({ brandId }),
    output: z.object({
      items: z.array(
        z.object({
          orderId: id<'order'>(),
          number: z.string(),
          address: addressShape,
          deliveryMethodId: z.string(),
          showIds: z.array(id<'show'>()),
          until: instant,
        }),
      ),
    }),
  }),
  'orders.together': route({
    path: 'GET /brands/{brandId}/together',
    summary: 'How long several buys of one show go in one parcel',
    access: { staff: ['owner', 'producer', 'support', 'analyst', 'finance'], of: 'brandId' },
    input: z.object({ brandId }),
    output: z.object({ togetherHours }),
  }),
  'orders.changeTogether': route({
    path: 'PUT /brands/{brandId}/together',
    summary: 'Say how long several buys of one show go in one parcel; 0: never',
    access: { staff: ['owner', 'producer'], of: 'brandId' },
    input: z.object({ brandId, togetherHours }),
    output: done,
  }),
} as const
