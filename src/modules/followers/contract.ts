import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { id, timeZone } from '../../lib/shapes.ts'

const input = z.object({ brandId: id<'brand'>() })
const output = z.object({ follows: z.boolean() })
/** How whoever follows reads, and what their clocks show: for the hour at which news may come. */
const reader = {
  locale: z.enum(['en', 'fr', 'zh-Hans']).optional(),
  timeZone: timeZone.optional(),
}

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
    input: input.extend(reader),
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
