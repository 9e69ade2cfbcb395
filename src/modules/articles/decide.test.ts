import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Id, ProductId, ShowId } from '../../lib/ids.ts'
import { publishAt, whyNotKeep, whyNotPublish, whyNotSlug } from './decide.ts'
import { type Block, type Content, isSafeLink, isSaid, stateOf, versionFor, versionsOf } from './state.ts'

const pictureId = 'p' as Id<'picture'>
const paragraph = (text: string, href?: string): Block => ({
  ...{ id: 'words', type: 'paragraph' },
  text: { en: [{ text, ...(href !== undefined && { href }) }] },
})
const article = (blocks: readonly Block[], more: Partial<Content> = {}): Content => ({
  ...{ title: { en: 'Evening light' }, summary: {}, coverPictureId: pictureId, blocks },
  ...more,
})
const kept = (blocks: readonly Block[], more: Partial<Content> = {}) => whyNotKeep(article(blocks, more))?.problem.code
const published = (blocks: readonly Block[], more: Partial<Content> = {}) =>
  whyNotPublish(article(blocks, more))?.problem.code
const product = (id: string, productId: string | null = 'x'): Block => ({
  ...{ id, type: 'product', productId: productId as ProductId | null },
})

test('a draft may be half written, and every limit has a name', () => {
  assert.equal(kept([], { title: {}, coverPictureId: null }), undefined)
  assert.equal(kept([paragraph('x'.repeat(5000))]), undefined)
  assert.equal(kept([paragraph('x'.repeat(5001))]), 'articles.textTooLong')
  assert.equal(kept([], { title: { fr: 'x'.repeat(121) } }), 'articles.textTooLong')
  const dividers = (count: number) => Array.from({ length: count }, (_, i): Block => ({ id: `d${i}`, type: 'divider' }))
  assert.equal(kept(dividers(120)), undefined)
  assert.equal(kept(dividers(121)), 'articles.tooManyBlocks')
  assert.equal(kept(Array.from({ length: 31 }, (_, i) => product(`c${i}`))), 'articles.tooManyCards')
  assert.equal(kept([product('same'), product('same')]), 'articles.doubledBlock')
})

test('a link leads to http or https and nowhere else', () => {
  for (const href of ['https://alma.example/a?b=c#d', 'http://alma.example']) {
    assert.ok(isSafeLink(href))
    assert.equal(kept([paragraph('here', href)]), undefined)
  }
  for (const href of [
    ...['javascript:alert(1)', ' JavaScript:alert(1)', 'data:text/html,x', 'mailto:a@b.example', '/path', '//host', ''],
    ...['https://user:secret@alma.example', 'blob:https://alma.example/1', `https://a.example/${'x'.repeat(2000)}`],
  ]) {
    assert.equal(kept([paragraph('here', href)]), 'articles.unsafeLink', href)
  }
})

test('what is published has a title, a cover, a text in each of its languages, and pictures that can be told', () => {
  assert.equal(published([paragraph('Hello')]), undefined)
  assert.equal(published([paragraph('Hello')], { title: {} }), 'articles.titleMissing')
  assert.equal(published([paragraph('Hello')], { coverPictureId: null }), 'articles.coverMissing')
  assert.equal(published([paragraph('  ')]), 'articles.versionEmpty')
  assert.equal(published([paragraph('Hello')], { title: { en: 'A', fr: 'B' } }), 'articles.versionEmpty')
  const picture: Block = { id: 'p', type: 'picture', pictureId, alt: {}, caption: { en: 'A lamp' } }
  assert.equal(published([paragraph('Hello'), picture]), 'articles.altMissing')
  assert.equal(published([paragraph('Hello'), { ...picture, alt: { fr: 'Une lampe' } }]), undefined)
  for (const empty of [
    product('c', null),
    { ...picture, pictureId: null },
    { id: 's', type: 'show', showId: null } satisfies Block,
  ]) {
    assert.equal(published([paragraph('Hello'), empty]), 'articles.cardEmpty')
  }
})

test('an article has the languages of its title; a reader of another gets the first', () => {
  const content = { title: { fr: 'Lumière', 'zh-Hans': '光' } }
  assert.deepEqual(versionsOf(content), ['fr', 'zh-Hans'])
  assert.deepEqual([versionFor(content, 'zh-Hans'), versionFor(content, 'en')], ['zh-Hans', 'fr'])
  assert.equal(isSaid(paragraph('Hello'), 'fr'), false, 'no page of two languages')
  assert.equal(isSaid({ id: 's', type: 'show', showId: 'x' as ShowId }, 'fr'), true)
})

test('an article is public from its time on, until it is withdrawn', () => {
  const [before, now, later] = [new Date(1000), new Date(2000), new Date(3000)]
  const at = (publishedAt: Date | null, withdrawnAt: Date | null = null) => stateOf({ publishedAt, withdrawnAt }, now)
  assert.deepEqual(
    [at(null), at(later), at(now), at(before), at(before, now)],
    ['draft', 'scheduled', 'published', 'published', 'withdrawn'],
  )
})

test('its time can be moved until it has come; what is public keeps its own', () => {
  const [before, now, later] = [new Date(1000), new Date(2000), new Date(3000)]
  const draft = { publishedAt: null, withdrawnAt: null }
  assert.deepEqual(publishAt(draft, null, now), { at: now })
  assert.deepEqual(publishAt(draft, later, now), { at: later })
  assert.deepEqual(publishAt({ ...draft, publishedAt: later }, null, now), { at: now })
  assert.deepEqual(publishAt({ ...draft, publishedAt: before }, null, now), { at: before })
  assert.deepEqual(publishAt({ publishedAt: before, withdrawnAt: before }, null, now), { at: now })
  const no = (of: Parameters<typeof publishAt>) =>
    (publishAt(...of) as { refused: { problem: { code: string } } }).refused
  assert.equal(no([draft, now, now]).problem.code, 'articles.timePassed')
  assert.equal(no([{ ...draft, publishedAt: before }, later, now]).problem.code, 'articles.publicAlready')
})

test('an address is small letters, digits and dashes between them', () => {
  for (const slug of ['evening-light', '2026', 'a1']) assert.equal(whyNotSlug(slug), undefined)
  for (const slug of ['', 'a', 'A-b', '-a', 'a-', 'a--b', 'é', 'a/b', 'x'.repeat(81)]) assert.ok(whyNotSlug(slug), slug)
})
