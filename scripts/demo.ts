import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Estrade } from '../src/estrade.ts'
import type { ShowId } from '../src/lib/ids.ts'
import { Refusal } from '../src/lib/problems.ts'
import { first } from '../src/lib/sql.ts'
import { main } from '../src/main.ts'
import { end, pinProduct, productsOfShow, start } from '../src/modules/shows/shows.ts'
import { deliverBeyond } from '../test/world/delivery.ts'
import { broadcastFirstLight } from '../test/world/first-light.ts'
import { buildWorld, type World, worldPassword, worldPeople } from '../test/world.ts'

/*
 * `npm run demo`: the named world on this machine, with a show on air. Payments and mail are fakes that say so; the
 * picture is synthetic. A second start keeps what happened.
 */

const cover = new URL('../test/world/rendered/friday-at-alma-tall.webp', import.meta.url)

process.env.ESTRADE_FAKE_DOORS = '1'
process.env.LOG_LEVEL ??= 'warn'

await main(async (estrade, log) => {
  let world: World | undefined
  const { url, database } = estrade
  const there = await database.sql`select 1 from accounts.brands limit 1`
  if (there.length === 0) {
    process.stdout.write('building the world of Maison Alma…\n')
    world = await buildWorld(estrade)
    await deliverBeyond(await world.as('alma'), world)
  }
  await endWhatWasCutOff(estrade)
  const showId = await putOnAir(estrade)
  // Real pictures take real time: the past show is half a minute long, and nobody has to wait for it.
  if (world) void broadcastFirstLight(estrade, world).catch((error) => log.warn({ err: error }, 'demo.firstLight'))
  const sign = (person: keyof typeof worldPeople) => `${worldPeople[person].email} / ${worldPassword}`
  const show = `${url}/maison-alma/shows/${showId}`
  process.stdout.write(`
  viewer   ${show}
           no account needed; or ${sign('dana')}
  host     ${url}/studio/${showId}
           ${sign('bea')}
  brand    ${url}/console
           ${sign('alma')}

  Payments are fake: card 4242 4242 4242 4242 pays, …0002 is declined, …3184 asks for 3-D Secure.
  Mail is fake: it is kept in the data folder.\n
`)
  return [
    `viewer ${show} (${sign('dana')})`,
    `host ${url}/studio/${showId} (${sign('bea')})`,
    `brand ${url}/console (${sign('alma')})`,
  ].join('  ')
})

/** The past show of a demo that was stopped in the middle of it is over. */
async function endWhatWasCutOff({ app, database }: Estrade): Promise<void> {
  const cut = await database.sql<{ showId: ShowId }>`
    select show_id from shows.shows where status = 'live' and starts_at is null`
  for (const { showId } of cut) await app.inCtx((ctx) => end(ctx, { showId }))
}

/** The synthetic broadcaster sends a picture, and Friday's show goes live with it. */
async function putOnAir({ app, media, database }: Estrade): Promise<string> {
  const show = first(
    await database.sql<{ showId: ShowId; status: string }>`
      select show_id, status from shows.shows where status in ('live', 'scheduled') and starts_at is not null
      order by status, starts_at limit 1`,
  )
  if (!show) return ''
  const { showId } = show
  media?.broadcast(showId, { title: 'Friday at Alma', shape: 'tall', still: fileURLToPath(cover) })
  if (show.status !== 'live') {
    await whenPictureComes(() => app.inCtx((ctx) => start(ctx, { showId })))
    const [lamp] = await productsOfShow(database.sql, showId)
    await app.inCtx((ctx) => pinProduct(ctx, { showId, productId: lamp! }))
  }
  return showId
}

/** Tries until the picture has come; the first one takes a few seconds on a small machine. */
async function whenPictureComes(goLive: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await goLive()
    } catch (error) {
      const notYet = error instanceof Refusal && error.problem.code === 'shows.noPicture'
      if (!notYet || tries > 200) throw error
      await setTimeout(200)
    }
  }
}
