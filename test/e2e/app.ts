/*
 * The whole app as a process of its own, to be killed: settings come from the environment (config.ts), and the named
 * world is built at the first start. Says `ready http://…` and the world as JSON.
 */
import { main } from '../../src/main.ts'
import { buildWorld } from '../world.ts'

await main(async (estrade) => {
  const there = await estrade.database.sql`select 1 from accounts.brands limit 1`
  return there.length > 0 ? '' : JSON.stringify(await buildWorld(estrade))
})
