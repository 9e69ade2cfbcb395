import type { Mail } from '../../doors/doors.ts'
import { type Beat, errand } from '../../lib/jobs.ts'
import type { Locale } from '../../lib/local-text.ts'
import { type Invitation, invitationMail } from './invitation-mail.ts'
import { codeMail } from './mails.ts'
import type { CodePurpose } from './sign-in-options.ts'
import { forgetExpired } from './store.ts'

type CodeToSend = {
  mailId: string
  email: string
  code: string
  purpose: CodePurpose
  locale: Locale
  expiresAt: string
}

/** Mails a code. A code that has expired is not sent any more. */
export const sendCode = errand<CodeToSend, Mail, void>({
  name: 'accounts.sendCode',
  read: async (ctx, wish) => {
    if (new Date(wish.expiresAt) <= ctx.now) return undefined
    return { key: `code-${wish.mailId}`, to: wish.email, ...codeMail(wish.locale, wish.purpose, wish.code) }
  },
  go: (doors, mail) => doors.mail.send(mail),
  note: async () => {},
})

type InvitationToSend = Omit<Invitation, 'url'> & { mailId: string; email: string; locale: Locale; path: string }

/** Mails an invitation to a brand's team. */
export const sendInvitation = errand<InvitationToSend, Mail, void>({
  name: 'accounts.sendInvitation',
  read: async (ctx, { mailId, email, locale, path, ...invitation }) => ({
    ...{ key: `invitation-${mailId}`, to: email },
    ...invitationMail(locale, { ...invitation, url: ctx.doors.urlOf(path) }),
  }),
  go: (doors, mail) => doors.mail.send(mail),
  note: async () => {},
})

const forgetWhatExpired: Beat = {
  name: 'accounts.forgetExpired',
  everyMs: 10 * 60_000,
  run: async (ctx) => {
    await forgetExpired(ctx.sql, ctx.now)
  },
}

export const accountsJobs = [sendCode, sendInvitation]
export const accountsBeats = [forgetWhatExpired]
