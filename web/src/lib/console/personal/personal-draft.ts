import type { Currency, MoneyWire } from '#src/lib/money.ts'
import type * as personal from '#src/modules/catalog/state.ts'
import { type EditedText, editedText, isWritten, writtenText } from '../local-texts.ts'

/* A product's personalisation as a form edits it: every field has all its inputs, whatever its kind. */

type ChoiceDraft = {
  choiceId: string
  label: EditedText
  swatch: string
  price: string | undefined
  others: MoneyWire[]
}
export type FieldDraft = {
  kind: personal.PersonalField['kind']
  fieldId: string
  label: EditedText
  required: boolean
  letters: personal.LetterSet[]
  extra: string
  most: number | undefined
  capitals: boolean
  fonts: personal.Font[]
  /** In the currency the brand sells in; empty: nothing. */
  price: string | undefined
  /** In others: kept as they are. */
  others: MoneyWire[]
  place: personal.TextPlace
  placed: boolean
  choices: ChoiceDraft[]
}
export type PersonalDraft = { fields: FieldDraft[]; final: boolean }
type Wish = { fields: personal.PersonalField[]; final: boolean }

const newKey = () => crypto.randomUUID()
const middle: personal.TextPlace = { picture: 0, x: 500, y: 500, width: 500, size: 60, turn: 0, colour: '#2a2622' }

export const newChoice = (): ChoiceDraft => ({
  ...{ choiceId: newKey(), label: editedText(), swatch: '', price: undefined, others: [] },
})

export const newField = (kind: FieldDraft['kind']): FieldDraft => ({
  ...{ kind, fieldId: newKey(), label: editedText(), required: false, letters: ['latin'], extra: '' },
  ...{ most: kind === 'monogram' ? 3 : 20, capitals: kind === 'monogram', fonts: ['classic'] },
  ...{ price: undefined, others: [], place: { ...middle }, placed: true, choices: [newChoice()] },
})

const split = (prices: readonly MoneyWire[], currency: Currency) => ({
  price: prices.find((one) => one.currency === currency)?.minor,
  others: prices.filter((one) => one.currency !== currency),
})

export const personalDraft = (wish: Wish | null, currency: Currency): PersonalDraft => ({
  final: wish?.final ?? false,
  fields: (wish?.fields ?? []).map((field) => {
    const { kind, fieldId, label, required } = field
    const common = { ...newField(kind), fieldId, label: editedText(label), required }
    if (field.kind === 'choice') return { ...common, choices: field.choices.map((one) => choiceDraft(one, currency)) }
    const { letters, extra, most, capitals, fonts, place, surcharges } = field
    const spot = { place: { ...(place ?? middle) }, placed: place !== null }
    return {
      ...common,
      letters: [...letters],
      extra,
      most,
      capitals,
      fonts: [...fonts],
      ...split(surcharges, currency),
      ...spot,
    }
  }),
})

const choiceDraft = ({ choiceId, label, swatch, surcharges }: personal.Choice, currency: Currency): ChoiceDraft => ({
  ...{ choiceId, label: editedText(label), swatch: swatch ?? '', ...split(surcharges, currency) },
})

const pricesOf = ({ price, others }: Pick<FieldDraft, 'price' | 'others'>, currency: Currency): MoneyWire[] =>
  price && price !== '0' ? [{ minor: price, currency }, ...others] : others

export const personalWish = ({ fields, final }: PersonalDraft, currency: Currency): Wish => ({
  final,
  fields: fields.map((field) => {
    const { kind, fieldId, required, letters, extra, most, capitals, fonts, place, placed } = field
    const named = { fieldId, label: writtenText(field.label), required }
    if (kind === 'choice') {
      const choices = field.choices.map(({ choiceId, label, swatch, ...prices }) => ({
        ...{ choiceId, label: writtenText(label), swatch: swatch || null, surcharges: pricesOf(prices, currency) },
      }))
      return { ...named, kind, choices }
    }
    const texts = { letters, extra: extra.trim(), most: most ?? 1, capitals, fonts, place: placed ? place : null }
    return { ...named, kind, surcharges: pricesOf(field, currency), ...texts }
  }),
})

/** What is missing in a field. */
export function faultOf(field: FieldDraft): 'needsLabel' | 'needsLetters' | 'needsFont' | 'needsChoice' | undefined {
  if (!isWritten(field.label)) return 'needsLabel'
  if (field.kind === 'choice')
    return field.choices.length > 0 && field.choices.every(({ label }) => isWritten(label)) ? undefined : 'needsChoice'
  if (field.letters.length === 0 && !field.extra.trim()) return 'needsLetters'
  return field.fonts.length === 0 ? 'needsFont' : undefined
}
