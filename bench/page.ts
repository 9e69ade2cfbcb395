import { openBrowser } from '../test/e2e/browser.ts'
import { freePorts } from '../test/e2e/live-house.ts'
import { type Scores, scoresOf } from '../test/e2e/scores.ts'
import { type Visit, visit } from './load/page-visit.ts'
import { startPeer } from './load/processes.ts'
import { median } from './load/rounds.ts'

/**
 * The room page on a slow phone: LCP, INP, bytes and first frame as they happen, and what Lighthouse says of it.
 *
 * `ours` is the median LCP of the live room in ms, with the processor four times slower and 1.6 Mbit/s at 150 ms; there
 * is no peer. Lighthouse judges the same room, and the page of a show that comes. Server, broadcaster and encoder share
 * the machine and step back for the browser (lowest priority): nothing else may run. `blockedOwnMs` counts processor
 * time instead of the clock, so it stays right when something does.
 */
export async function run({ smoke, runs }: { smoke: boolean; seed: number; runs?: number }) {
  // Lighthouse goes on asking a page that it has closed itself, when the page never came to rest.
  process.on('unhandledRejection', (reason) => {
    if (!String(reason).includes('Target closed')) throw reason
  })
  const server = await startPeer(new URL('load/live-server.ts', import.meta.url))
  try {
    const where = await server.ask<{ url: string; live: string; coming: string }>('where')
    const pageOf = (showId: string) => `${where.url}/maison-alma/shows/${showId}`
    return await measure({ live: pageOf(where.live), coming: pageOf(where.coming) }, runs ?? (smoke ? 1 : 5))
  } finally {
    await server.kill('SIGTERM')
  }
}

async function measure(pages: { live: string; coming: string }, rounds: number) {
  const debugPort = Number((await freePorts()).PORT)
  await using browser = await openBrowser(`--remote-debugging-port=${debugPort}`)
  const visits: Visit[] = []
  const live: Scores[] = []
  const coming: Scores[] = []
  for (let round = 1; round <= rounds; round++) {
    visits.push(await visit(browser, pages.live))
    live.push(await scoresOf(pages.live, debugPort))
    coming.push(await scoresOf(pages.coming, debugPort))
    console.log(`round ${round}: ${told(visits.at(-1)!)}`)
    console.log(`  lighthouse: live ${judged(live.at(-1)!)} | coming ${judged(coming.at(-1)!)}`)
  }
  const met = (name: keyof Visit) => median(visits.map((one) => one[name]))
  return {
    ...{
      unit: 'ms',
      ours: met('lcpMs'),
      peer: null,
      ratio: null,
      inpMs: met('inpMs'),
      firstFrameMs: met('firstFrameMs'),
    },
    ...{ bytesBeforeVideo: met('bytesBeforeVideo'), playerBytes: met('playerBytes') },
    performance: median(live.map((one) => one.scores.performance)),
    blockedMs: median(live.map((one) => one.blockedMs)),
    blockedOwnMs: median(live.map((one) => one.blockedOwnMs)),
    shift: median(live.map((one) => one.shift)),
    comingPerformance: median(coming.map((one) => one.scores.performance)),
    rounds,
  }
}

const told = (one: Visit) =>
  `LCP ${one.lcpMs} ms, INP ${one.inpMs} ms, first frame ${one.firstFrameMs} ms, ` +
  `${one.bytesBeforeVideo} bytes before video, player ${one.playerBytes} bytes`

const judged = ({ scores, lcpMs, blockedMs, blockedOwnMs }: Scores) =>
  `${scores.performance} (LCP ${lcpMs} ms, blocked ${blockedMs} ms, of its own ${blockedOwnMs} ms)`
