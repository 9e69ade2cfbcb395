import nodemailer from 'nodemailer'
import type { MailDoor } from './doors.ts'

/** Mail over SMTP. */
export type SmtpMail = MailDoor & { close(): void }

/**
 * @param wish.url `smtp://user:password@host:587`, or `smtps://`
 * @param wish.from the sender, `Estrade <no-reply@example.com>`
 */
export function createMail(wish: { url: string; from: string }): SmtpMail {
  const transport = nodemailer.createTransport(
    {
      url: wish.url,
      pool: true,
      maxConnections: 3,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
      // A mail is made of text we are given, never of files or addresses named in it.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from: wish.from, headers: { 'Auto-Submitted': 'auto-generated' } },
  )
  const domain = domainOf(wish.from)
  return {
    async send({ key, to, subject, text, html, unsubscribeUrl, calendar }) {
      // As an object, an address cannot smuggle in further recipients.
      // The same mail again has the same id (RFC 5322 §3.6.4), so mailboxes that look show it once.
      const recipient = { name: '', address: to }
      await transport.sendMail({
        ...{ to: recipient, subject, text, html, messageId: `<${messageName(key)}@${domain}>` },
        ...(unsubscribeUrl && {
          list: { unsubscribe: [[unsubscribeUrl]] },
          headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
        }),
        ...(calendar && { icalEvent: { method: calendar.method, content: calendar.text, filename: 'show.ics' } }),
      })
    },
    close: () => transport.close(),
  }
}

const domainOf = (from: string) => /@([\w.-]+)/.exec(from)?.[1] ?? 'localhost'

// What is left of `@` in a message id: RFC 5322 dot-atom, and no more.
const messageName = (key: string) => key.replace(/[^\w-]/g, '-')
