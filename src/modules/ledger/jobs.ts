import type { Beat } from '../../lib/jobs.ts'
import { postSubmitted } from './post.ts'

export const ledgerBeats: readonly Beat[] = [{ name: 'ledger.postSubmitted', everyMs: 500, run: postSubmitted }]
