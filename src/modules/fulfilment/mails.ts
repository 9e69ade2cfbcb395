import { inLocale } from '../../lib/local-text.ts'
import type { Money } from '../../lib/money.ts'
import { moneyText } from '../../lib/money-text.ts'
import { buyerName, mailPage, type Order, type OrderLine } from '../orders/orders.ts'
import { detailsOf } from '../orders/state.ts'
import { trackingUrl } from './carriers.ts'
import type { Part } from './decide.ts'
import { type MailKind, mailWords } from './mail-words.ts'

/** What a mail after the sale speaks of. */
export type MailAbout = {
  parts: readonly Part[]
  parcel?: { carrier: string; tracking: string; rest: boolean }
  /** Where it is collected with which code, and until when. */
  collect?: { code: string; passUrl: string; lines: readonly string[]; until: Date }
  amount?: Money
  reason?: string
  answer?: string
  /** Where a return goes. */
  address?: readonly string[]
  /** What the brand asks of whoever sends something back. */
  words?: string
}

/**
 * What a buyer is told after the sale, in the language of the order.
 * @param url the whole address of the order's page
 */
export function fulfilmentMail(
  kind: MailKind,
  order: Pick<Order, 'number' | 'locale' | 'address' | 'billing'>,
  lines: readonly Pick<OrderLine, 'lineId' | 'title' | 'options' | 'personal'>[],
  about: MailAbout,
  { brandName, url }: { brandName: string; url: string },
): { subject: string; text: string; html: string } {
  const { number, locale } = order
  const spoken = mailWords[locale]
  const amount = about.amount ? moneyText(about.amount, locale) : ''
  const filling: Record<string, string> = { number, name: buyerName(order), amount }
  const fill = (text: string) => text.replace(/\{(number|name|amount)\}/g, (_, key: string) => filling[key]!)
  const { parcel, collect } = about
  const day = (at: Date) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(at)
  const follow = parcel && trackingUrl(parcel.carrier, parcel.tracking)
  const page = mailPage({
    ...{ locale, brandName, title: `${spoken.order} ${number}` },
    said: [fill(spoken.hello), fill(spoken[kind].text), ...(parcel?.rest ? [spoken.partSent] : [])],
    rows: [
      ...about.parts.map(({ lineId, quantity }) => [titleOf(lines, lineId, locale), `× ${quantity}`] as const),
      ...(parcel ? [[spoken.parcel, [parcel.carrier, parcel.tracking].filter(Boolean).join(' ')] as const] : []),
      ...(collect ? [[spoken.code, spaced(collect.code)] as const] : []),
      ...(about.reason ? [[spoken.reason, spoken.reasons[about.reason] ?? about.reason] as const] : []),
      ...(amount ? [[spoken.amount, amount] as const] : []),
    ],
    below: [
      ...(collect
        ? [[spoken.collectAt, ...collect.lines].join('\n'), spoken.keptUntil.replace('{until}', day(collect.until))]
        : []),
      ...(about.answer ? [`${spoken.answer}\n${about.answer}`] : []),
      ...(about.words ? [about.words] : []),
      ...(about.address?.length ? [[spoken.sendTo, ...about.address].join('\n')] : []),
    ],
    links: [
      ...(collect ? [{ url: collect.passUrl, text: spoken.showCode }] : []),
      ...(follow ? [{ url: follow, text: spoken.follow }] : []),
      { url, text: spoken.see },
    ],
  })
  return { subject: fill(spoken[kind].subject), ...page }
}

/** `7K3M9QX2` → `7K3M 9QX2`. */
const spaced = (code: string) => code.replace(/(?<=^.{4})/, ' ')

function titleOf(
  lines: readonly Pick<OrderLine, 'lineId' | 'title' | 'options' | 'personal'>[],
  lineId: string,
  locale: Order['locale'],
): string {
  const line = lines.find((one) => one.lineId === lineId)
  if (!line) return ''
  const options = detailsOf(line, locale).join(', ')
  return inLocale(line.title, locale) + (options && ` (${options})`)
}
