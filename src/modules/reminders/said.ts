import type { Ctx } from '../../ctx.ts'
import type { Mail } from '../../doors/doors.ts'
import { pushTextBytesMost } from '../../doors/push/encrypt.ts'
import type { BrandId } from '../../lib/ids.ts'
import { inLocale, type Locale, type LocalText, locales } from '../../lib/local-text.ts'
import { brandById } from '../accounts/accounts.ts'
import { mailPage } from '../orders/orders.ts'
import { announcementOf } from '../shows/shows.ts'
import type { Kind } from './decide.ts'
import { type Appointment, calendarOf, methodOf } from './ics.ts'
import { noticeById } from './sending-store.ts'
import { showRow } from './store.ts'
import { words } from './words.ts'

/** What there is to say of a show. */
export type About = {
  showId: string
  brandId: BrandId
  title: LocalText
  description: LocalText
  hostName: string
  startsAt: Date | null
  minutes: number
  sequence: number
  cancelled: boolean
  brandName: string
  showPath: string
  brandPath: string
  showUrl: string
  brandUrl: string
  iconUrl: string
  pictureUrl: string | null
  at: Date
}
export type Said = About & { noticeId: string; kind: Kind }
type Reader = { locale: Locale; timeZone: string }

/** @throws Refusal shows.unknownShow */
export async function aboutShow(ctx: Ctx, showId: string): Promise<About> {
  const show = await announcementOf(ctx.sql, showId)
  const brand = await brandById(ctx.sql, show.brandId)
  const { title, description, hostName, startsAt, minutes, status } = show
  const { urlOf } = ctx.doors
  return {
    ...{ showId, brandId: show.brandId, title, description, hostName, startsAt, minutes, at: ctx.now },
    sequence: (await showRow(ctx.sql, showId))?.sequence ?? 0,
    cancelled: status === 'cancelled',
    brandName: brand?.name ?? '',
    ...{ showPath: `/${brand?.slug}/shows/${showId}`, brandPath: `/${brand?.slug}` },
    showUrl: urlOf(`/${brand?.slug}/shows/${showId}`),
    brandUrl: urlOf(`/${brand?.slug}`),
    iconUrl: urlOf(brand?.markUrl ?? '/icon-192.png'),
    pictureUrl: show.coverUrl && urlOf(show.coverUrl),
  }
}

/** What a notice says; undefined once it is gone. */
export async function saidOf(ctx: Ctx, noticeId: string): Promise<Said | undefined> {
  const notice = await noticeById(ctx.sql, noticeId)
  return notice && { ...(await aboutShow(ctx, notice.showId)), noticeId, kind: notice.kind }
}

function filled(text: string, about: About, { locale, timeZone }: Reader): string {
  const values: Record<string, string> = {
    brand: about.brandName,
    title: inLocale(about.title, locale),
    host: about.hostName,
    when: about.startsAt ? dayAndTime(about.startsAt, locale, timeZone) : '',
    time: about.startsAt ? hourOf(about.startsAt, locale, timeZone) : '',
  }
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}

/** Chinese is written as in Chinese only with the region; English as most of its readers here write. */
const tagOf = (locale: Locale) => ({ en: 'en-GB', fr: 'fr-FR', 'zh-Hans': 'zh-Hans-CN' })[locale]

const hourOf = (at: Date, locale: Locale, timeZone: string) =>
  new Intl.DateTimeFormat(tagOf(locale), { timeZone, hour: '2-digit', minute: '2-digit' }).format(at)

/** `Friday 20 November, 20:00 CET`: the clocks of whoever reads it. */
export function dayAndTime(at: Date, locale: Locale, timeZone: string): string {
  const day = { timeZone, weekday: 'long', day: 'numeric', month: 'long' } as const
  const hour = { timeZone, hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const
  const [first, second] = [day, hour].map((one) => new Intl.DateTimeFormat(tagOf(locale), one).format(at))
  return locale === 'zh-Hans' ? `${first} ${second}` : `${first}, ${second}`
}

/** What the service worker of `web/static/messages.js` reads. */
export function pushTextOf(said: Said, reader: Reader): string {
  const { title, body } = words[reader.locale].push[said.kind]
  const message = {
    title: filled(title, said, reader),
    body: filled(body, said, reader),
    url: said.kind === 'cancelled' ? said.brandUrl : said.showUrl,
    icon: said.iconUrl,
    image: said.pictureUrl,
    tag: said.showId,
    lang: reader.locale,
  }
  const text = JSON.stringify(message)
  // Without its picture's address it fits for certain: all else has its longest.
  return Buffer.byteLength(text) <= pushTextBytesMost ? text : JSON.stringify({ ...message, image: null })
}

/** What stands in the inbox, in every language: the hour is told beside it, by the clocks of whoever reads. */
export function inboxTextOf(about: About & { kind: Kind }): { title: LocalText; body: LocalText; path: string } {
  const text = (part: 'title' | 'body') =>
    Object.fromEntries(
      locales.map((locale) => {
        const { inbox, push } = words[locale]
        const own = about.kind === 'started' || about.kind === 'cancelled' ? push[about.kind] : inbox[about.kind]
        return [locale, filled(own[part], about, { locale, timeZone: 'UTC' })]
      }),
    )
  const path = about.kind === 'cancelled' ? about.brandPath : about.showPath
  return { title: text('title'), body: text('body'), path }
}

/** The show as an appointment; undefined while it has no hour. */
export function appointmentOf(about: About, reader: Reader): Appointment | undefined {
  if (!about.startsAt) return undefined
  const { startsAt, minutes, sequence, cancelled, at, showUrl: url, brandName: organiser } = about
  return {
    ...{ startsAt, minutes, sequence, cancelled, at, url, organiser },
    uid: `show-${about.showId}@${new URL(about.showUrl).hostname}`,
    title: `${inLocale(about.title, reader.locale)} · ${about.brandName}`,
    text: inLocale(about.description, reader.locale),
    alarm: filled(words[reader.locale].alarm, about, reader),
  }
}

type MailKind = Kind | 'confirm' | 'already'

/** A mail of a reminder. `linkUrl` confirms or ends it. */
export function mailOf(
  about: About & { kind: MailKind },
  reader: Reader & { unsubscribeUrl: string },
): Omit<Mail, 'key' | 'to'> {
  const { locale, timeZone, unsubscribeUrl } = reader
  const own = words[locale]
  const { subject, text, button } = own.mail[about.kind]
  const isQuestion = about.kind === 'confirm'
  const goesOn = ['soon', 'moved', 'already'].includes(about.kind)
  const url = isQuestion ? unsubscribeUrl : about.kind === 'cancelled' ? about.brandUrl : about.showUrl
  const page = mailPage({
    ...{
      locale,
      brandName: about.brandName,
      said: [filled(text, about, reader)],
      title: inLocale(about.title, locale),
    },
    rows: [
      ...(about.startsAt ? [[own.when, dayAndTime(about.startsAt, locale, timeZone)] as const] : []),
      [own.host, about.hostName],
    ],
    below: [isQuestion ? own.whyConfirm : own.why],
    links: [{ url, text: button }, ...(goesOn ? [{ url: unsubscribeUrl, text: own.unsubscribe }] : [])],
  })
  const appointment = ['moved', 'cancelled'].includes(about.kind) ? appointmentOf(about, reader) : undefined
  return {
    ...{ subject: filled(subject, about, reader), ...page, unsubscribeUrl },
    ...(appointment && { calendar: { method: methodOf(appointment), text: calendarOf(appointment) } }),
  }
}
