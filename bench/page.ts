import { openBrowser } from '../test/e2e/browser.ts'
import { freePorts, openLiveHouse, putOnAir } from '../test/e2e/live-house.ts'
import { type Scores, scoresOf } from '../test/e2e/scores.ts'

/**
 * The show page as Lighthouse's phone sees it: before air, and live with the picture playing.
 *
 * `ours` is the median LCP of the live room in ms, under Lighthouse's standard slowdown; there is no peer. The server,
 * the broadcaster and the browser share the machine: it must have nothing else to do.
 */
export async function run({ smoke, runs }: { smoke: boolean; seed: number; runs?: number }) {
  await using live = await openLiveHouse()
  const debugPort = Number((await freePorts()).PORT)
  await using browser = await openBrowser(`--remote-debugging-port=${debugPort}`)
  void browser
  await putOnAir(live, live.world.shows.friday)
  const pageOf = (showId: string) => `${live.url}/maison-alma/shows/${showId}`
  const rounds = runs ?? (smoke ? 1 : 5)
  const coming: Scores[] = []
  const room: Scores[] = []
  for (let round = 1; round <= rounds; round++) {
    coming.push(await scoresOf(pageOf(live.world.shows.morning), debugPort))
    room.push(await scoresOf(pageOf(live.world.shows.friday), debugPort))
    console.log(`round ${round}: coming ${told(coming.at(-1)!)} | live ${told(room.at(-1)!)}`)
  }
  return {
    unit: 'ms',
    ours: median(room.map((one) => one.lcpMs)),
    performance: median(room.map((one) => one.scores.performance)),
    blockedMs: median(room.map((one) => one.blockedMs)),
    comingLcpMs: median(coming.map((one) => one.lcpMs)),
    comingPerformance: median(coming.map((one) => one.scores.performance)),
    rounds,
  }
}

const told = ({ scores, lcpMs, blockedMs }: Scores) =>
  `performance ${scores.performance}, LCP ${lcpMs} ms, blocked ${blockedMs} ms`

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!
}
