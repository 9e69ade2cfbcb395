import lighthouse from 'lighthouse'

const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const

export type Scores = {
  scores: Record<(typeof categories)[number], number>
  /** The audits that cost points. */
  costly: string[]
  lcpMs: number
  blockedMs: number
}

/** Lighthouse on a page, as a phone with a processor four times slower and slow 4G: its own standard. */
export async function scoresOf(url: string, debugPort: number): Promise<Scores> {
  const result = await lighthouse(url, {
    ...{ port: debugPort, onlyCategories: [...categories], logLevel: 'silent', output: 'json' },
    // A live picture never lets the network rest.
    maxWaitForLoad: 15_000,
  })
  const { lhr } = result!
  const scoreOf = (name: string) => lhr.categories[name]?.score ?? 0
  const costly = categories.flatMap((name) =>
    (lhr.categories[name]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && (lhr.audits[id]?.score ?? 1) < 0.9)
      .map(({ id }) => `${id} ${lhr.audits[id]?.displayValue ?? ''}`.trim()),
  )
  return {
    scores: Object.fromEntries(categories.map((name) => [name, scoreOf(name)])) as Scores['scores'],
    costly,
    lcpMs: Math.round(lhr.audits['largest-contentful-paint']?.numericValue ?? 0),
    blockedMs: Math.round(lhr.audits['total-blocking-time']?.numericValue ?? 0),
  }
}
