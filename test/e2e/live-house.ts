import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Id, ShowId } from '../../src/lib/ids.ts'
import { type House, openHouse } from '../house.ts'
import { buildWorld, type World } from '../world.ts'

export type LiveHouse = AsyncDisposable & { house: House; world: World; url: string }

/** Everything in one process on free ports, with the named world in it: pages, rooms, jobs and video. */
export const openLiveHouse = (settings: Record<string, string> = {}): Promise<LiveHouse> =>
  openWorldHouse('web,rooms,jobs,media', settings)

/** The same without video. */
export const openShopHouse = (settings: Record<string, string> = {}): Promise<LiveHouse> =>
  openWorldHouse('web,rooms,jobs', settings)

async function openWorldHouse(roles: string, settings: Record<string, string>): Promise<LiveHouse> {
  const env = { ...(await freePorts()), ...settings }
  const house = await openHouse({ roles, web: true, env })
  const world = await buildWorld(house.estrade)
  return { house, world, url: house.url, [Symbol.asyncDispose]: () => house[Symbol.asyncDispose]() }
}

/** As settings: the address that people are told is known before anybody listens on it. */
export async function freePorts(): Promise<{ PORT: string; ESTRADE_MEDIA_UDP_PORT: string }> {
  const server = createServer().listen(0, '127.0.0.1')
  const socket = createSocket('udp4').bind(0)
  await Promise.all([once(server, 'listening'), once(socket, 'listening')])
  const { port } = server.address() as { port: number }
  const udpPort = socket.address().port
  await Promise.all([once(server.close(), 'close'), once(socket.close(), 'close')])
  return { PORT: String(port), ESTRADE_MEDIA_UDP_PORT: String(udpPort) }
}

/** Waits until the picture of a show comes, and the show knows. */
export async function pictureComes({ house }: Pick<LiveHouse, 'house'>, showId: ShowId): Promise<void> {
  const { media } = house.estrade
  await new Promise<void>((resolve) => {
    const deaf = media?.on((event) => {
      if (event.type !== 'live.started' || event.streamId !== showId) return
      deaf?.()
      resolve()
    })
  })
}

/** Puts a show on air with the synthetic picture, or with its voice alone, for stories that need no host. */
export async function putOnAir({ house, world }: LiveHouse, showId: ShowId, soundOnly = false): Promise<void> {
  const comes = pictureComes({ house }, showId)
  house.estrade.media?.broadcast(showId, { title: 'Friday at Alma', soundOnly })
  await comes
  const host = await world.as('bea')
  await house.idle()
  await host('shows.start', { showId })
}

/** Puts a show on air that is only heard. */
export async function putSoundOnAir(live: LiveHouse, showId: ShowId): Promise<void> {
  const host = await live.world.as('bea')
  const show = await host('shows.show', { showId })
  const hostPictureId = /[0-9a-f-]{36}/.exec(show.hostPictureUrl ?? '')?.[0] as Id<'picture'> | undefined
  await host('shows.change', { ...show, kind: 'audio', hostPictureId: hostPictureId ?? null })
  await putOnAir(live, showId, true)
}

/** Béa announces a drop of the lamp that opens in a moment. It is closed when its scope is left. */
export async function announceDrop({ world }: LiveHouse, showId: ShowId, quantity: number): Promise<AsyncDisposable> {
  const host = await world.as('bea')
  const { dropId } = await host('drops.create', {
    ...{ showId, variantId: world.products.lamp.variantIds[1]!, quantity, opensInSeconds: 5 },
    price: { minor: '11900', currency: 'EUR' },
  })
  return { [Symbol.asyncDispose]: async () => void (await host('drops.close', { dropId })) }
}
