import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AnnouncedShow, draftOf, faultsOf, localInput, newShow, wishOf } from './show-draft.ts'

const id = '01a1fbf2-f2c0-723f-b284-2bce2248d4b2'
const friday: AnnouncedShow = {
  title: { en: 'Friday' },
  description: { fr: 'Une soirée' },
  kind: 'video',
  startsAt: '2026-11-21T19:30:00.000Z',
  coverPictureId: 'cover',
  coverUrl: '/pictures/cover.webp',
  portraitPictureId: null,
  portraitUrl: null,
  hostName: 'Béa',
  hostPictureUrl: `/pictures/${id}.webp`,
}

test('a show that is opened and saved stays what it was', () => {
  const wish = wishOf(draftOf(friday, localInput))
  assert.equal(wish.startsAt, friday.startsAt)
  assert.equal(wish.coverPictureId, 'cover')
  assert.equal(wish.hostPictureId, id)
  assert.deepEqual(wish.title, friday.title)
})

test('a show needs a title, a description and a host', () => {
  assert.deepEqual(Object.keys(faultsOf(newShow())), ['title', 'description', 'hostName'])
  assert.deepEqual(faultsOf(draftOf(friday, localInput)), {})
})
