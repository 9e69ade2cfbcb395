import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, text } from '../../lib/shapes.ts'
import { addressShape } from '../accounts/contract.ts'
import { orderProblems as problem } from './problems.ts'

const brandId = id<'brand'>()
const storeId = id<'store'>()
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 09:30')

/** When a store is open, in its own time; a day that is not named is closed. */
const hours = z
  .array(
    z
      .object({ day: z.number().int().min(1).max(7), from: clock, to: clock })
      .refine(({ from, to }) => from < to, 'it closes before it opens'),
  )
  .max(28)
  .refine(
    (all) => all.every((a, i) => all.every((b, j) => i >= j || a.day !== b.day || a.to <= b.from || b.to <= a.from)),
    'two times of one day overlap',
  )

export const storeShape = {
  name: text(80),
  address: addressShape.omit({ name: true }),
  hours,
  /** How to find it, holidays. */
  note: z.object({
    en: text(300, 0).optional(),
    fr: text(300, 0).optional(),
    'zh-Hans': text(300, 0).optional(),
  }),
  /** Orders are usually ready so many hours after they are paid. */
  readyHours: z.number().int().min(0).max(336),
  /** What is ready waits for so many days. */
  keepDays: z.number().int().min(1).max(60),
}

/** A store as buyers see it. */
export const storeView = z.object({ storeId, ...storeShape })

const producers = { staff: ['owner', 'producer'], of: 'brandId' } as const

export const storesContract = {
  'orders.stores': route({
    path: 'GET /brands/{brandId}/stores',
    summary: 'The stores in which orders of a brand can be collected, the archived ones too',
    access: { staff: ['owner', 'producer', 'support', 'analyst', 'finance'], of: 'brandId' },
    input: z.object({ brandId }),
    output: z.object({ items: z.array(storeView.extend({ archived: z.boolean() })) }),
  }),
  'orders.addStore': route({
    path: 'POST /brands/{brandId}/stores',
    summary: 'Offer another store to collect in; stock is counted for all of the brand together',
    access: producers,
    input: z.object({ brandId, ...storeShape }),
    output: z.object({ storeId }),
    problems: [problem.tooManyStores],
  }),
  'orders.changeStore': route({
    path: 'PUT /brands/{brandId}/stores/{storeId}',
    summary: 'Change what is said of a store; orders of before keep the address they were sold with',
    access: producers,
    input: z.object({ brandId, storeId, ...storeShape }),
    output: done,
    problems: [problem.unknownStore],
  }),
  'orders.archiveStore': route({
    path: 'PUT /brands/{brandId}/stores/{storeId}/archived',
    summary: 'Offer a store no longer, or again; what was ordered there is still collected there',
    access: producers,
    input: z.object({ brandId, storeId, archived: z.boolean() }),
    output: done,
    problems: [problem.unknownStore],
  }),
} as const
