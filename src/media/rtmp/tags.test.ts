import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MediaRefusal } from '../problems.ts'
import { readAudioTag, readVideoTag } from './tags.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')
const video = (text: string) => readVideoTag(hex(text))
const audio = (text: string) => readAudioTag(hex(text))
const fourCc = (name: string) => Buffer.from(name).toString('hex')
const bytes = hex('c0ffee')

test('plain tags carry H.264 and AAC, with an offset that has a sign', () => {
  assert.deepEqual(video('17 00 000000 c0ffee'), { kind: 'config', coding: 'avc1', record: bytes })
  const picture = { kind: 'picture', coding: 'avc1', key: true, offsetMs: 0, bytes }
  assert.deepEqual(video('17 01 000000 c0ffee'), picture)
  assert.deepEqual(video('27 01 000042 c0ffee'), { ...picture, key: false, offsetMs: 66 })
  assert.deepEqual(video('27 01 ffffdf c0ffee'), { ...picture, key: false, offsetMs: -33 })
  assert.deepEqual(video('1c 01 000000 c0ffee'), { ...picture, coding: 'hvc1' })
  assert.deepEqual(audio('af 00 c0ffee'), { kind: 'config', coding: 'mp4a', record: bytes })
  assert.deepEqual(audio('af 01 c0ffee'), { kind: 'sound', coding: 'mp4a', bytes })
})

test('extended tags name their coding', () => {
  const picture = { kind: 'picture', coding: 'hvc1', key: true, offsetMs: 33, bytes }
  assert.deepEqual(video(`90 ${fourCc('hvc1')} c0ffee`), { kind: 'config', coding: 'hvc1', record: bytes })
  assert.deepEqual(video(`91 ${fourCc('hvc1')} 000021 c0ffee`), picture)
  assert.deepEqual(video(`a3 ${fourCc('hvc1')} c0ffee`), { ...picture, key: false, offsetMs: 0 })
  assert.deepEqual(video(`91 ${fourCc('av01')} c0ffee`), { ...picture, coding: 'av01', offsetMs: 0 })
  assert.deepEqual(audio(`90 ${fourCc('Opus')} c0ffee`), { kind: 'config', coding: 'Opus', record: bytes })
  assert.deepEqual(audio(`91 ${fourCc('mp4a')} c0ffee`), { kind: 'sound', coding: 'mp4a', bytes })
})

test('modifiers are passed over, and of several tracks the first is taken', () => {
  const picture = { kind: 'picture', coding: 'avc1', key: true, offsetMs: 0, bytes }
  const avc1 = fourCc('avc1')
  assert.deepEqual(video(`97 02 0f4240 03 ${avc1} c0ffee`), picture)
  assert.deepEqual(video(`97 02 0f4240 07 00 aa 03 ${avc1} c0ffee`), picture, 'two of them')
  assert.deepEqual(video(`97 ff 0100 ${'00'.repeat(257)} 03 ${avc1} c0ffee`), picture, 'a long one')
  assert.deepEqual(video(`96 03 ${avc1} 00 c0ffee`), picture, 'one track')
  assert.equal(video(`96 03 ${avc1} 01 c0ffee`), undefined, 'another track')
  assert.deepEqual(video(`96 13 ${avc1} 01 000002 abcd 00 000003 c0ffee`), picture, 'many tracks')
  assert.deepEqual(video(`96 23 ${fourCc('vp09')} 02 000001 ab ${avc1} 00 000003 c0ffee`), picture, 'many codings')
})

test('what carries nothing for us is passed over, cut short or not', () => {
  for (const text of [
    '',
    '17',
    '17 02 000000',
    '57 00',
    '17 01 0000',
    `94 ${fourCc('avc1')} aa`,
    'd1 00',
    '96',
    '97 02',
  ])
    assert.equal(video(text), undefined, text)
  for (const text of [`91 ${fourCc('hvc1')} 0000`, `92 ${fourCc('hvc1')}`, `95 ${fourCc('av01')} aa`, '97 ff ff'])
    assert.equal(video(text), undefined, text)
  for (const text of ['', 'af', 'af 02 00', '9', `92 ${fourCc('Opus')}`, `94 ${fourCc('Opus')} 01`])
    assert.equal(audio(text), undefined, text)
})

test('other codings are refused by name', () => {
  const says = (code: string, words: RegExp) => (error: unknown) =>
    error instanceof MediaRefusal && error.code === code && words.test(error.message)
  assert.throws(() => video('12 00 00'), says('rtmp.video.unfit', /codec 2/))
  assert.throws(() => video(`90 ${fourCc('vp09')} 00`), says('rtmp.video.unfit', /vp09/))
  assert.throws(() => audio('2f 00 00'), says('rtmp.audio.unfit', /format 2/))
  assert.throws(() => audio(`90 ${fourCc('fLaC')} 00`), says('rtmp.audio.unfit', /fLaC/))
})
