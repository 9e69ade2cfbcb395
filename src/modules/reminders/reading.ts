import { type Ctx, callerId } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import type { ShowId } from '../../lib/ids.ts'
import { brandById, provenEmail } from '../accounts/accounts.ts'
import { maskedEmail } from '../orders/orders.ts'
import { announcementOf } from '../shows/shows.ts'
import type { remindersContract } from './contract.ts'
import { mayAsk } from './decide.ts'
import { openLink } from './link.ts'
import { talliesOf } from './sending-store.ts'
import * as store from './store.ts'
import { deviceOf } from './subscriptions.ts'

type Api = typeof remindersContract
const channels = ['push', 'email', 'calendar'] as const

/** By which channels the caller is reminded of a show. */
export async function readMine(ctx: Ctx, { showId }: { showId: ShowId }): Promise<Output<Api['reminders.mine']>> {
  const personId = ctx.who.kind === 'person' ? ctx.who.personId : undefined
  const rows = personId ? await store.remindersOfPerson(ctx.sql, personId, showId) : []
  const byMail = rows.find(({ channel }) => channel === 'email')
  return {
    pushKey: ctx.doors.push.publicKey,
    devices: rows.flatMap(({ endpointHash }) => (endpointHash ? [deviceOf(endpointHash)] : [])),
    email: byMail ? { masked: maskedEmail(byMail.email!), state: byMail.state as 'asked' | 'active' } : null,
    calendar: rows.some(({ channel }) => channel === 'calendar'),
    provenEmail: (personId && (await provenEmail(ctx.sql, personId))) ?? null,
  }
}

/** The caller's browsers that take messages, and their proved address. */
export async function readBrowsers(ctx: Ctx): Promise<Output<Api['reminders.browsers']>> {
  const personId = callerId(ctx)
  return {
    pushKey: ctx.doors.push.publicKey,
    devices: (await store.subscriptionsOf(ctx.sql, personId)).map(({ endpointHash }) => deviceOf(endpointHash)),
    provenEmail: (await provenEmail(ctx.sql, personId)) ?? null,
  }
}

/** What a link in a mail speaks of. @throws Refusal reminders.deadLink */
export async function readLinked(ctx: Ctx, { link }: Input<Api['reminders.linked']>) {
  const { showId, state, email } = await openLink(ctx, link)
  const show = await announcementOf(ctx.sql, showId)
  const brand = await brandById(ctx.sql, show.brandId)
  return {
    ...{ showId, state, title: show.title, coverUrl: show.coverUrl },
    startsAt: show.startsAt?.toISOString() ?? null,
    ...{ brandSlug: brand?.slug ?? '', brandName: brand?.name ?? '' },
    email: maskedEmail(email ?? ''),
    coming: mayAsk(show),
  }
}

type Notice = Output<Api['reminders.ofShow']>['notices'][number]

/** Who asked, by channel, and what became of what was sent. */
export async function readOfShow(ctx: Ctx, { showId }: { showId: ShowId }): Promise<Output<Api['reminders.ofShow']>> {
  const counts = await store.countsOf(ctx.sql, showId)
  const count = (channel: store.Channel, state: store.Reminder['state']) =>
    counts.find((one) => one.channel === channel && one.state === state)?.count ?? 0
  const notices = new Map<string, Notice>()
  for (const one of await talliesOf(ctx.sql, showId)) {
    const { noticeId, kind, madeAt } = one
    const notice = notices.get(noticeId) ?? {
      ...{ noticeId, kind, madeAt: madeAt.toISOString(), waiting: 0, sent: 0, refused: 0, doneAt: null, reasons: [] },
    }
    notices.set(noticeId, notice)
    if (one.state === null) continue
    notice[one.state === 'sending' ? 'waiting' : one.state] += one.count
    if (one.reason) notice.reasons.push({ reason: one.reason, count: one.count })
    const doneAt = one.doneAt?.toISOString() ?? null
    if (doneAt && (notice.doneAt ?? '') < doneAt) notice.doneAt = doneAt
  }
  return {
    channels: channels.map((channel) => ({
      ...{ channel, asked: count(channel, 'asked'), active: count(channel, 'active'), ended: count(channel, 'ended') },
    })),
    notices: [...notices.values()],
  }
}
