import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ask, type Question, type Reply } from './load/ask.ts'
import { memoryMb } from './load/memory.ts'
import { median } from './load/rounds.ts'

/**
 * Start to first order accepted, with a database that is there; idle memory of everything; kill -9 to next order.
 * `idleMb` is measured once, when nobody has asked for anything for 45 s: V8 gives back what a start took from the
 * system only after some seconds of rest. `startedMb` is 3 s after the first order of each start.
 *
 * `npm start` as anybody runs it, its own PostgreSQL included. The headline is without the media process, as an install
 * that has its media elsewhere; `withMedia…` is everything in one.
 */
export async function run({ smoke }: { smoke: boolean; seed: number }): Promise<Record<string, unknown>> {
  const rounds = smoke ? 1 : 5
  const bare = await measure('web,rooms,jobs', rounds)
  const whole = await measure('web,rooms,jobs,media', rounds)
  return {
    ...{ unit: 'ms', ours: bare.bootMs, peer: null, ratio: null, bootMs: bare.bootMs },
    ...{ afterKillMs: bare.afterKillMs, idleMb: bare.idleMb, startedMb: bare.startedMb, rounds },
    ...{ withMediaBootMs: whole.bootMs, withMediaAfterKillMs: whole.afterKillMs },
    ...{ withMediaIdleMb: whole.idleMb, withMediaStartedMb: whole.startedMb },
  }
}

type Shop = { port: number; brandId: string; variantId: string; cookie: string }

async function measure(roles: string, rounds: number) {
  const folder = await mkdtemp(join(tmpdir(), 'estrade-boot-'))
  const port = await freePort()
  let child = start(folder, port, roles)
  try {
    const shop = await openShop(port)
    await order(shop)
    const [boots, kills, started]: number[][] = [[], [], []]
    for (let round = 1; round <= rounds; round++) {
      await stop(child, 'SIGTERM')
      let from = performance.now()
      child = start(folder, port, roles)
      await order(shop)
      boots!.push(performance.now() - from)
      // Whatever is done once after the start is done by then.
      await new Promise((resolve) => setTimeout(resolve, 3000))
      started!.push(memoryMb([child.pid!, folder]))
      await stop(child, 'SIGKILL')
      from = performance.now()
      child = start(folder, port, roles)
      await order(shop)
      kills!.push(performance.now() - from)
      console.log(
        `${roles}, round ${round}: ${[boots, kills, started].map((all) => Math.round(all!.at(-1)!)).join(', ')}`,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 45_000))
    const idleMb = Math.round(memoryMb([child.pid!, folder]))
    const [bootMs, afterKillMs, startedMb] = [boots, kills, started].map((all) => Math.round(median(all!)))
    console.log(`${roles}, idle: ${idleMb} MB`)
    return { bootMs, afterKillMs, startedMb, idleMb }
  } finally {
    await stop(child, 'SIGTERM')
    await rm(folder, { recursive: true, force: true })
  }
}

function start(folder: string, port: number, roles: string): ChildProcess {
  const env = { ...process.env, ESTRADE_DATA: folder, PORT: String(port), ESTRADE_ROLES: roles, LOG_LEVEL: 'error' }
  const main = new URL('../src/main.ts', import.meta.url).pathname
  // As `npm start` has it: half of V8's own choice, which a start fills with what it needs once.
  return spawn(process.execPath, ['--max-semi-space-size=16', main], { env, stdio: ['ignore', 'ignore', 'inherit'] })
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}

const givenUpAfterMs = 60_000

/** Asks until it is answered well: a process that is not there yet is no answer. */
async function insist(question: Question): Promise<Reply> {
  for (const endAt = performance.now() + givenUpAfterMs; ; ) {
    const reply = await ask(question).catch(() => undefined)
    if (reply?.status === 200) return reply
    if (performance.now() > endAt) throw new Error(`${question.path}: ${reply?.status} ${JSON.stringify(reply?.body)}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** A brand with one product, and a guest. */
async function openShop(port: number): Promise<Shop> {
  const post = (path: string, body: object, cookie = '') => insist({ port, method: 'POST', path, body, cookie })
  const account = { email: 'owner@bench.example', password: 'bench-bench-bench' }
  const brand = { name: 'Bench', slug: 'bench', currency: 'EUR' }
  const { body } = await post('/api/setup', { brand, owner: { name: 'Owner', ...account } })
  const brandId = String(body.brandId)
  const owner = (await post('/api/auth/sign-in/email', account)).cookies.join('; ')
  const product = await post(
    `/api/brands/${brandId}/products`,
    {
      ...{ title: { en: 'Lamp' }, description: { en: 'A lamp' } },
      variants: [{ sku: 'LAMP', prices: [{ minor: '12000', currency: 'EUR' }] }],
    },
    owner,
  )
  const [{ variantId }] = product.body.variants as [{ variantId: string }]
  await post(`/api/variants/${variantId}/stock/adjustments`, { by: 1000, reason: 'bench' }, owner)
  const cookie = (await post('/api/auth/sign-in/anonymous', {})).cookies.join('; ')
  return { port, brandId, variantId, cookie }
}

/** From nothing to an order that is accepted: bag, price, checkout. */
async function order({ port, brandId, variantId, cookie }: Shop): Promise<void> {
  const from = { port, cookie }
  const brand = `/api/brands/${brandId}`
  await insist({ ...from, method: 'POST', path: `${brand}/bag/lines`, key: randomUUID(), body: { variantId } })
  const quote = await insist({ ...from, method: 'GET', path: `${brand}/quote?country=FR&deliveryMethodId=standard` })
  const address = { name: 'Dana', line1: '1 rue de la Paix', city: 'Paris', country: 'FR', postalCode: '75002' }
  const contact = { address, email: 'dana@bench.example', expectedTotal: quote.body.total, returnTo: '/' }
  const body = { ...contact, deliveryMethodId: 'standard' }
  await insist({ ...from, method: 'POST', path: `${brand}/checkout`, key: randomUUID(), body })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
