import type { Reply } from './ask.ts'

/** Asks the server as one buyer. */
export type Send = (method: string, path: string, body?: object | URLSearchParams) => Promise<Reply>

const card = { step: 'pay', card: '4242424242424242', expiry: '12 / 34', code: '123' }
const pause = () => new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 30))

export type Placed = { orderId: string; intentId: string }

/** Orders what is in the bag, at the price that is asked for it. @returns nothing when it was refused */
export async function orderBag(
  send: Send,
  { brandId, personId, code }: { brandId: string; personId: string; code?: string },
): Promise<Placed | undefined> {
  const choice = { country: 'FR', deliveryMethodId: 'standard', ...(code && { code }) }
  const quote = await send('GET', `/api/brands/${brandId}/quote?${new URLSearchParams(choice)}`)
  if (quote.status !== 200) return undefined
  const { status, body } = await send('POST', `/api/brands/${brandId}/checkout`, {
    ...{ email: `${personId}@buyers.example`, expectedTotal: quote.body.total, returnTo: '/', ...(code && { code }) },
    // A home of one's own: one household would be held to what one person may have.
    ...{ address: { name: 'Dana', line1: `${personId} rue de la Paix`, city: 'Paris', country: 'FR' } },
    deliveryMethodId: choice.deliveryMethodId,
  })
  return status === 200 ? { orderId: String(body.orderId), intentId: String(body.intentId) } : undefined
}

/** Pays on the fake provider's page as soon as there is one, and looks until the order is paid. */
export async function payOrder(send: Send, { orderId, intentId }: Placed): Promise<void> {
  for (;;) {
    const { body } = await send('GET', `/api/intents/${intentId}`)
    if (body.redirectUrl) {
      await send('POST', new URL(String(body.redirectUrl), 'http://localhost').pathname, new URLSearchParams(card))
      break
    }
    await pause()
  }
  for (;;) {
    const { status, body } = await send('GET', `/api/orders/${orderId}`)
    if (status === 200 && body.state === 'paid') return
    await pause()
  }
}
