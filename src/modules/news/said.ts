import type { Ctx } from '../../ctx.ts'
import type { Mail } from '../../doors/doors.ts'
import { inLocale, type Locale, type LocalText, locales } from '../../lib/local-text.ts'
import { mailPage } from '../orders/orders.ts'
import { type About, aboutShow, dayAndTime } from '../reminders/reminders.ts'
import { showFor } from '../shows/shows.ts'
import { nextOf, type What } from './decide.ts'
import { type Telling, tellingById } from './store.ts'
import { words } from './words.ts'

type Reader = { locale: Locale; timeZone: string }
export type Said = About & Pick<Telling, 'noticeId' | 'what'> & { /** What it says still holds. */ isTimely: boolean }

/** What a telling says; undefined once it is gone. */
export async function saidOf(ctx: Ctx, noticeId: string): Promise<Said | undefined> {
  const telling = await tellingById(ctx.sql, noticeId)
  if (!telling) return undefined
  const { showId, what } = telling
  const isTimely = nextOf(await showFor(ctx.sql, showId)) === what
  return { ...(await aboutShow(ctx, showId)), noticeId: telling.noticeId, what, isTimely }
}

function filled(text: string, about: About, { locale, timeZone }: Reader): string {
  const values: Record<string, string> = {
    brand: about.brandName,
    title: inLocale(about.title, locale),
    host: about.hostName,
    when: about.startsAt ? dayAndTime(about.startsAt, locale, timeZone) : '',
  }
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole).trim()
}

/** What stands in the inbox, in every language. */
export function inboxTextOf(about: About, what: What): { title: LocalText; body: LocalText; path: string } {
  const text = (part: 'title' | 'body') =>
    Object.fromEntries(
      locales.map((locale) => [locale, filled(words[locale].inbox[what][part], about, { locale, timeZone: 'UTC' })]),
    )
  return { title: text('title'), body: text('body'), path: about.showPath }
}

/** What the service worker of `web/static/messages.js` reads. */
export function pushTextOf(said: Said, reader: Reader): string {
  const { title, body } = words[reader.locale].push[said.what]
  return JSON.stringify({
    ...{ title: filled(title, said, reader), body: filled(body, said, reader), url: said.showUrl },
    ...{ icon: said.iconUrl, image: null, tag: said.showId, lang: reader.locale },
  })
}

/** A mail of news; `unsubscribeUrl` ends news by e-mail. */
export function mailOf(
  said: Said,
  { unsubscribeUrl, ...reader }: Reader & { unsubscribeUrl: string },
): Omit<Mail, 'key' | 'to'> {
  const { locale, timeZone } = reader
  const own = words[locale]
  const { subject, text, button } = own.mail[said.what]
  const page = mailPage({
    ...{ locale, brandName: said.brandName, said: [filled(text, said, reader)], title: inLocale(said.title, locale) },
    rows: [
      ...(said.startsAt ? [[own.when, dayAndTime(said.startsAt, locale, timeZone)] as const] : []),
      [own.host, said.hostName],
    ],
    below: [filled(own.why, said, reader)],
    links: [
      { url: said.showUrl, text: button },
      { url: unsubscribeUrl, text: own.unsubscribe },
    ],
  })
  return { subject: filled(subject, said, reader), ...page, unsubscribeUrl }
}
