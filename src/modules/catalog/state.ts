import type { LocalText } from '../../lib/local-text.ts'
import type { Currency, MoneyWire } from '../../lib/money.ts'

/*
 * What may be engraved on a product or chosen for it, and what somebody asks for: the same rules on the server, which
 * decides, and in the browser, which says so while one types. Nothing here asks anybody.
 */

/** Which letters a workshop has: scripts and signs, by the names a brand ticks. */
export const letterSets = {
  latin: /[\p{Script=Latin}\p{M}]/u,
  digits: /[0-9]/,
  han: /\p{Script=Han}/u,
  signs: /[.,'’&·\-–!?+/♥]/u,
} as const
export type LetterSet = keyof typeof letterSets

/** The hands that text can be set in, and what each is drawn with in a preview. */
export const fonts = {
  classic: {
    name: { en: 'Classic', fr: 'Classique', 'zh-Hans': '经典' },
    family: 'Didot, "Bodoni 72", "Playfair Display", "Times New Roman", "Noto Serif SC", serif',
  },
  modern: {
    name: { en: 'Modern', fr: 'Moderne', 'zh-Hans': '现代' },
    family: 'Futura, "Avenir Next", "Century Gothic", "Helvetica Neue", Arial, "Noto Sans SC", sans-serif',
  },
  script: {
    name: { en: 'Script', fr: 'Anglaise', 'zh-Hans': '手写' },
    family: '"Snell Roundhand", "Apple Chancery", "URW Chancery L", "Z003", "Segoe Script", "STKaiti", KaiTi, cursive',
  },
  typewriter: {
    name: { en: 'Typewriter', fr: 'Machine à écrire', 'zh-Hans': '打字机' },
    family: '"American Typewriter", "Courier New", "Liberation Mono", monospace',
  },
} as const satisfies Record<string, { name: LocalText; family: string }>
export type Font = keyof typeof fonts

/** Where text stands on a picture: its middle and its longest length in thousandths of the picture's sides. */
export type TextPlace = {
  /** Of the product's pictures, from 0. */
  picture: number
  x: number
  y: number
  /** In thousandths of the picture's width: longer text is drawn smaller. */
  width: number
  /** Height of the letters, in thousandths of the picture's width. */
  size: number
  /** Degrees, clockwise. */
  turn: number
  colour: string
}

type Named = { fieldId: string; label: LocalText; required: boolean }
/** What it adds to a unit's price, at most one a currency; none: it costs nothing. */
type Surcharges = { surcharges: MoneyWire[] }
export type TextField = Named &
  Surcharges & {
    kind: 'text' | 'monogram'
    letters: LetterSet[]
    /** Other characters the workshop has. */
    extra: string
    /** Letters at most, as one counts them; spaces count. */
    most: number
    capitals: boolean
    fonts: Font[]
    place: TextPlace | null
  }
export type Choice = Surcharges & { choiceId: string; label: LocalText; swatch: string | null }
export type ChoiceField = Named & { kind: 'choice'; choices: Choice[] }
export type PersonalField = TextField | ChoiceField

/** What somebody asks for in one field. */
export type Answer = {
  fieldId: string
  text?: string | undefined
  font?: string | undefined
  choiceId?: string | undefined
}

export const answerFaults = ['required', 'tooLong', 'letters', 'font', 'choice', 'unknownField'] as const
export type AnswerFault = { fieldId: string; why: (typeof answerFaults)[number] }

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** A text in letters as one counts them: an accent belongs to its letter. */
export const lettersOf = (text: string): string[] => [...graphemes.segment(text)].map(({ segment }) => segment)

/** What will be engraved: one line, without spaces around it, in capitals where the workshop has no others. */
export function engraved({ capitals }: Pick<TextField, 'capitals'>, text: string): string {
  const line = text.normalize('NFC').replace(/\s+/gu, ' ').trim()
  return capitals ? line.toLocaleUpperCase('und').normalize('NFC') : line
}

// Nothing invisible is engraved: controls, formats (bidirectional marks, joiners), lone surrogates, private use.
const unseen = /[\p{C}\p{Zl}\p{Zp}]/u

/** Whether a workshop has this letter. A mark never stands alone. */
function has(field: TextField, letter: string): boolean {
  if (letter === ' ') return true
  if (unseen.test(letter) || /^\p{M}/u.test(letter)) return false
  if (lettersOf(field.extra.normalize('NFC')).includes(letter)) return true
  return field.letters.some((set) => [...letter].every((sign) => letterSets[set].test(sign)))
}

/** The letters of a text that a workshop does not have, once each. */
export const lettersMissing = (field: TextField, text: string): string[] => [
  ...new Set(lettersOf(engraved(field, text)).filter((letter) => !has(field, letter))),
]

/** What was asked for, as it is kept: in the order of the fields, without empty ones, each text as it is engraved. */
export function answersOf(fields: readonly PersonalField[], answers: readonly Answer[]): Answer[] {
  return fields.flatMap((field): Answer[] => {
    const { fieldId } = field
    const answer = answers.find((one) => one.fieldId === fieldId)
    if (!answer) return []
    if (field.kind === 'choice') return answer.choiceId ? [{ fieldId, choiceId: answer.choiceId }] : []
    const text = engraved(field, answer.text ?? '')
    return text ? [{ fieldId, text, font: answer.font ?? field.fonts[0]! }] : []
  })
}

/** Why a product cannot be made so; empty when it can. */
export function whyNotAnswers(fields: readonly PersonalField[], answers: readonly Answer[]): AnswerFault[] {
  const unknown = answers.filter(({ fieldId }, i) => {
    const again = answers.findIndex((one) => one.fieldId === fieldId) < i
    return again || !fields.some((field) => field.fieldId === fieldId)
  })
  const given = new Map(answersOf(fields, answers).map((answer) => [answer.fieldId, answer]))
  return [
    ...unknown.map(({ fieldId }) => ({ fieldId, why: 'unknownField' as const })),
    ...fields.flatMap((field): AnswerFault[] => {
      const why = whyNotAnswer(field, given.get(field.fieldId))
      return why ? [{ fieldId: field.fieldId, why }] : []
    }),
  ]
}

function whyNotAnswer(field: PersonalField, answer: Answer | undefined): AnswerFault['why'] | undefined {
  if (!answer) return field.required ? 'required' : undefined
  if (field.kind === 'choice')
    return field.choices.some(({ choiceId }) => choiceId === answer.choiceId) ? undefined : 'choice'
  if (lettersOf(answer.text!).length > field.most) return 'tooLong'
  if (lettersMissing(field, answer.text!).length > 0) return 'letters'
  return field.fonts.includes(answer.font as Font) ? undefined : 'font'
}

/**
 * What these answers add to the price of one unit, in minor units.
 * @returns undefined where something has a price, and none in this currency
 */
export function surchargeOf(
  fields: readonly PersonalField[],
  answers: readonly Answer[],
  currency: Currency,
): bigint | undefined {
  let minor = 0n
  for (const answer of answersOf(fields, answers)) {
    const { surcharges } = pricedBy(fields, answer)
    if (surcharges.length === 0) continue
    const price = surcharges.find((one) => one.currency === currency)
    if (!price) return undefined
    minor += BigInt(price.minor)
  }
  return minor
}

const none: Surcharges = { surcharges: [] }

function pricedBy(fields: readonly PersonalField[], { fieldId, choiceId }: Answer): Surcharges {
  const field = fields.find((one) => one.fieldId === fieldId)
  if (field?.kind !== 'choice') return field ?? none
  return field.choices.find((one) => one.choiceId === choiceId) ?? none
}

/** What was asked for as an order keeps it for good, in words: what the brand changes later changes nothing. */
export type Personal = {
  fieldId: string
  label: LocalText
  text: string | null
  font: LocalText | null
  choice: LocalText | null
}

/** The answers in the brand's words; those to fields or choices that are gone are left out. */
export function personalOf(fields: readonly PersonalField[], answers: readonly Answer[]): Personal[] {
  return answersOf(fields, answers).flatMap((answer): Personal[] => {
    const field = fields.find((one) => one.fieldId === answer.fieldId)!
    const common = { fieldId: field.fieldId, label: field.label }
    if (field.kind === 'choice') {
      const choice = field.choices.find(({ choiceId }) => choiceId === answer.choiceId)
      return choice ? [{ ...common, text: null, font: null, choice: choice.label }] : []
    }
    const font = fonts[answer.font as Font]
    return [{ ...common, text: answer.text!, font: font && field.fonts.length > 1 ? font.name : null, choice: null }]
  })
}
