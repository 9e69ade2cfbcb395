import type { Ctx } from '../../ctx.ts'
import { type Sent, sender, sendMail, unwillingAmong } from '../messaging/messaging.ts'
import type { Channel } from './decide.ts'
import { linkUrl } from './link.ts'
import { mailOf, pushTextOf, type Said, saidOf } from './said.ts'
import * as sending from './sending-store.ts'
import * as store from './store.ts'
import { placeOf } from './subscriptions.ts'

type Claimed = sending.Claimed

const pushTtlSeconds = { soon: 2 * 3600, started: 3600, moved: 24 * 3600, cancelled: 24 * 3600 } as const

const book = {
  ...{ settleLost: sending.settleLost, claim: sending.claim, nextDue: sending.nextDue },
  settle: (
    sql: Ctx['sql'],
    noticeId: sending.NoticeId,
    settled: readonly { one: Claimed; outcome: sending.Settled['outcome'] }[],
    now: Date,
  ) =>
    sending.settleSendings(
      sql,
      noticeId,
      settled.map(({ one, outcome }) => ({ reminderId: one.reminderId, outcome })),
      now,
    ),
}
const whyNotBy =
  (channel: Channel) =>
  async (ctx: Ctx, { brandId }: Said, claimed: readonly Claimed[]) => {
    // Messages wait for the end of a night, or for the other side: some have said no meanwhile.
    const personIds = claimed.map(({ personId }) => personId)
    const unwilling = await unwillingAmong(ctx.sql, { brandId, kind: 'asked', channel }, personIds)
    return ({ personId, ...one }: Claimed) => {
      if (!one.isWanted) return 'withdrawn'
      if (!one.isTimely) return 'tooLate'
      return unwilling.has(personId) ? 'unwanted' : undefined
    }
  }

/** Sends what a notice says to the browsers that asked. */
export const sendPushes = sender({
  ...{ name: 'reminders.sendPushes', channel: 'push' as const, book, saidOf, whyNot: whyNotBy('push') },
  write: (_, said, { locale, timeZone, sealed, subscriptionId }) =>
    sealed && {
      to: { sealed, place: placeOf(subscriptionId!) },
      text: pushTextOf(said, { locale, timeZone }),
      // One of a show at a time: the start takes the place of what was not delivered before.
      topic: said.showId.replaceAll('-', ''),
      ttlSeconds: pushTtlSeconds[said.kind],
      urgency: said.kind === 'started' ? ('high' as const) : ('normal' as const),
    },
  send: (doors, message) => doors.push.send(message),
  note: forgetGone,
})

/** Sends what a notice says to the addresses that asked. */
export const sendEmails = sender({
  ...{ name: 'reminders.sendEmails', channel: 'email' as const, book, saidOf, whyNot: whyNotBy('email') },
  write: (ctx, said, { email, reminderId, locale, timeZone }) => ({
    ...mailOf(said, { locale, timeZone, unsubscribeUrl: linkUrl(ctx.doors, reminderId) }),
    ...{ key: `reminders.${said.noticeId}.${reminderId}`, to: email! },
  }),
  send: sendMail,
  note: forgetGone,
})

/** A browser that is gone is forgotten, and no address that bounced is written to again. */
async function forgetGone(ctx: Ctx, sent: readonly Sent<Claimed>[]): Promise<void> {
  const gone = sent.flatMap(({ one, said }) =>
    said.state === 'gone' && one.subscriptionId ? [one.subscriptionId] : [],
  )
  if (gone.length > 0) await forgetBrowsers(ctx, gone)
  const bounced = sent.flatMap(({ one, said }) =>
    said.state === 'refused' && said.reason === 'bounced' ? [one.reminderId] : [],
  )
  if (bounced.length > 0) await store.endReminders(ctx.sql, bounced, 'bounced', ctx.now)
}

/** These browsers take no messages any more. */
export async function forgetBrowsers(ctx: Ctx, gone: readonly store.SubscriptionId[]): Promise<void> {
  await store.endOfSubscriptions(ctx.sql, gone, ctx.now)
  await store.deleteSubscriptions(ctx.sql, gone)
}
