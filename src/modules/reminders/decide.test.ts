import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dueNotice, isSoon, mayAsk } from './decide.ts'
import { type Appointment, calendarOf, folded } from './ics.ts'

const now = new Date('2026-11-20T19:00:00Z')
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const told = (startsAt: Date | null) => ({ startsAt, toldStartsAt: startsAt, movedAt: null, soonTold: false })

test('people are told from two hours before, once', () => {
  assert.equal(dueNotice(told(inMinutes(121)), now), undefined)
  assert.equal(dueNotice(told(inMinutes(120)), now), 'soon')
  assert.equal(dueNotice(told(inMinutes(1)), now), 'soon')
  assert.equal(dueNotice(told(inMinutes(0)), now), undefined, 'at the start, the start is the news')
  assert.equal(dueNotice({ ...told(inMinutes(60)), soonTold: true }, now), undefined)
  assert.equal(dueNotice(told(null), now), undefined)
  assert.equal(isSoon(null, now), false)
})

test('a new hour is told once it has stood for a minute, and before anything else', () => {
  const moved = { ...told(inMinutes(90)), toldStartsAt: inMinutes(400) }
  assert.equal(dueNotice({ ...moved, movedAt: inMinutes(-0.5) }, now), undefined)
  assert.equal(dueNotice({ ...moved, movedAt: inMinutes(-1) }, now), 'moved')
  const andBack = { ...told(inMinutes(400)), movedAt: inMinutes(-1) }
  assert.equal(dueNotice(andBack, now), undefined, 'moved and moved back is no news')
})

test('only a show that is announced and has not started can be asked for', () => {
  const may = (status: Parameters<typeof mayAsk>[0]['status']) => mayAsk({ status, startsAt: now })
  assert.ok(may('scheduled'))
  for (const status of ['draft', 'live', 'ended', 'replay', 'cancelled'] as const) assert.ok(!may(status), status)
})

const appointment: Appointment = {
  ...{ uid: 'show-1@alma.example', sequence: 2, cancelled: false, startsAt: now, minutes: 45 },
  ...{ title: 'Friday; at, Alma', text: 'One\nTwo \\ three', url: 'https://alma.example/s', organiser: 'Maison Alma' },
  ...{ alarm: 'In 15 minutes', at: inMinutes(-60) },
}

/** Unfolds and reads lines as RFC 5545 §3.1 says. */
const linesOf = (text: string) => text.replace(/\r\n /g, '').split('\r\n')

test('a show is an appointment with an alarm, which replaces the one of before', () => {
  const lines = linesOf(calendarOf(appointment))
  for (const line of [
    ...['METHOD:PUBLISH', 'UID:show-1@alma.example', 'SEQUENCE:2', 'STATUS:CONFIRMED', 'TRIGGER:-PT15M'],
    ...['DTSTART:20261120T190000Z', 'DTEND:20261120T194500Z', 'SUMMARY:Friday\\; at\\, Alma'],
    'DESCRIPTION:One\\nTwo \\\\ three\\n\\nhttps://alma.example/s',
  ])
    assert.ok(lines.includes(line), `${line}\n${lines.join('\n')}`)
  const cancelled = linesOf(calendarOf({ ...appointment, cancelled: true, sequence: 3 }))
  for (const line of ['METHOD:CANCEL', 'STATUS:CANCELLED', 'SEQUENCE:3', 'UID:show-1@alma.example'])
    assert.ok(cancelled.includes(line), line)
  assert.ok(!cancelled.includes('BEGIN:VALARM'))
})

test('lines of a calendar have at most 75 octets, and no character is cut', () => {
  const text = `SUMMARY:${'陶与光é'.repeat(30)}`
  const parts = folded(text).split('\r\n')
  for (const part of parts) assert.ok(Buffer.byteLength(part) <= 75, part)
  assert.equal(parts.map((part, i) => (i === 0 ? part : part.slice(1))).join(''), text)
  assert.ok(parts.length > 3)
})
