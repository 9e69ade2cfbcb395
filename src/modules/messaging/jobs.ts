import type { Beat } from '../../lib/jobs.ts'
import { forget } from './messaging.ts'

export const messagingBeats: readonly Beat[] = [
  { name: 'messaging.forget', everyMs: 3_600_000, run: (ctx) => forget(ctx).then(() => {}) },
]
