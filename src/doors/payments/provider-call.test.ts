import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { type Answer, callProvider } from './provider-call.ts'
import { ProviderTrouble } from './provider-trouble.ts'

/** Answers with these, in turn; undefined hangs up. */
const answers: (number | undefined)[] = []
const asked: string[] = []
const server = createServer((request, response) => {
  asked.push(`${request.method} ${request.url} ${request.headers['x-moment'] ?? ''}`.trim())
  const status = answers.shift()
  if (status === undefined) request.socket.destroy()
  else response.writeHead(status, { location: '/elsewhere' }).end('an answer')
})
let url = ''
before(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as { port: number }).port}/x`
})
after(() => server.close())

async function call(...next: (number | undefined)[]) {
  answers.splice(0, answers.length, ...next)
  asked.length = 0
  const pauses: number[] = []
  let moment = 0
  const request = () => ({ url, init: { method: 'POST', headers: { 'x-moment': String(++moment) } } })
  const read = ({ status, raw }: Answer) => {
    if (status >= 500) throw new ProviderTrouble('p', 'busy', String(status))
    if (status >= 400) throw new ProviderTrouble('p', 'refused', String(status))
    return `${status} ${raw}`
  }
  const pause = async (ms: number) => void pauses.push(ms)
  const said = await callProvider('p', { fetch, pause }, request, read).catch((error: Error) => error.message)
  return { said, asked: [...asked], pauses }
}

test('who is unreachable or busy is asked three times, made anew, with growing pauses', async () => {
  assert.deepEqual(await call(503, undefined, 200), {
    said: '200 an answer',
    asked: ['POST /x 1', 'POST /x 2', 'POST /x 3'],
    pauses: [600, 1200],
  })
  assert.match((await call(503, 503, 503, 200)).said, /p: busy \(503\)/)
  assert.match((await call(undefined, undefined, undefined, 200)).said, /p: unreachable/)
})

test('a refusal is not asked again', async () => {
  assert.deepEqual(await call(400, 200), { said: 'p: refused (400)', asked: ['POST /x 1'], pauses: [] })
})

test('a redirect is an answer, not a way to go: it would carry our signature elsewhere', async () => {
  assert.deepEqual(await call(302, 200), { said: '302 an answer', asked: ['POST /x 1'], pauses: [] })
})
