import * as z from 'zod'
import { localText, moneyShape, text } from '../../lib/shapes.ts'
import { type Font, fonts, type LetterSet, letterSets } from './state.ts'

/* What may be engraved on a product or chosen for it. Read `state.ts` for what each word means. */

const key = z.string().regex(/^[a-z0-9-]{1,40}$/, 'small letters, digits and dashes, at most 40')
const colour = z.string().regex(/^#[0-9a-f]{6}$/, 'a colour such as #2a2622')
const perMille = (least: number, most: number) => z.number().int().min(least).max(most)
const once = <T>(list: readonly T[], keyOf: (one: T) => string) => new Set(list.map(keyOf)).size === list.length

const surcharges = z
  .array(moneyShape.refine(({ minor }) => /^[1-9]/.test(minor), 'a surcharge is above nothing'))
  .max(7)
  .refine((list) => once(list, ({ currency }) => currency), 'two prices in one currency')
  .default([])
const named = { fieldId: key, label: localText(60), required: z.boolean().default(false) }

const textField = z.object({
  ...named,
  /** A monogram is initials. */
  kind: z.enum(['text', 'monogram']),
  surcharges,
  letters: z.array(z.enum(Object.keys(letterSets) as [LetterSet, ...LetterSet[]])).max(4),
  extra: text(40, 0).default(''),
  most: z.number().int().min(1).max(60),
  capitals: z.boolean().default(false),
  fonts: z
    .array(z.enum(Object.keys(fonts) as [Font, ...Font[]]))
    .min(1)
    .max(4),
  place: z
    .object({
      ...{ picture: z.number().int().min(0).max(19), x: perMille(0, 1000), y: perMille(0, 1000) },
      ...{ width: perMille(50, 1000), size: perMille(10, 300), turn: z.number().int().min(-180).max(180), colour },
    })
    .nullable()
    .default(null),
})

const choiceField = z.object({
  ...named,
  kind: z.literal('choice'),
  choices: z
    .array(z.object({ choiceId: key, label: localText(60), swatch: colour.nullable().default(null), surcharges }))
    .min(1)
    .max(30)
    .refine((list) => once(list, ({ choiceId }) => choiceId), 'the same choice twice'),
})

const field = z
  .discriminatedUnion('kind', [textField, choiceField])
  .refine((one) => one.kind !== 'monogram' || one.most <= 4, 'a monogram has at most four letters')
  .refine(
    (one) => one.kind === 'choice' || one.letters.length > 0 || one.extra !== '',
    'a text has at least some letters',
  )

export const personalisation = {
  fields: z
    .array(field)
    .max(8)
    .refine((list) => once(list, ({ fieldId }) => fieldId), 'the same field twice'),
  /** Made for its buyer, who cannot call it off or send it back by themselves (Directive 2011/83/EU, Article 16(c)). */
  final: z.boolean().default(false),
}

/** Null: nothing can be asked for. */
export const personalisationView = z.object(personalisation).nullable()

/** What somebody asks for. */
export const answers = z
  .array(
    z.object({
      fieldId: key,
      text: z.string().max(240).optional(),
      font: z.string().max(40).optional(),
      choiceId: key.optional(),
    }),
  )
  .max(8)

/** What was asked for, in the brand's words, as an order keeps it. */
export const personalView = z.object({
  fieldId: z.string(),
  label: localText(60),
  text: z.string().nullable(),
  font: localText(60).nullable(),
  choice: localText(60).nullable(),
})
