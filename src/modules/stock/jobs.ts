import type { Beat } from '../../lib/jobs.ts'
import { releaseExpiredHolds } from './stock.ts'

const releaseExpired: Beat = { name: 'stock.releaseExpired', everyMs: 500, run: releaseExpiredHolds }

export const stockBeats: readonly Beat[] = [releaseExpired]
