import * as z from 'zod'
import { id, instant, localText } from '../../lib/shapes.ts'
import { topics } from './state.ts'

export const visibilities = ['public', 'unlisted', 'private', 'ticketed'] as const
export const statuses = ['draft', 'scheduled', 'live', 'ended', 'replay', 'cancelled'] as const

/** A show as its announcement tells it. */
export const showView = z.object({
  showId: id<'show'>(),
  brandId: id<'brand'>(),
  status: z.enum(statuses),
  kind: z.enum(['video', 'audio']),
  title: localText(80),
  description: localText(2000),
  startsAt: instant.nullable(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  coverUrl: z.string().nullable(),
  portraitUrl: z.string().nullable(),
  hostName: z.string(),
  hostPictureUrl: z.string().nullable(),
  topic: z.enum(topics).nullable(),
  /** Listed for everybody, found by its link alone, for a list, or for the buyers of its ticket and its list. */
  visibility: z.enum(visibilities),
})
