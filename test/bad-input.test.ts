import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { WebSocket } from 'ws'
import { imbalances } from '../src/modules/stock/stock.ts'
import { type Case, faultOf, forEachOf, openGround } from './bad-input/ground.ts'
import { malformations, oddWords } from './bad-input/malformed.ts'
import { raw, rawRequests } from './bad-input/raw-requests.ts'
import { type Person, watchRoom } from './house.ts'

/*
 * Whatever comes in, the answer is a named no, never a 5xx; and the house stands as before.
 */

let ground: Awaited<ReturnType<typeof openGround>>
let heapBefore = 0

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const heapMb = () => {
  collect()
  return process.memoryUsage().heapUsed / 1e6
}

before(async () => {
  ground = await openGround()
  heapBefore = heapMb()
})
after(() => ground.house[Symbol.asyncDispose]())

const jsonType = { 'content-type': 'application/json' }
const hasBody = ({ method }: Case) => method !== 'GET' && method !== 'DELETE'

async function assertNamed(name: string, answers: { what: string; response: Response }[]): Promise<void> {
  const faults: string[] = []
  for (const { what, response } of answers) {
    const fault = await faultOf(response)
    if (fault) faults.push(`${name} ${what}: ${fault}`)
  }
  assert.deepEqual(faults, [])
}

test('every route refuses by name what does not have its shape', async () => {
  const faults = new Map<string, string>()
  let asked = 0
  for (const one of ground.cases.filter(hasBody)) {
    await forEachOf(malformations(one.body), 12, async (body) => {
      asked++
      const response = await one.caller.fetch(one.url, { method: one.method, headers: jsonType, body })
      const fault = await faultOf(response)
      if (fault) faults.set(`${one.operation}: ${fault}`, body.slice(0, 300))
    })
  }
  assert.deepEqual([...faults], [])
  assert.ok(asked > 2000, `${asked} were asked`)
})

test('every path and every query refuses by name what does not belong there', async () => {
  const faults = new Map<string, string>()
  // A third of the odd words for each route, another third for the next: over all of them every word everywhere.
  const asks = ground.cases.flatMap((one, i) => variationsOf(one, i).map((url) => ({ one, url })))
  await forEachOf(asks, 12, async ({ one, url }) => {
    const body = hasBody(one) ? JSON.stringify(one.body) : undefined
    const init = { method: one.method, ...(body !== undefined && { body, headers: jsonType }) }
    const fault = await faultOf(await one.caller.fetch(url, init))
    if (fault) faults.set(`${one.operation}: ${fault}`, url.slice(0, 200))
  })
  assert.deepEqual([...faults], [])
})

/** The URL of a case with each odd word in each segment that comes from the input, and in each field of its query. */
function variationsOf({ url, fields, body, method }: Case, turn: number): string[] {
  const words = oddWords.filter((_, i) => i % 3 === turn % 3)
  const segments = url.split('/')
  const variable = segments.flatMap((segment, i) => (fields.length > 0 && segment.includes('-') && i > 2 ? [i] : []))
  const paths = variable.flatMap((i) =>
    words.filter((word) => word.trim()).map((word) => segments.with(i, encodeURIComponent(word)).join('/')),
  )
  if (method !== 'GET') return paths
  const query = new URLSearchParams(Object.entries(body as Record<string, string>))
  const names = [...new Set([...query.keys(), 'after', 'most', 'status'])]
  const queries = names.flatMap((name) =>
    words.map((word) => {
      const odd = new URLSearchParams(query)
      odd.set(name, word)
      return `${url}?${odd}`
    }),
  )
  return [...paths, ...queries, `${url}?${'a=1&'.repeat(500)}`, `${url}?after=1&after=2`, `${url}?most[]=1`]
}

test('a text of ten megabytes is too large, for every route and every kind of body', async () => {
  const body = JSON.stringify({ text: 'x'.repeat(10_000_000) })
  for (const one of ground.cases.filter(hasBody)) {
    for (const type of ['application/json', 'text/plain', 'application/octet-stream']) {
      const response = await one.caller
        .fetch(one.url, { method: one.method, headers: { 'content-type': type }, body })
        // Refused before it was all sent: the connection may close under the sender.
        .catch(() => undefined)
      if (response) await assertNamed(one.operation, [{ what: type, response }])
    }
    if (one.operation !== 'accounts.setUp') continue
    const response = await one.caller.fetch(one.url, {
      method: one.method,
      headers: jsonType,
      body: body.slice(0, 100),
    })
    assert.equal(response.status, 400)
  }
})

test('sign-in, webhooks and pictures refuse by name what they cannot read', async () => {
  const { house, objects } = ground
  const paths = [
    ...['/api/auth/sign-up/email', '/api/auth/sign-in/email', '/api/auth/sign-in/anonymous', '/api/auth/nothing'],
    ...['/api/auth/email-otp/verify-email', '/api/auth/sign-in/email-otp', '/api/auth/sign-out'],
    ...['/api/webhooks/payments/fake', '/api/webhooks/payments/nobody', `/api/brands/${objects.brandId}/pictures`],
  ]
  const sample = { email: 'dana@viewer.example', password: 'a password', otp: '123456', name: 'Dana' }
  const faults = new Set<string>()
  for (const [turn, path] of paths.entries()) {
    await forEachOf(
      [...malformations(sample)].filter((_, i) => i % 5 === turn % 5),
      12,
      async (body) => {
        const response = await house.anyone.fetch(path, {
          method: 'POST',
          headers: { ...jsonType, origin: house.url },
          body,
        })
        const fault = await faultOf(response)
        if (fault) faults.add(`${path} ${body.slice(0, 100)}: ${fault}`)
      },
    )
  }
  assert.deepEqual([...faults], [])
})

