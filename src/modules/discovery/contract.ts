import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { id, pageOf } from '../../lib/shapes.ts'
import { showView } from '../shows/contract.ts'
import { topics } from '../shows/state.ts'

/** Of one brand, or of all brands of the install that wish to be found there. */
const among = { brandId: id<'brand'>().optional() }

const found = showView.extend({
  brand: z.object({ slug: z.string(), name: z.string(), accent: z.string(), markUrl: z.string().nullable() }),
})

export const discoveryContract = {
  'discovery.shows': route({
    path: 'GET /discovery/shows',
    summary: 'Shows that are live, coming or to be seen again, by topic and by words of titles, hosts and products',
    access: 'anyone',
    limit: { calls: 240, seconds: 60 },
    input: z.object({
      ...among,
      when: z.enum(['live', 'coming', 'replays']),
      topic: z.enum(topics).optional(),
      /** Every word has to be found, in the language of the reader, or all of them in the title of one product. */
      search: z.string().max(100).optional(),
      locale: z.enum(['en', 'fr', 'zh-Hans']).default('en'),
      after: z.string().max(80).optional(),
      most: z.coerce.number().int().min(1).max(60).default(12),
    }),
    output: pageOf(found),
  }),
  'discovery.topics': route({
    path: 'GET /discovery/topics',
    summary: 'The topics that have a show, those with the most first',
    access: 'anyone',
    limit: { calls: 240, seconds: 60 },
    input: z.object(among),
    output: z.object({ items: z.array(z.object({ topic: z.enum(topics), shows: z.number().int() })) }),
  }),
} as const
