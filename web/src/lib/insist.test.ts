import assert from 'node:assert/strict'
import { test } from 'node:test'
import { insisting } from './insist.ts'

const asked: { url: string; key: string | undefined }[] = []
const init = { method: 'POST', headers: { 'idempotency-key': 'k' } }

function over(answers: (number | 'broken')[]) {
  asked.length = 0
  const ask = insisting(
    async (url, { headers }) => {
      asked.push({ url, key: headers['idempotency-key'] })
      const answer = answers[Math.min(asked.length, answers.length) - 1]!
      if (answer === 'broken') throw new TypeError('fetch failed')
      return new Response(null, { status: answer })
    },
    async () => {},
  )
  return (more = {}) => ask('/api/x', { ...init, ...more })
}

test('a process that is being replaced is asked again, with the same key', async () => {
  assert.equal((await over(['broken', 502, 200])()).status, 200)
  assert.deepEqual(asked, Array(3).fill({ url: '/api/x', key: 'k' }))
})

test('a no is a no, and whoever never answers is given up', async () => {
  assert.equal((await over([409, 200])()).status, 409)
  assert.equal(asked.length, 1)
  await assert.rejects(over(['broken'])(), TypeError)
  assert.equal((await over([503])()).status, 503)
  assert.equal(asked.length, 4)
})

test('whoever was called off is not asked again', async () => {
  await assert.rejects(over(['broken'])({ signal: AbortSignal.abort() }), TypeError)
  assert.equal(asked.length, 1)
})
