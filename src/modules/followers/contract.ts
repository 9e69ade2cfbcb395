import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { id } from '../../lib/shapes.ts'

const input = z.object({ brandId: id<'brand'>() })
const output = z.object({ follows: z.boolean() })

export const followersContract = {
  'followers.mine': route({
    path: 'GET /brands/{brandId}/following',
    summary: 'Whether the caller follows a brand',
    access: 'person',
    input,
    output,
  }),
  'followers.follow': route({
    path: 'PUT /brands/{brandId}/following',
    summary: 'Follow a brand; doing it again changes nothing',
    access: 'person',
    limit: { calls: 60, seconds: 60 },
    input,
    output,
  }),
  'followers.unfollow': route({
    path: 'DELETE /brands/{brandId}/following',
    summary: 'Follow a brand no more',
    access: 'person',
    limit: { calls: 60, seconds: 60 },
    input,
    output,
  }),
  'followers.count': route({
    path: 'GET /brands/{brandId}/followers',
    summary: 'How many follow a brand',
    access: { staff: ['owner', 'producer', 'host', 'analyst'], of: 'brandId' },
    input,
    output: z.object({ followers: z.number().int() }),
  }),
} as const
