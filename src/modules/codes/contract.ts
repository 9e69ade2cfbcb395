import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, localText, text } from '../../lib/shapes.ts'
import { codeProblems as problem } from './problems.ts'

const showId = id<'show'>()
const producers = ['owner', 'producer'] as const
const everybody = ['owner', 'producer', 'host', 'moderator', 'support', 'analyst', 'finance'] as const
export const codeShape = z.string().regex(/^[0-9a-z]{6}$/, 'six letters and digits')

export const codesContract = {
  'codes.ofShow': route({
    path: 'GET /shows/{showId}/codes',
    summary: 'The short links of a show, by where they stand, with how often they were followed',
    access: { staff: everybody, of: 'showId' },
    input: z.object({ showId }),
    output: z.object({
      items: z.array(
        z.object({
          code: codeShape,
          name: z.string(),
          tag: z.string().nullable(),
          message: localText(200).nullable(),
          expiresAt: instant.nullable(),
          scans: z.number().int(),
          lastScanAt: instant.nullable(),
          /** The short link, whole. */
          url: z.string(),
        }),
      ),
    }),
  }),
  'codes.add': route({
    path: 'POST /shows/{showId}/codes',
    summary: 'A short link for one place: a poster, a newsletter, a till',
    access: { staff: producers, of: 'showId' },
    input: z.object({
      showId,
      name: text(80),
      tag: text(40).nullable().default(null),
      message: localText(200).nullable().default(null),
      expiresAt: instant.nullable().default(null),
    }),
    output: z.object({ code: codeShape }),
    problems: [problem.tooManyCodes],
  }),
  'codes.end': route({
    path: 'DELETE /shows/{showId}/codes/{code}',
    summary: 'Count a code no more; what is printed still leads to the show',
    access: { staff: producers, of: 'showId' },
    input: z.object({ showId, code: codeShape }),
    output: done,
    problems: [problem.unknownCode],
  }),
  'codes.greeting': route({
    path: 'GET /codes/{code}/greeting',
    summary: 'What whoever comes by a code reads first',
    access: 'anyone',
    input: z.object({ code: codeShape }),
    output: z.object({ message: localText(200).nullable() }),
  }),
} as const
