import lighthouse from 'lighthouse'

const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const

export type Scores = {
  scores: Record<(typeof categories)[number], number>
  /** The audits that cost points. */
  costly: string[]
  lcpMs: number
  /** Total blocking time as Lighthouse counts it: by the clock, so whatever else the machine did is in it. */
  blockedMs: number
  /** The same by processor time: what the page itself did. */
  blockedOwnMs: number
  /** Cumulative layout shift, without a unit. */
  shift: number
}

/** Lighthouse on a page, as a phone with a processor four times slower and slow 4G: its own standard. */
export async function scoresOf(url: string, debugPort: number): Promise<Scores> {
  const { lhr, artifacts } = await recorded(url, debugPort)
  if (lhr.runtimeError) throw new Error(`Lighthouse on ${url}: ${lhr.runtimeError.message}`)
  const scoreOf = (name: string) => lhr.categories[name]?.score ?? 0
  const numberOf = (name: string) => lhr.audits[name]?.numericValue ?? 0
  const costly = categories.flatMap((name) =>
    (lhr.categories[name]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && (lhr.audits[id]?.score ?? 1) < 0.9)
      .map(({ id }) => `${id} ${lhr.audits[id]?.displayValue ?? ''}`.trim()),
  )
  return {
    scores: Object.fromEntries(categories.map((name) => [name, scoreOf(name)])) as Scores['scores'],
    costly,
    lcpMs: Math.round(numberOf('largest-contentful-paint')),
    blockedMs: Math.round(numberOf('total-blocking-time')),
    blockedOwnMs: Math.round(blockedOwnMs(artifacts.Trace.traceEvents)),
    shift: Math.round(numberOf('cumulative-layout-shift') * 1000) / 1000,
  }
}

/** A trace that Lighthouse could not record is recorded again, as it asks for. */
async function recorded(url: string, debugPort: number, triesLeft = 2): ReturnType<typeof judged> {
  const result = await judged(url, debugPort)
  const code = result.lhr.runtimeError?.code
  return code && triesLeft > 0 && /TRACE|NAVSTART/.test(code) ? recorded(url, debugPort, triesLeft - 1) : result
}

const judged = async (url: string, debugPort: number) =>
  (await lighthouse(url, {
    ...{ port: debugPort, onlyCategories: [...categories], logLevel: 'silent', output: 'json' },
    // A live picture never lets the network rest.
    maxWaitForLoad: 15_000,
  }))!

const slowdown = 4
const longMs = 50

type Traced = { name: string; pid: number; tid: number; ts: number; dur?: number; tdur?: number }

/** After the first paint, how much longer than 50 ms each task of the main thread kept the slow phone's processor. */
function blockedOwnMs(events: Traced[]): number {
  const painted = events.findLast(({ name }) => name === 'firstContentfulPaint')
  if (!painted) return 0
  return events
    .filter(({ name, pid, tid }) => name === 'RunTask' && pid === painted.pid && tid === painted.tid)
    .filter(({ ts, dur = 0 }) => ts + dur > painted.ts)
    .reduce((sum, { tdur = 0 }) => sum + Math.max(0, (tdur / 1000) * slowdown - longMs), 0)
}
