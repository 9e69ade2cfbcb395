import type { Database } from '../../src/lib/sql.ts'

/** What the routes used here answer, taken together. */
type Answer = { brandId: string; productId: string; showId: string; dropId: string; variants: { variantId: string }[] }
type Ask = (method: string, path: string, body: object | undefined, cookie: string) => Promise<Entered>
type Entered = { cookie: string; answer: Answer }

export type DropWish = { quantity: number; perBuyer: number; holdSeconds: number }

/** A brand with a product and a show on air, made over HTTP through the process at `port`. */
export async function openStall(database: Database, port: () => number) {
  const ask = askAt(port)
  let owner = ''
  const call = async (method: string, path: string, body?: object) =>
    (await ask(method, `/api${path}`, body, owner)).answer
  const account = { email: 'owner@bench.example', password: 'bench-bench-bench' }
  const { brandId } = await call('POST', '/setup', {
    brand: { name: 'Bench', slug: 'bench', currency: 'EUR' },
    owner: { name: 'Owner', ...account },
  })
  owner = (await ask('POST', '/api/auth/sign-in/email', account, '')).cookie
  const product = await call('POST', `/brands/${brandId}/products`, {
    ...{ title: { en: 'Lamp' }, description: { en: 'A lamp' } },
    variants: [{ sku: 'LAMP', prices: [{ minor: '12000', currency: 'EUR' }] }],
  })
  const { variantId } = product.variants[0]!
  await call('POST', `/variants/${variantId}/stock/adjustments`, { by: 1_000_000, reason: 'bench' })
  const { showId } = await call('POST', `/brands/${brandId}/shows`, {
    ...{ title: { en: 'Bench' }, description: { en: 'Bench' }, hostName: 'Bench' },
  })
  await call('PUT', `/shows/${showId}/run-of-show`, { items: [{ productId: product.productId }] })
  await database.sql`update shows.shows set picture = 'coming' where show_id = ${showId}`
  await call('POST', `/shows/${showId}/start`, {})
  /** Opens a drop at once, beside those before it. */
  const addDrop = async (wish: DropWish): Promise<string> => {
    const price = { minor: '9900', currency: 'EUR' }
    return (await call('POST', `/shows/${showId}/drops`, { ...wish, variantId, price, opensInSeconds: 0 })).dropId
  }
  return {
    ...{ ask, call, portNow: port, cookie: () => owner, brandId, showId, variantId },
    /** Opens a drop at once and closes those before it. */
    async openDrop(wish: DropWish): Promise<string> {
      const open = await database.sql<{ dropId: string }>`select drop_id from drops.drops where closed_at is null`
      for (const { dropId } of open) await call('POST', `/drops/${dropId}/close`, {})
      return addDrop(wish)
    },
    addDrop,
  }
}
export type Stall = Awaited<ReturnType<typeof openStall>>

function askAt(port: () => number): Ask {
  return async (method, path, body, cookie) => {
    const base = `http://127.0.0.1:${port()}`
    const response = await fetch(base + path, {
      method,
      headers: { cookie, origin: base, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    const set = response.headers.getSetCookie().map((line) => line.split(';')[0])
    return { cookie: set.join('; '), answer: (await response.json()) as Answer }
  }
}
