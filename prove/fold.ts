import { deepStrictEqual } from 'node:assert'
import { Refused } from '../src/lib/client.ts'
import { readLog } from '../src/lib/log.ts'
import { logOf } from '../src/modules/shows/shows.ts'
import { emptyRoom, evolveRoom, type LoggedRoomEvent, type PublicRoom } from '../src/room.ts'
import { type House, openHouse, type Person } from '../test/house.ts'
import { buildWorld, type World } from '../test/world.ts'
import { join, type Viewer } from './fold/viewer.ts'
import { type Dice, dice } from './random.ts'

/**
 * Random wishes; folding the log = what the database says = what viewers see who joined at random moments.
 *
 * Wishes go through the API by host, moderator and viewers; half of them are refused, as in life. Every
 * other viewer follows over HTTP segments. Connections are cut now and then.
 */
export async function run({ smoke, seed, runs }: { smoke: boolean; seed: number; runs?: number }) {
  const steps = runs ?? (smoke ? 2000 : 20_000)
  const house = await openHouse()
  const violations: string[] = []
  const viewers: Viewer[] = []
  let done = 0
  let refused = 0
  try {
    const world = await buildWorld(house.estrade)
    const stage = await openStage(house, world)
    const die = dice(seed)
    for (let step = 1; step <= steps; step++) {
      if (await wish(stage, die)) done++
      else refused++
      if (step % Math.ceil(steps / 12) === 0) viewers.push(await join(house, stage.showId, viewers.length % 2 === 1))
      if (step % Math.ceil(steps / 7) === 0) cutConnections(house)
      if (step % Math.ceil(steps / 5) === 0) await compare(stage, viewers, violations, step)
    }
    await compare(stage, viewers, violations, steps)
  } finally {
    for (const viewer of viewers) viewer.leave()
    await house[Symbol.asyncDispose]()
  }
  for (const line of violations) console.error(line)
  return { violations: violations.length, steps, done, refused, viewers: viewers.length }
}

type Stage = {
  house: House
  showId: string
  world: World
  bea: Awaited<ReturnType<World['as']>>
  eli: Awaited<ReturnType<World['as']>>
  people: Person[]
  drops: string[]
  messages: string[]
}

async function openStage(house: House, world: World): Promise<Stage> {
  const showId = world.shows.friday
  await house.estrade.database.sql`update shows.shows set picture = 'coming' where show_id = ${showId}`
  const [bea, eli] = [await world.as('bea'), await world.as('eli')]
  await bea('shows.start', { showId })
  const people = await Promise.all(Array.from({ length: 8 }, () => house.guest()))
  return { house, showId, world, bea, eli, people, drops: [], messages: [] }
}

