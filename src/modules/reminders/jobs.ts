import type { Mail } from '../../doors/doors.ts'
import { type AnyJob, type Beat, errand } from '../../lib/jobs.ts'
import { mailFailure } from '../messaging/messaging.ts'
import { linkUrl } from './link.ts'
import { prepare, tellDue } from './notices.ts'
import { aboutShow, mailOf } from './said.ts'
import { sendEmails, sendPushes } from './sending.ts'
import { endReminders, type ReminderId, reminderById } from './store.ts'

/** Asks an address whether it is to be reminded; one that is already hears so. */
export const sendConfirmation = errand<{ reminderId: ReminderId; at: number }, Mail, 'sent' | 'bounced'>({
  name: 'reminders.sendConfirmation',
  read: async (ctx, { reminderId, at }) => {
    const reminder = await reminderById(ctx.sql, reminderId)
    if (!reminder?.email || reminder.state === 'ended') return undefined
    const about = {
      ...(await aboutShow(ctx, reminder.showId)),
      kind: reminder.state === 'asked' ? 'confirm' : 'already',
    }
    const { locale, timeZone, email: to } = reminder
    const mail = mailOf(about as never, { locale, timeZone, unsubscribeUrl: linkUrl(ctx.doors, reminderId) })
    return { ...mail, to, key: `reminders.${reminderId}.${at}` }
  },
  async go(doors, mail) {
    try {
      await doors.mail.send(mail)
      return 'sent'
    } catch (error) {
      const { state, reason } = mailFailure(error as Error)
      if (state === 'refused' && reason === 'bounced') return 'bounced'
      throw error
    }
  },
  async note(ctx, { reminderId }, outcome) {
    if (outcome === 'bounced') await endReminders(ctx.sql, [reminderId], 'bounced', ctx.now)
  },
})

export const remindersJobs: readonly AnyJob[] = [prepare, sendPushes, sendEmails, sendConfirmation]
export const remindersBeats: readonly Beat[] = [{ name: 'reminders.tellDue', everyMs: 5000, run: tellDue }]
