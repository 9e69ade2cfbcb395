import { readFile } from 'node:fs/promises'
import { insertBuyers } from '../bench/load/buyers.ts'
import { freshDatabase, type Peer, startPeer } from '../bench/load/processes.ts'
import { openStall, type Stall } from '../bench/load/stall.ts'
import { openDatabase } from '../src/lib/sql.ts'
import { recount } from '../src/recount.ts'
import { look } from './campaign/look.ts'
import { type Campaign, campaigns, expected, showMinutes, smaller } from './campaign/plan.ts'
import { playerOf, signUp } from './campaign/player.ts'
import { dice } from './random.ts'

const minuteMs = 60_000

/**
 * The two campaigns of the articles, played with real clients; the report shows their figures, and SQL counts the same.
 *
 * Every viewer is a socket, every opening of the shop, comment and order a call over HTTP, every order is paid at the
 * fake provider. The server is a process of its own whose clock is told: an hour passes in as long as it takes to do
 * all that. How often the articles were read is what the brand enters: nothing of it happens here. With `--minutes` what
 * was played is served for so long, to look at its report in the console.
 */
export async function run({ smoke, seed, minutes }: { smoke: boolean; seed: number; minutes?: number }) {
  const startedAt = performance.now()
  await using disk = await freshDatabase()
  const env = {
    DATABASE_URL: disk.url,
    ESTRADE_DATA: disk.folder,
    ESTRADE_ROLES: 'web,rooms,jobs',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'fatal',
  }
  const clock = new Date(Date.now() - 3 * 3_600_000).toISOString()
  await using server = await startPeer(new URL('../bench/load/server.ts', import.meta.url), {
    ...env,
    BENCH_CLOCK: clock,
  })
  const database = openDatabase(disk.url, { connections: 4, name: 'prove' })
  try {
    const { estrade: port } = await server.ask<{ estrade: number }>('ports')
    const stall = await openStall(database, () => port)
    const die = dice(seed)
    const played: Played[] = []
    for (const whole of campaigns) {
      const campaign = smoke ? smaller(whole, 10) : whole
      const buyers = await insertBuyers(database, disk.folder, Math.max(campaign.buyers, campaign.signUps, 60))
      const announced = (showId: string) => signUp({ port, showId }, buyers.slice(0, campaign.signUps))
      const ground = { port, ...(await openShow(stall, database, campaign, announced)), buyers }
      const viewers = () => server.ask<number>('viewers', ground.showId)
      played.push({ showId: ground.showId, player: playerOf(campaign, { ...ground, viewers }, die) })
    }
    await playHour(server, stall, played)
    const faults = await faultsThatStay(() => Promise.all(played.map((one) => faultsOf(stall, database, one))))
    for (const fault of faults) console.error(fault)
    const seconds = Math.round((performance.now() - startedAt) / 1000)
    const figures = played.map(({ player: { campaign } }) => [campaign.name, expected(campaign)])
    if (minutes) {
      await server.kill('SIGTERM')
      await look(disk, minutes)
    }
    return { violations: faults.length, seconds, ...Object.fromEntries(figures) }
  } finally {
    await database.close()
  }
}

type Played = { showId: string; player: ReturnType<typeof playerOf> }
type Database = ReturnType<typeof openDatabase>

/** A show of its own with goods between 40 and 300, on air. */
async function openShow(
  stall: Stall,
  database: Database,
  { name, reads }: Campaign,
  announced: (showId: string) => Promise<void>,
) {
  const { call, brandId } = stall
  const title = { en: name }
  const variants = [4000, 9900, 15_000, 29_900].map((minor, i) => ({
    ...{
      sku: `${name.replace(' ', '-')}-${i}`,
      options: { size: String(i) },
      prices: [{ minor: String(minor), currency: 'EUR' }],
    },
  }))
  const product = await call('POST', `/brands/${brandId}/products`, { title, description: title, variants })
  for (const { variantId } of product.variants) {
    await call('POST', `/variants/${variantId}/stock/adjustments`, { by: 100_000, reason: 'campaign' })
  }
  const { showId } = await call('POST', `/brands/${brandId}/shows`, {
    ...{ title, description: title, hostName: name, coverPictureId: await coverOf(stall) },
    startsAt: new Date(Date.now() + 86_400_000).toISOString(),
  })
  await call('PUT', `/shows/${showId}/run-of-show`, { items: [{ productId: product.productId }] })
  await call('POST', `/shows/${showId}/schedule`, {})
  await announced(showId)
  await database.sql`update shows.shows set picture = 'coming' where show_id = ${showId}`
  await call('POST', `/shows/${showId}/start`, {})
  await call('PUT', `/shows/${showId}/moderation/rules`, { raid: 'off' })
  await call('POST', `/shows/${showId}/pins`, { productId: product.productId })
  await call('PUT', `/shows/${showId}/reach`, { reach: [{ name: 'The article', reads }] })
  return { brandId, showId, productId: product.productId, variantIds: product.variants.map((one) => one.variantId) }
}

/** Any picture: a show is announced with one. */
async function coverOf({ brandId, cookie, portNow }: Stall): Promise<string> {
  const file = new URL('../test/world/rendered/candle.webp', import.meta.url)
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(await readFile(file))], { type: 'image/webp' }), 'cover.webp')
  const base = `http://127.0.0.1:${portNow()}`
  const headers = { cookie: cookie(), origin: base }
  const answer = await fetch(`${base}/api/brands/${brandId}/pictures`, { method: 'POST', headers, body: form })
  return ((await answer.json()) as { pictureId: string }).pictureId
}

async function playHour(server: Peer, { call }: Stall, played: readonly Played[]): Promise<void> {
  for (let minute = 0; minute < showMinutes; minute++) {
    if (minute > 0) await server.ask('advance', minuteMs)
    await Promise.all(played.map(({ player }) => player.play(minute)))
    if (minute % 10 === 9) console.log(`${minute + 1} minutes played`)
  }
  await server.ask('advance', minuteMs)
  for (const { showId } of played) await call('POST', `/shows/${showId}/end`, {})
  await Promise.all(played.map(({ player }) => player.goHome()))
}

/** Who left and what was given in the last second is not written yet: ten seconds must do. */
async function faultsThatStay(look: () => Promise<string[][]>): Promise<string[]> {
  for (let tries = 1; ; tries++) {
    const faults = (await look()).flat()
    if (faults.length === 0 || tries === 10) return faults
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
}

type Answer = {
  figures: { name: string; value: number | { minor: string } | null }[]
  show: { startedAt: string; endedAt: string }
}

/** What the report says otherwise than was done, and otherwise than SQL alone counts. */
async function faultsOf({ call }: Stall, database: Database, { showId, player }: Played): Promise<string[]> {
  const report = (await call('GET', `/shows/${showId}/full-report`)) as unknown as Answer
  const said = new Map(
    report.figures.map(({ name, value }) => [name, typeof value === 'object' && value ? Number(value.minor) : value]),
  )
  const faults: string[] = []
  const compare = (name: string, wanted: number) => {
    if (said.get(name) !== wanted) faults.push(`${player.campaign.name}: ${name} is ${said.get(name)}, not ${wanted}`)
  }
  for (const [name, wanted] of Object.entries(expected(player.campaign))) compare(name, wanted)
  for (const [name, query] of Object.entries(recount)) {
    const values = [showId, report.show.startedAt, report.show.endedAt].slice(
      0,
      query.includes('$3') ? 3 : query.includes('$2') ? 2 : 1,
    )
    const { rows } = await database.pool.query(query, values)
    compare(name, Number(rows[0].value))
  }
  return faults
}
