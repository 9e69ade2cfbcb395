import type { AnyJob } from '../../lib/jobs.ts'
import { remindToCollect } from './collect.ts'
import { sendFulfilmentMail } from './mailing.ts'

export const fulfilmentJobs: readonly AnyJob[] = [sendFulfilmentMail, remindToCollect]
