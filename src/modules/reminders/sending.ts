import type { Ctx } from '../../ctx.ts'
import type { Doors, Mail } from '../../doors/doors.ts'
import type { PushMessage } from '../../doors/push/door.ts'
import type { BrandId } from '../../lib/ids.ts'
import { errand, type Job } from '../../lib/jobs.ts'
import { unwillingAmong } from '../messaging/messaging.ts'
import { afterLoss, type Channel, lostAfterMs, mailFailure, settle } from './decide.ts'
import { linkUrl } from './link.ts'
import { mailOf, pushTextOf, type Said, saidOf } from './said.ts'
import * as sending from './sending-store.ts'
import * as store from './store.ts'
import { placeOf } from './subscriptions.ts'

/*
 * Messages are claimed in slices, committed, sent, and marked. A process that dies in between leaves them claimed:
 * `afterLoss` says what becomes of them.
 */

type Payload = { noticeId: sending.NoticeId }
type Answer = Parameters<typeof settle>[0]
type Slice<Message> = { messages: (Message & { one: sending.Claimed })[]; unwanted: Sent[] }
type Sent = { one: sending.Claimed; said: Answer }

/** Of one claim: small enough that what is lost with a process is little, the mails above all. */
const sliceMost = { push: 500, email: 30 } as const
/** Conversations with the other side at once. */
const atOnce = { push: 64, email: 6 } as const
const pushTtlSeconds = { soon: 2 * 3600, started: 3600, moved: 24 * 3600, cancelled: 24 * 3600 } as const

/** Sends what a notice says to the browsers that asked. */
export const sendPushes = errandOf<Omit<PushMessage, 'to'> & { to: PushMessage['to'] }>('push', {
  write: (_, said, { locale, timeZone, sealed, subscriptionId }) =>
    sealed && {
      to: { sealed, place: placeOf(subscriptionId!) },
      text: pushTextOf(said, { locale, timeZone }),
      // One of a show at a time: the start takes the place of what was not delivered before.
      topic: said.showId.replaceAll('-', ''),
      ttlSeconds: pushTtlSeconds[said.kind],
      urgency: said.kind === 'started' ? 'high' : 'normal',
    },
  send: (doors, message) => doors.push.send(message),
})

/** Sends what a notice says to the addresses that asked. */
export const sendEmails = errandOf<Mail>('email', {
  write: (ctx, said, { email, reminderId, locale, timeZone }) => ({
    ...mailOf(said, { locale, timeZone, unsubscribeUrl: linkUrl(ctx.doors, reminderId) }),
    ...{ key: `reminders.${said.noticeId}.${reminderId}`, to: email! },
  }),
  async send(doors, mail) {
    try {
      await doors.mail.send(mail)
      return { state: 'sent' }
    } catch (error) {
      return mailFailure(error as Error)
    }
  },
})

function errandOf<Message extends object>(
  channel: Channel,
  manner: {
    /** Undefined for a browser that is gone. */
    write(ctx: Ctx, said: Said, one: sending.Claimed): Message | null
    send(doors: Doors, message: Message): Promise<Answer>
  },
): Job<Payload> {
  const name = channel === 'push' ? 'reminders.sendPushes' : 'reminders.sendEmails'
  const again = { name } as Job<Payload>
  return errand<Payload, Slice<Message>, Sent[]>({
    name,
    async read(ctx, { noticeId }) {
      const said = await saidOf(ctx, noticeId)
      if (!said) return undefined
      const lostBefore = new Date(ctx.now.getTime() - lostAfterMs)
      await sending.settleLost(ctx.sql, noticeId, channel, lostBefore, afterLoss(channel))
      const claimed = await sending.claim(ctx.sql, noticeId, channel, sliceMost[channel], ctx.now)
      const slice: Slice<Message> = { messages: [], unwanted: [] }
      const isUnwilling = await unwilling(ctx, said.brandId, channel, claimed)
      for (const one of claimed) {
        const reason = whyNot(one, isUnwilling)
        const message = reason ? null : manner.write(ctx, said, one)
        if (message) slice.messages.push({ ...message, one })
        else slice.unwanted.push({ one, said: { state: 'refused', reason: reason ?? 'withdrawn' } })
      }
      if (claimed.length > 0) return slice
      await goOn(ctx, again, noticeId, channel)
      return undefined
    },
    async go(doors, { messages, unwanted }) {
      const sent: Sent[] = [...unwanted]
      const rest = messages.values()
      const work = async () => {
        for (const message of rest) sent.push({ one: message.one, said: await manner.send(doors, message) })
      }
      await Promise.all(Array.from({ length: atOnce[channel] }, work))
      return sent
    },
    async note(ctx, { noticeId }, sent) {
      const settled = sent.map(({ one, said }) => ({
        reminderId: one.reminderId,
        outcome: settle(said, one.tries, ctx.now),
      }))
      await sending.settleSendings(ctx.sql, noticeId, settled, ctx.now)
      await forgetGone(ctx, sent)
      await goOn(ctx, again, noticeId, channel)
    },
  })
}

function whyNot({ personId, ...one }: sending.Claimed, unwilling: Set<string>): string | undefined {
  if (!one.isWanted) return 'withdrawn'
  if (!one.isTimely) return 'tooLate'
  return unwilling.has(personId) ? 'unwanted' : undefined
}

/** Those who have said no since it was decided: messages wait for the end of a night, or for the other side. */
async function unwilling(ctx: Ctx, brandId: BrandId, channel: Channel, claimed: readonly sending.Claimed[]) {
  const personIds = claimed.map(({ personId }) => personId)
  return unwillingAmong(ctx.sql, { brandId, kind: 'asked', channel }, personIds)
}

/** Comes again for what is left: at once, or when the other side wants it. */
async function goOn(ctx: Ctx, job: Job<Payload>, noticeId: sending.NoticeId, channel: Channel): Promise<void> {
  const at = await sending.nextDue(ctx.sql, noticeId, channel, lostAfterMs)
  if (at) await ctx.later(job, { noticeId }, at > ctx.now ? { at } : {})
}

/** A browser that is gone is forgotten, and no address that bounced is written to again. */
async function forgetGone(ctx: Ctx, sent: readonly Sent[]): Promise<void> {
  const gone = sent.flatMap(({ one, said }) =>
    said.state === 'gone' && one.subscriptionId ? [one.subscriptionId] : [],
  )
  if (gone.length > 0) {
    await store.endOfSubscriptions(ctx.sql, gone, ctx.now)
    await store.deleteSubscriptions(ctx.sql, gone)
  }
  const bounced = sent.flatMap(({ one, said }) =>
    said.state === 'refused' && said.reason === 'bounced' ? [one.reminderId] : [],
  )
  if (bounced.length > 0) await store.endReminders(ctx.sql, bounced, 'bounced', ctx.now)
}