const wishes: Record<string, (stage: Stage, die: Dice) => Promise<unknown>> = {
  pin: ({ bea, showId, world }, die) =>
    bea('shows.pinProduct', { showId, productId: die.pick(Object.values(world.products)).productId }),
  unpin: ({ bea, showId, world }, die) =>
    bea('shows.unpinProduct', { showId, productId: die.pick(Object.values(world.products)).productId }),
  reorder: ({ bea, showId, world }, die) => {
    const items = Object.values(world.products)
      .filter(() => die.chance(0.8))
      .map(({ productId }) => ({ productId }))
    return bea('shows.setRunOfShow', { showId, items: die.chance(0.5) ? items : items.reverse() })
  },
  openDrop: async (stage, die) => {
    const { dropId } = await stage.bea('drops.create', {
      ...{ showId: stage.showId, variantId: die.pick(die.pick(Object.values(stage.world.products)).variantIds) },
      ...{ quantity: 1 + die.roll(6), perBuyer: 1 + die.roll(3), opensInSeconds: 0, holdSeconds: 30 },
      price: { minor: String(100 * die.roll(50)), currency: 'EUR' },
    })
    stage.drops.push(dropId)
  },
  closeDrop: ({ bea, drops }, die) => bea('drops.close', { dropId: pickOr(drops, die) }),
  claim: ({ people, drops }, die) =>
    die
      .pick(people)
      .call('drops.claim', { dropId: drops.at(-1 - die.roll(3)) ?? pickOr(drops, die), quantity: 1 + die.roll(2) }),
  expire: async ({ house }) => {
    await house.estrade.database.sql`update stock.holds set expires_at = now() - interval '1 second'
      where hold_id in (select hold_id from stock.holds where state = 'held' order by random() limit 2)`
    await house.beat('stock.releaseExpired')
  },
  adjust: async ({ world }, die) => {
    const alma = await world.as('alma')
    return alma('stock.adjust', {
      variantId: die.pick(die.pick(Object.values(world.products)).variantIds),
      by: die.roll(7) - 3 || 1,
      reason: 'counted',
    })
  },
  talk: async (stage, die) => {
    const { messageId } = await die.pick(stage.people).call('chat.post', {
      ...{ showId: stage.showId, text: `Line ${die.roll(1e6)}` },
      ...(die.chance(0.3) && { answers: pickOr(stage.messages, die) as never }),
    })
    stage.messages.push(messageId)
  },
  pinWords: ({ eli, showId, messages }, die) =>
    die.chance(0.7)
      ? eli('chat.pin', { showId, messageId: pickOr(messages, die) as never })
      : eli('chat.unpin', { showId }),
  silence: ({ eli, showId, messages }, die) => eli('chat.delete', { showId, messageId: pickOr(messages, die) }),
}
const names = [
  'pin',
  'unpin',
  'claim',
  'claim',
  'claim',
  'talk',
  'talk',
  'silence',
  'pinWords',
  'expire',
  'openDrop',
  'closeDrop',
  'reorder',
  'adjust',
]

const pickOr = (list: string[], die: Dice) =>
  list.length > 0 ? die.pick(list) : '00000000-0000-7000-8000-000000000000'

async function wish(stage: Stage, die: Dice): Promise<boolean> {
  try {
    await wishes[die.pick(names)]!(stage, die)
    return true
  } catch (error) {
    if (error instanceof Refused && error.status < 500) return false
    throw error
  }
}

function cutConnections({ estrade }: House): void {
  estrade.server.server.closeAllConnections()
}

/** The log folded here, the server's snapshot, the tables, and every viewer: all the same. */
async function compare(stage: Stage, viewers: readonly Viewer[], violations: string[], step: number): Promise<void> {
  const { house, showId } = stage
  const { database } = house.estrade
  const snapshot = await house.anyone.call('shows.room', { showId })
  const room = snapshot.state as unknown as PublicRoom
  const check = (what: string, found: unknown, expected: unknown) => {
    try {
      deepStrictEqual(JSON.parse(JSON.stringify(found)), JSON.parse(JSON.stringify(expected)))
    } catch (error) {
      violations.push(`step ${step}, ${what}: ${(error as Error).message.slice(0, 600)}`)
    }
  }
  let folded = emptyRoom
  let seq = 0
  for (;;) {
    const events = await readLog(database.sql, logOf(showId), seq)
    for (const event of events) folded = evolveRoom(folded, event as LoggedRoomEvent)
    if (events.length === 0) break
    seq = events.at(-1)!.seq
  }
  check('the server’s snapshot is the fold of the log', room, folded)
  const pools = await database.sql<{ poolId: string; free: number; held: number; sold: number }>`
    select pool_id, free, held, sold from stock.pools`
  const unitsOf = new Map(pools.map(({ poolId, ...units }) => [poolId, units]))
  for (const card of room.show.shelf) {
    for (const variant of card.variants)
      check(`stock of ${variant.variantId}`, variant.free, unitsOf.get(variant.variantId)?.free)
  }
  for (const drop of room.drops.drops) {
    const { free, held, sold } = drop
    check(`units of drop ${drop.dropId}`, { free, held, sold }, unitsOf.get(drop.dropId))
  }
  for (const [i, viewer] of viewers.entries()) {
    await viewer.reaches(snapshot.seq, snapshot.chat.seq)
    check(`viewer ${i} sees the room`, viewer.room, folded)
    check(`viewer ${i} sees the chat`, viewer.chat.messages.slice(-20), snapshot.chat.messages.slice(-20))
  }
}
