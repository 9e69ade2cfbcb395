import { setPriority } from 'node:os'
import { openLiveHouse, putOnAir } from '../../test/e2e/live-house.ts'
import { answerPeer } from './processes.ts'

/*
 * The named world with a show on air, for benches that measure a page: a process of its own with the lowest priority,
 * which the database, the media process and the encoder inherit. A phone does not share its processor with them.
 */
setPriority(19)
// The ladder, which tests do without, is there in every install of two cores and more.
const live = await openLiveHouse({ ESTRADE_MEDIA_LADDER: 'on' })
const { shows } = live.world
await putOnAir(live, shows.friday)

answerPeer({ where: () => ({ url: live.url, live: shows.friday, coming: shows.morning }) })
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void live[Symbol.asyncDispose]().then(() => process.exit(0)))
}
