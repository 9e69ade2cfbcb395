import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultOf, newField, personalDraft, personalWish } from './personal-draft.ts'

const wish = {
  final: true,
  fields: [
    {
      ...{
        kind: 'text' as const,
        fieldId: 'words',
        label: { fr: 'Gravure' },
        required: true,
        letters: ['latin' as const],
      },
      ...{ extra: '♥', most: 12, capitals: false, fonts: ['script' as const] },
      surcharges: [
        { minor: '2000', currency: 'EUR' as const },
        { minor: '15000', currency: 'CNY' as const },
      ],
      place: { picture: 1, x: 400, y: 600, width: 300, size: 50, turn: -5, colour: '#ffffff' },
    },
    {
      ...{ kind: 'choice' as const, fieldId: 'strap', label: { en: 'Strap' }, required: false },
      choices: [{ choiceId: 'red', label: { en: 'Red' }, swatch: '#aa0000', surcharges: [] }],
    },
  ],
}

test('what is edited and not changed is sent as it was, prices in other currencies too', () => {
  assert.deepEqual(personalWish(personalDraft(wish, 'EUR'), 'EUR'), wish)
  assert.deepEqual(personalWish(personalDraft(null, 'EUR'), 'EUR'), { fields: [], final: false })
})

test('a field says what it is missing', () => {
  const field = newField('text')
  assert.equal(faultOf(field), 'needsLabel')
  const named = { ...field, label: { ...field.label, en: 'Words' } }
  assert.equal(faultOf(named), undefined)
  assert.equal(faultOf({ ...named, letters: [] }), 'needsLetters')
  assert.equal(faultOf({ ...named, fonts: [] }), 'needsFont')
  assert.equal(faultOf({ ...named, kind: 'choice' }), 'needsChoice')
})
