import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import type { Ctx } from '../../ctx.ts'
import { document } from '../../lib/documents.ts'
import { mountOneClick } from '../../lib/one-click.ts'
import { refuse } from '../../lib/problems.ts'
import { id } from '../../lib/shapes.ts'
import { announcementOf } from '../shows/shows.ts'
import { calendarOf, methodOf } from './ics.ts'
import { reminderProblems as problem } from './problems.ts'
import { unsubscribe } from './reminders.ts'
import { aboutShow, appointmentOf } from './said.ts'

type InCtx = <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>

/** The button of mail programs ends one reminder (RFC 8058). */
export const mountUnsubscribe = (app: FastifyInstance, { inCtx }: { inCtx: InCtx }): Promise<void> =>
  mountOneClick(app, {
    path: '/u',
    operation: 'reminders.oneClick',
    end: (link) => inCtx((ctx) => unsubscribe(ctx, { link })),
  })

/** The show as a file for calendars, also for those that subscribe to it and look again. */
export const remindersDocuments = [
  document({
    operation: 'reminders.calendar',
    url: '/shows/:showId/calendar.ics',
    access: 'anyone',
    input: z.object({ showId: id<'show'>(), locale: z.enum(['en', 'fr', 'zh-Hans']).default('en') }),
    async write(ctx, { showId, locale }) {
      if ((await announcementOf(ctx.sql, showId)).status === 'draft') throw refuse(problem.notComing)
      const appointment = appointmentOf(await aboutShow(ctx, showId), { locale, timeZone: 'UTC' })
      if (!appointment) throw refuse(problem.notComing)
      const type = `text/calendar; charset=utf-8; method=${methodOf(appointment)}`
      return { name: 'show.ics', type, body: Buffer.from(calendarOf(appointment)), inline: true }
    },
  }),
]
