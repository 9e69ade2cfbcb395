import type { ShowId } from '../src/lib/ids.ts'
import { type House, type HouseOptions, openHouse } from './house.ts'
import { buildWorld, type World } from './world.ts'

/** The named world with Friday's show on air. The picture is said to come; no video is sent. */
export type OnAir = { house: House; world: World; showId: ShowId }

export async function openOnAir(options: HouseOptions = {}): Promise<OnAir & AsyncDisposable> {
  const house = await openHouse(options)
  const world = await buildWorld(house.estrade)
  const showId = world.shows.friday
  await pictureComes({ house, world, showId })
  const bea = await world.as('bea')
  await bea('shows.start', { showId })
  return { house, world, showId, [Symbol.asyncDispose]: () => house[Symbol.asyncDispose]() }
}

/** As if the media engine had told it. */
export async function pictureComes({ house, showId }: OnAir): Promise<void> {
  await house.estrade.database.sql`update shows.shows set picture = 'coming' where show_id = ${showId}`
}

/** Asserts in one word that a call was refused, and as what. */
export const refusedAs = (code: string) => (error: unknown) => (error as { code?: string }).code === code