test('what is hardly HTTP is refused by name', async () => {
  const port = (ground.house.estrade.server.server.address() as { port: number }).port
  const faults: string[] = []
  for (const [what, request] of Object.entries(rawRequests)) {
    const answer = await raw(port, request)
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])
    const named = /content-type: application\/problem\+json/i.test(answer) && /"code":"[\w.]+"/.test(answer)
    if (!(status >= 400 && status < 500 && named)) faults.push(`${what}: ${answer.slice(0, 300)}`)
  }
  assert.deepEqual(faults, [])
})

test('objects of another brand, or of nobody, cannot be slipped in', async () => {
  const { house, objects, callers, world } = ground
  const owner = callers.find((one) => one.name === 'owner')!.person
  const stranger = callers.find((one) => one.name === 'staff of another brand')!.person
  const { items } = await house.anyone.call('accounts.brands', {})
  const { brandId } = items.find((brand) => brand.slug === 'other')!
  const text = { en: 'Foreign' }
  const theirs = await stranger.call('catalog.createProduct', {
    ...{ brandId, title: text, description: text },
    variants: [{ sku: 'Z', prices: [{ minor: '100', currency: 'EUR' }] }],
  })
  const { showId } = objects
  const [productId, variantId] = [theirs.productId, theirs.variants[0]!.variantId]
  const price = { minor: '1', currency: 'EUR' } as const
  const refusals: [string, () => Promise<unknown>][] = [
    ['their product on our show', () => owner.call('shows.setRunOfShow', { showId, items: [{ productId }] })],
    ['their product pinned', () => owner.call('shows.pinProduct', { showId, productId })],
    ['their variant in our drop', () => owner.call('drops.create', { showId, variantId, quantity: 1, price })],
    ['their variant counted', () => owner.call('stock.adjust', { variantId, by: 1, reason: 'ours now' })],
    ['their variant in our bag', () => owner.call('orders.addToBag', { brandId: world.brandId, variantId })],
    ['a line of nobody', () => owner.call('orders.changeLine', { lineId: objects.nothing, quantity: 0 })],
    ['our order, by them', () => stranger.call('orders.order', { orderId: objects.orderId })],
    ['a claim of nothing', () => owner.call('drops.claim', { dropId: objects.nothing })],
    ['a room of nobody', () => owner.call('shows.room', { showId: objects.nothing })],
    ['a product of nobody', () => owner.call('catalog.product', { productId: objects.nothing })],
  ]
  for (const [what, wish] of refusals) {
    await assert.rejects(
      wish,
      (error: { status?: number; code?: string }) => {
        assert.ok(error.status! >= 400 && error.status! < 500 && error.code!.includes('.'), `${what}: ${error.code}`)
        return true
      },
      what,
    )
  }
})

test('sockets that send rubbish, too much, binary or huge frames go; whoever is well behaved stays', async () => {
  const { house, objects } = ground
  const good = await watchRoom(house, objects.showId)
  const send = async (work: (socket: WebSocket) => void): Promise<number> => {
    const socket = new WebSocket(`${house.url.replace('http', 'ws')}/rooms/${objects.showId}?e=0&c=0`)
    socket.on('error', () => {})
    socket.on('open', () => work(socket))
    return new Promise((resolve) => socket.on('close', resolve))
  }
  const times = (count: number, frame: string | Buffer) => (socket: WebSocket) => {
    for (let i = 0; i < count; i++) socket.send(frame)
  }
  assert.equal(await send(times(5, 'rubbish')), 4002)
  assert.equal(await send(times(5, Buffer.alloc(900))), 4002)
  assert.equal(await send(times(200, '{"t":1}')), 4003)
  assert.equal(await send(times(1, 'x'.repeat(2000))), 1009)
  assert.equal(await send(times(1, Buffer.alloc(20_000_000))).then((code) => code === 1009 || code === 1006), true)
  const guest = await house.guest()
  await guest.call('chat.post', { showId: objects.showId, text: 'Still here' }).catch(() => {})
  assert.equal(good.socket.readyState, WebSocket.OPEN)
  good.close()
})

test('after all of it nothing is lost, the house works, and its memory is what it was', async () => {
  const { house, objects, world } = ground
  assert.deepEqual(await imbalances(house.estrade.database.sql), [])
  const buyer: Person = ground.callers.find((one) => one.owns)!.person
  const order = await buyer.call('orders.order', { orderId: objects.orderId })
  assert.equal(order.lines.length, 1)
  const guest = await house.guest()
  await guest.call('orders.addToBag', { brandId: world.brandId, variantId: world.products.vase.variantIds[0]! })
  assert.equal((await guest.call('orders.bag', { brandId: world.brandId })).lines.length, 1)
  assert.equal(({} as { admin?: boolean }).admin, undefined, 'no prototype was touched')
  const grownMb = heapMb() - heapBefore
  assert.ok(grownMb < 150, `the heap grew by ${grownMb.toFixed(0)} MB`)
})
