import { readFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Estrade } from '../../src/estrade.ts'
import type { ShowId } from '../../src/lib/ids.ts'
import { addPicture } from '../../src/modules/catalog/catalog.ts'
import { showFor } from '../recorded.ts'
import type { World } from '../world.ts'

const file = (name: string) => new URL(`./rendered/${name}.webp`, import.meta.url)
const still = (shape: 'tall' | 'wide') => file(`morning-ritual-${shape}`)

const firstLight = {
  title: { en: 'First light', fr: 'Première lumière', 'zh-Hans': '初光' },
  description: {
    en: 'Half a minute with Béa: a candle, a serum and a tray. Two candles went at a price of their own.',
    fr: 'Une demi-minute avec Béa : une bougie, un sérum, un plateau. Deux bougies sont parties à leur prix à elles.',
    'zh-Hans': '与 Béa 共度半分钟：一支蜡烛、一瓶精华、一只托盘。其中两支蜡烛以专属价格售出。',
  },
  hostName: 'Béa',
}

/**
 * A show that was: broadcast for real, for half a minute, by the synthetic broadcaster, so that there is a recording to
 * see again. Resolves when it is over; its replay is published when it has been prepared.
 */
export async function broadcastFirstLight(estrade: Estrade, world: World): Promise<ShowId> {
  const { media, app } = estrade
  if (!media) throw new Error('a show is broadcast by a process with the media role')
  const { brandId, products } = world
  const [bea, carl, dana] = [await world.as('bea'), await world.as('carl'), await world.as('dana')]
  const picture = async (of: URL) =>
    (await app.inCtx(async (ctx) => addPicture(ctx, { brandId, bytes: await readFile(of) }))).pictureId
  const { showId } = await bea('shows.create', {
    ...{ ...firstLight, brandId },
    ...{ coverPictureId: await picture(still('wide')), portraitPictureId: await picture(still('tall')) },
    hostPictureId: await picture(file('avatar-bea')),
  })
  const { candle, serum, tray } = products
  await bea('shows.setRunOfShow', { showId, items: [candle, serum, tray].map(({ productId }) => ({ productId })) })
  media.broadcast(showId, { title: firstLight.title.en, shape: 'tall', still: fileURLToPath(still('tall')) })
  while ((await bea('shows.stream', { showId })).state !== 'coming') await setTimeout(200)

  // From here on it is a play: what is waited for is the show itself, on a busy machine a little longer.
  const goOn = (ms: number) => showFor(estrade, showId, ms, 4 * ms)
  await bea('shows.start', { showId })
  await goOn(2000)
  await bea('shows.pinProduct', { showId, productId: candle.productId })
  await dana('chat.post', { showId, text: 'Good morning from Marseille' })
  await goOn(3000)
  await carl('chat.post', { showId, text: 'Is it the green fig one?' })
  const drop = { variantId: candle.variantIds[0]!, quantity: 2, price: { minor: '2900', currency: 'EUR' as const } }
  const { dropId } = await bea('drops.create', { ...drop, showId, opensInSeconds: 2 })
  await goOn(2500)
  await carl('drops.claim', { dropId })
  await goOn(3500)
  await dana('drops.claim', { dropId })
  await dana('chat.post', { showId, text: 'Got the last one!' })
  await goOn(3000)
  await bea('drops.close', { dropId })
  for (const [before, next] of [
    [candle, serum],
    [serum, tray],
  ] as const) {
    await bea('shows.unpinProduct', { showId, productId: before.productId })
    await bea('shows.pinProduct', { showId, productId: next.productId })
    await goOn(5000)
    await carl('chat.post', { showId, text: next === serum ? 'How many drops?' : 'It goes with everything' })
  }
  await goOn(2000)
  await bea('shows.end', { showId })
  return showId
}
