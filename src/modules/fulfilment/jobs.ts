import type { AnyJob } from '../../lib/jobs.ts'
import { sendFulfilmentMail } from './mailing.ts'

export const fulfilmentJobs: readonly AnyJob[] = [sendFulfilmentMail]
