import type { Api } from '../../src/api.ts'
import type { Sent } from '../../src/lib/contract.ts'

type Of = Extract<keyof Api, `reports.${string}`>

/** What a show's report is asked. */
export const reportSamples = (showId: string, orderId: string): { [Name in Of]: Sent<Api[Name]> } => ({
  'reports.report': { showId },
  'reports.recent': { showId },
  'reports.rows': { showId, figure: 'entries' },
  'reports.setReach': { showId, reach: [{ name: 'An article', reads: 10 }] },
  'reports.origins': { orderId },
  'reports.touch': { showId, viewer: 'v1', touched: [{ kind: 'shop' }] },
})
