import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import * as personal from './state.ts'

const text = (changes: Partial<personal.TextField> = {}): personal.TextField => ({
  ...{ kind: 'text', fieldId: 'engraving', label: { en: 'Engraving' }, required: false, letters: ['latin', 'digits'] },
  ...{ extra: '♡', most: 12, capitals: false, fonts: ['classic', 'script'], place: null },
  ...{ surcharges: [{ minor: '2000', currency: 'EUR' }], ...changes },
})
const strap: personal.ChoiceField = {
  ...{ kind: 'choice', fieldId: 'strap', label: { en: 'Strap' }, required: true },
  choices: [
    { choiceId: 'black', label: { en: 'Black' }, swatch: null, surcharges: [] },
    {
      choiceId: 'red',
      label: { en: 'Red', fr: 'Rouge' },
      swatch: '#aa2222',
      surcharges: [{ minor: '500', currency: 'EUR' }],
    },
  ],
}
const fields = [text(), strap]
const black = { fieldId: 'strap', choiceId: 'black' }
const asks = (said: string, field = text()) =>
  personal.whyNotAnswers([field], [{ fieldId: 'engraving', text: said, font: 'classic' }]).map(({ why }) => why)

test('a workshop engraves the letters it has, accents with them, and no others', () => {
  for (const said of ['Dana', 'É l o ï s e', 'Noe\u0308l', 'Est. 1901'.replace('.', ''), 'Zoë ♡ 7'])
    assert.deepEqual(asks(said), [], said)
  for (const said of [
    'Дана',
    '达娜',
    'Dana!',
    'D😀',
    'a\u0007b',
    'Da\u202Ena',
    'a\u200Bb',
    'a\u{E000}b',
    '\uD800',
    '\u0301a',
  ])
    assert.deepEqual(asks(said), ['letters'], JSON.stringify(said))
  assert.deepEqual(asks('达娜', text({ letters: ['han'] })), [])
  assert.deepEqual(personal.lettersMissing(text(), 'D&D!'), ['&', '!'])
})

test('length is counted in letters as people count them, after spaces are made one', () => {
  assert.deepEqual(asks('abcdefghijkl'), [])
  assert.deepEqual(asks('abcdefghijklm'), ['tooLong'])
  assert.deepEqual(asks('  abc   def  '), [])
  assert.deepEqual(asks('e\u0301'.repeat(12)), [])
  assert.deepEqual(asks('ßßßßßßß', text({ capitals: true })), ['tooLong'], 'in capitals each is two')
})

test('what is required is asked for, what is chosen exists, and nothing else is said', () => {
  const faults = (answers: personal.Answer[]) =>
    personal.whyNotAnswers(fields, answers).map(({ fieldId, why }) => `${fieldId} ${why}`)
  assert.deepEqual(faults([]), ['strap required'])
  assert.deepEqual(faults([black]), [])
  assert.deepEqual(faults([{ fieldId: 'strap', choiceId: 'gold' }]), ['strap choice'])
  assert.deepEqual(faults([black, { fieldId: 'colour', choiceId: 'x' }]), ['colour unknownField'])
  assert.deepEqual(faults([black, black]), ['strap unknownField'])
  assert.deepEqual(faults([black, { fieldId: 'engraving', text: 'Dana', font: 'gothic' }]), ['engraving font'])
  assert.deepEqual(
    personal.whyNotAnswers([text({ required: true })], [{ fieldId: 'engraving', text: '   ' }])[0]!.why,
    'required',
  )
})

test('what is kept is what will be engraved, in the order of the fields; nothing said is nothing', () => {
  const monogram = text({ kind: 'monogram', fieldId: 'monogram', capitals: true, most: 3 })
  const kept = personal.answersOf(
    [...fields, monogram],
    [{ fieldId: 'monogram', text: ' d l ' }, black, { fieldId: 'engraving', text: ' ' }],
  )
  assert.deepEqual(kept, [black, { fieldId: 'monogram', text: 'D L', font: 'classic' }])
  assert.deepEqual(personal.personalOf(fields, [{ fieldId: 'strap', choiceId: 'red' }]), [
    { fieldId: 'strap', label: { en: 'Strap' }, text: null, font: null, choice: { en: 'Red', fr: 'Rouge' } },
  ])
})

test('a surcharge is asked for what is said only, in a currency it has', () => {
  const engraved = { fieldId: 'engraving', text: 'Dana', font: 'classic' }
  assert.equal(personal.surchargeOf(fields, [black], 'EUR'), 0n)
  assert.equal(personal.surchargeOf(fields, [engraved, { fieldId: 'strap', choiceId: 'red' }], 'EUR'), 2500n)
  assert.equal(personal.surchargeOf(fields, [{ ...engraved, text: '  ' }, black], 'EUR'), 0n)
  assert.equal(personal.surchargeOf(fields, [engraved, black], 'CNY'), undefined)
})

test('whatever is typed: what is kept is kept again as it is, and passes or fails the same', () => {
  const any = text({ letters: ['latin', 'digits', 'signs', 'han'], most: 60 })
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 70 }), fc.boolean(), (said, capitals) => {
      const field = { ...any, capitals }
      const once = personal.answersOf([field], [{ fieldId: 'engraving', text: said, font: 'script' }])
      assert.deepEqual(personal.answersOf([field], once), once)
      if (personal.whyNotAnswers([field], once).length === 0 && once.length > 0)
        assert.doesNotMatch(once[0]!.text!, /[\p{C}\n]/u)
    }),
  )
})
