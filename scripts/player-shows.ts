import type { BrowserContext } from 'playwright-core'
import { type LiveHouse, putSoundOnAir } from '../test/e2e/live-house.ts'
import { worldPassword, worldPeople } from '../test/world.ts'

/** The show that is only heard, once it is on air. */
export async function speaksOnAir({ live }: { live: LiveHouse }): Promise<void> {
  const bea = await live.world.as('bea')
  const { showId, status } = await bea('shows.show', { showId: live.world.shows.morning })
  if (status === 'live') return
  await putSoundOnAir(live, showId)
  await bea('shows.pinProduct', { showId, productId: live.world.products.serum.productId })
}

/** A coming show is closed to strangers; `who` has come to it signed in. */
export async function closesShow(
  { live, context }: { live: LiveHouse; context: BrowserContext },
  how: 'private' | 'ticketed',
  who?: 'carl',
): Promise<void> {
  const alma = await live.world.as('alma')
  const ticketProductId = how === 'ticketed' ? live.world.products.candle.productId : null
  await alma('shows.setAdmission', { showId: live.world.shows.clay, visibility: how, ticketProductId, guests: [] })
  if (!who) return
  const data = { email: worldPeople[who].email, password: worldPassword }
  await context.request.post(`${live.url}/api/auth/sign-in/email`, { data, headers: { origin: live.url } })
}
