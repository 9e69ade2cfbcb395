import type { AnyJob } from '../../lib/jobs.ts'
import { takeBack } from './hearing.ts'

export const coinsJobs: readonly AnyJob[] = [takeBack]
