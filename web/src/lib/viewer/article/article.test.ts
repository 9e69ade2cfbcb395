import assert from 'node:assert/strict'
import { test } from 'node:test'
import { passOn } from './pass-on.ts'
import { Reader } from './reader.ts'
import { minutesOf } from './reading-time.ts'

test('what brought somebody to an article goes on to the show, and nothing else of the address', () => {
  const came = new URLSearchParams('code=7k3m9x&inviter=dana&utm_source=letter&draft=1&next=//evil.example')
  assert.equal(
    passOn('/alma/shows/1', 'evening', came),
    '/alma/shows/1?article=evening&code=7k3m9x&inviter=dana&utm_source=letter',
  )
  assert.equal(passOn('/alma/shows/1', 'evening', new URLSearchParams()), '/alma/shows/1?article=evening')
})

test('a reading takes a minute at least, in words or in characters', () => {
  const of = (text: string) =>
    minutesOf({ title: '', summary: '', blocks: [{ id: 'a', type: 'paragraph', spans: [{ text }] }] })
  assert.equal(of('short'), 1)
  assert.equal(of('word '.repeat(660)), 3)
  assert.equal(of('字'.repeat(1200)), 3)
})

/** A reader whose time goes by as it is told. */
function reader() {
  let told = 0
  const due: { run: () => void; ms: number }[] = []
  const one = new Reader(() => told++, {
    now: () => clock,
    later(run, ms) {
      const entry = { run, ms: clock + ms }
      due.push(entry)
      return () => due.splice(due.indexOf(entry), 1)
    },
  })
  let clock = 0
  return {
    one,
    told: () => told,
    pass(ms: number) {
      clock += ms
      for (const entry of [...due]) if (entry.ms <= clock && due.includes(entry)) entry.run()
    },
  }
}

test('a read is five seconds in sight, however they come together', () => {
  const { one, told, pass } = reader()
  pass(60_000)
  assert.equal(told(), 0, 'nobody saw it')
  one.seen(true)
  pass(3000)
  one.seen(false)
  pass(60_000)
  one.seen(true)
  pass(1999)
  assert.equal(told(), 0)
  pass(1)
  assert.equal(told(), 1)
  one.seen(false)
  one.seen(true)
  pass(60_000)
  one.scrolled(1)
  assert.equal(told(), 1, 'once')
})

test('whoever comes to the middle has read sooner; not one who never looked', () => {
  const { one, told } = reader()
  one.scrolled(0.9)
  assert.equal(told(), 0)
  one.seen(true)
  one.scrolled(0.49)
  assert.equal(told(), 0)
  one.scrolled(0.5)
  assert.equal(told(), 1)
})
