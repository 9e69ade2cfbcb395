import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AdmissionDraft, admissionDraft, admissionFaults, admissionWish, openToAll } from './admission-draft.ts'
import { type AnnouncedShow, draftOf, faultsOf, localInput, newShow, wishOf } from './show-draft.ts'

const id = '01a1fbf2-f2c0-723f-b284-2bce2248d4b2'
const friday: AnnouncedShow = {
  title: { en: 'Friday' },
  description: { fr: 'Une soirée' },
  kind: 'video',
  topic: 'home',
  startsAt: '2026-11-21T19:30:00.000Z',
  coverPictureId: 'cover',
  coverUrl: '/pictures/cover.webp',
  portraitPictureId: null,
  portraitUrl: null,
  hostName: 'Béa',
  hostPictureUrl: `/pictures/${id}.webp`,
}

const everybody = { visibility: 'public' as const, ticketProductId: null, guests: [] }

test('a show that is opened and saved stays what it was', () => {
  const wish = wishOf(draftOf(friday, everybody, localInput))
  assert.equal(wish.startsAt, friday.startsAt)
  assert.equal(wish.coverPictureId, 'cover')
  assert.equal(wish.hostPictureId, id)
  assert.deepEqual([wish.title, wish.topic], [friday.title, 'home'])
})

test('a show needs a title, a description and a host', () => {
  assert.deepEqual(Object.keys(faultsOf(newShow())), ['title', 'description', 'hostName'])
  assert.deepEqual(faultsOf(draftOf(friday, everybody, localInput)), {})
})

test('whom a show is open to is saved as it was opened', () => {
  const closed = { visibility: 'ticketed' as const, ticketProductId: id, guests: ['a@b.example', 'c@d.example'] }
  assert.deepEqual(admissionWish(admissionDraft(closed)), closed)
  assert.deepEqual(admissionWish(openToAll()), everybody)
})

test('a list is read however it was pasted; an open show has none, and no ticket', () => {
  const draft: AdmissionDraft = {
    visibility: 'private',
    ticket: id,
    guests: ' a@b.example, c@d.example;\n\ne@f.example ',
  }
  const guests = ['a@b.example', 'c@d.example', 'e@f.example']
  assert.deepEqual(admissionWish(draft), { visibility: 'private', ticketProductId: null, guests })
  assert.deepEqual(admissionWish({ ...draft, visibility: 'unlisted' }), { ...everybody, visibility: 'unlisted' })
})

test('a ticketed show needs its ticket, a list needs addresses; what is not shown is no fault', () => {
  const draft: AdmissionDraft = { visibility: 'ticketed', ticket: '', guests: 'nobody' }
  assert.deepEqual(admissionFaults(draft), { ticket: 'needsTicket', guests: 'badGuests' })
  assert.deepEqual(admissionFaults({ ...draft, visibility: 'public' }), {})
  assert.equal(faultsOf({ ...draftOf(friday, everybody, localInput), admission: draft }).admission, 'admission')
})
