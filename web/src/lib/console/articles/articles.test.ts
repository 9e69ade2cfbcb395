import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '../../../../../src/lib/client.ts'
import { isSafeLink } from '../../../../../src/modules/articles/state.ts'
import { contentOf, draftOf, freshBlock } from './article-draft.ts'
import { Autosave, type AutosaveNeeds } from './autosave.ts'
import { linkFrom, spansOf, type Written } from './spans.ts'

const words = (nodeValue: string): Written => ({ nodeName: '#text', nodeValue, childNodes: [] })
const element = (nodeName: string, childNodes: Written[], href: string | null = null): Written => ({
  ...{ nodeName, nodeValue: null, childNodes, getAttribute: () => href },
})

test('what is written is kept as text with its looks, and nothing of what a page may bring along', () => {
  const root = element('DIV', [
    words('Two '),
    element('B', [words('dr'), element('I', [words('op')]), words('s')]),
    element('SPAN', [words('\u00a0of oil')]),
    element('BR', []),
    element('A', [words('more')], 'https://alma.example/'),
    element('SCRIPT', []),
    element('DIV', [words('last')]),
    element('BR', []),
  ])
  assert.deepEqual(spansOf(root), [
    { text: 'Two ' },
    { text: 'dr', bold: true },
    { text: 'op', bold: true, italic: true },
    { text: 's', bold: true },
    { text: ' of oil\n' },
    { text: 'more', href: 'https://alma.example/' },
    { text: '\nlast' },
  ])
  assert.deepEqual(spansOf(element('DIV', [element('BR', [])])), [], 'an empty field is empty')
})

test('an address without a scheme is https, and one that is unsafe is none', () => {
  assert.equal(linkFrom(' alma.example/a ', isSafeLink), 'https://alma.example/a')
  assert.equal(linkFrom('http://alma.example', isSafeLink), 'http://alma.example')
  for (const typed of ['', 'javascript:alert(1)', 'data:text/html,x'])
    assert.equal(linkFrom(typed, isSafeLink), undefined)
})

test('a draft that is opened and sent again is the same', () => {
  const types = ['heading', 'paragraph', 'picture', 'quote', 'product', 'show', 'divider'] as const
  const blocks = types.map((type) => freshBlock(type, type))
  const content = contentOf({
    ...draftOf({ slug: 'a', title: { en: 'A' }, summary: {}, coverPictureId: null, blocks: [] }),
    blocks,
  })
  assert.deepEqual(contentOf(draftOf(content)), content)
})

/** An article on a server, and a device whose time passes as told. */
function desk(kept: string | null = null) {
  const server = { version: 1, content: 'first', down: false, loseAnswer: false }
  const due: (() => void)[] = []
  const device = { kept }
  const needs: AutosaveNeeds<string> = {
    async save(version, content) {
      if (server.down) throw new Refused({ code: 'edge.unreachable', status: 0, title: '' })
      if (content === 'bad') throw new Refused({ code: 'articles.textTooLong', status: 409, title: '' })
      if (version !== server.version) throw new Refused({ code: 'articles.staleVersion', status: 409, title: '' })
      server.version++
      server.content = content
      if (server.loseAnswer) throw new Refused({ code: 'edge.unreachable', status: 0, title: '' })
      return { version: server.version }
    },
    load: async () => ({ ...server }),
    store: { get: () => device.kept, set: (value) => (device.kept = value), remove: () => (device.kept = null) },
    later(run) {
      due.push(run)
      return () => due.splice(due.indexOf(run), 1)
    },
    changed: () => {},
  }
  const autosave = new Autosave({ version: 1, content: 'first' }, needs)
  return { server, device, due, autosave }
}

test('a text is on the device until the server has it', async () => {
  const { server, device, due, autosave } = desk()
  server.down = true
  autosave.edit('second')
  assert.match(device.kept!, /second/)
  assert.equal(await autosave.flush(), false)
  assert.deepEqual([autosave.standing, due.length], ['offline', 1])
  server.down = false
  due[0]!()
  assert.equal(await autosave.flush(), true)
  assert.deepEqual([server.content, device.kept, autosave.standing], ['second', null, 'saved'])
})

test('an answer that was lost is no other editor; another editor is never written over unasked', async () => {
  const { server, device, autosave } = desk()
  server.loseAnswer = true
  autosave.edit('second')
  await autosave.flush()
  server.loseAnswer = false
  assert.equal(await autosave.flush(), true)
  assert.deepEqual([autosave.standing, autosave.version], ['saved', 2])
  server.version = 9
  server.content = 'theirs'
  autosave.edit('mine')
  assert.equal(await autosave.flush(), false)
  assert.deepEqual([autosave.standing, server.content], ['stale', 'theirs'])
  autosave.edit('mine, longer')
  assert.equal(await autosave.flush(), false, 'nothing is sent until somebody chose')
  assert.match(device.kept!, /mine, longer/)
  assert.equal(await autosave.keepMine(), true)
  assert.deepEqual([server.content, device.kept], ['mine, longer', null])
})

test('what is not accepted stays on the device, and what comes next is tried again', async () => {
  const { server, device, autosave } = desk()
  autosave.edit('bad')
  assert.equal(await autosave.flush(), false)
  assert.equal(autosave.standing, 'refused')
  assert.match(device.kept!, /bad/)
  autosave.edit('good')
  assert.equal(await autosave.flush(), true)
  assert.equal(server.content, 'good')
})

test('a tab that was closed too soon leaves its text to the next one', () => {
  const kept = (version: number, content: string) => desk(JSON.stringify({ version, content })).autosave.unsaved()
  assert.deepEqual(kept(1, 'second'), { content: 'second', theirs: false })
  assert.deepEqual(kept(0, 'second'), { content: 'second', theirs: true })
  assert.equal(kept(1, 'first'), undefined, 'it had arrived')
  assert.equal(desk('not JSON').autosave.unsaved(), undefined)
})
