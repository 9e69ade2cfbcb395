import type { Ctx } from '../../ctx.ts'
import type { AnyJob, Job } from '../../lib/jobs.ts'
import { provenEmails } from '../accounts/accounts.ts'
import * as messaging from '../messaging/messaging.ts'
import { aboutShow, forgetBrowsers, placeOf, sealedOf } from '../reminders/reminders.ts'
import { audienceOf, type Reachable, recipientsOf } from './audience.ts'
import { waitsOf } from './decide.ts'
import { inboxTextOf, mailOf, pushTextOf, type Said, saidOf } from './said.ts'
import * as store from './store.ts'

type Claim = Parameters<typeof store.claim>
type ToBrowser = store.Claimed & { sealed: Uint8Array | undefined }
type ToAddress = store.Claimed & { email: string | undefined }

/** Writes down who is to be told, in a transaction of its own. */
export const prepare: Job<{ noticeId: messaging.NoticeId }> = {
  name: 'news.prepare',
  async run(ctx, { noticeId }) {
    const telling = await store.tellingById(ctx.sql, noticeId)
    if (!telling) return
    const { people } = await audienceOf(ctx, telling, telling.what)
    if (people.length > 0) {
      const decided = await messaging.tell(ctx, await sayingOf(ctx, telling), recipientsOf(people), idsOf(people))
      await store.insertSendings(ctx.sql, noticeId, writtenOf(people, decided), ctx.now)
    }
    await ctx.later(sendPushes, { noticeId })
    await ctx.later(sendEmails, { noticeId })
  },
}

const idsOf = (people: readonly Reachable[]) => people.map(({ personId }) => personId)

/** What is said of a show, for the inbox and for the rules. */
export async function sayingOf(
  ctx: Ctx,
  { noticeId, brandId, showId, what }: Pick<store.Telling, 'noticeId' | 'brandId' | 'showId' | 'what'>,
): Promise<messaging.Saying> {
  const about = await aboutShow(ctx, showId)
  return {
    ...{ noticeId, brandId, kind: 'news', ...inboxTextOf(about, what), happensAt: about.startsAt },
    ...{ necessary: false, waits: waitsOf(what, about.startsAt) },
  }
}

/** Each browser and address of those who want it; the others stand with their reason in `messaging`. */
function writtenOf(people: readonly Reachable[], decided: messaging.Decided): store.Written[] {
  return people.flatMap(({ personId, locale, timeZone, email, browsers }) => {
    const of = (channel: 'push' | 'email', targets: readonly string[]) => {
      const one = decided(personId, channel)
      if (one.send === 'no') return []
      const outcome = { state: 'waiting', dueAt: one.send === 'later' ? one.at : undefined } as messaging.Outcome
      return targets.map((target) => ({ personId, channel, target, locale, timeZone, outcome }))
    }
    return [...of('push', browsers), ...of('email', email ? [personId] : [])]
  })
}

const book = { settleLost: store.settleLost, settle: store.settle, nextDue: store.nextDue }
const whyNotBy = (channel: 'push' | 'email') => async (ctx: Ctx, said: Said, claimed: readonly store.Claimed[]) => {
  const of = { brandId: said.brandId, kind: 'news' as const, channel }
  const unwilling = await messaging.unwillingAmong(
    ctx.sql,
    of,
    claimed.map(({ personId }) => personId),
  )
  return ({ personId }: store.Claimed) => {
    if (!said.isTimely) return 'tooLate'
    return unwilling.has(personId) ? 'unwanted' : undefined
  }
}

const sendPushes = messaging.sender<Said, ToBrowser, Parameters<Ctx['doors']['push']['send']>[0]>({
  ...{ name: 'news.sendPushes', channel: 'push', saidOf, whyNot: whyNotBy('push') },
  book: {
    ...book,
    async claim(...wish: Claim) {
      const rows = await store.claim(...wish)
      const sealed = await sealedOf(
        wish[0],
        rows.map(({ target }) => target),
      )
      return rows.map((row) => ({ ...row, sealed: sealed.get(row.target) }))
    },
  },
  write: (_, said, { locale, timeZone, sealed, target }) =>
    sealed
      ? {
          ...{ to: { sealed, place: placeOf(target) }, text: pushTextOf(said, { locale, timeZone }) },
          ...{ topic: said.showId.replaceAll('-', ''), ttlSeconds: said.what === 'started' ? 3600 : 24 * 3600 },
          urgency: 'normal',
        }
      : null,
  send: (doors, message) => doors.push.send(message),
  async note(ctx, sent) {
    const gone = sent.flatMap(({ one, said }) => (said.state === 'gone' ? [one.target] : []))
    if (gone.length > 0) await forgetBrowsers(ctx, gone)
  },
})

const sendEmails = messaging.sender<Said, ToAddress, Parameters<typeof messaging.sendMail>[1]>({
  ...{ name: 'news.sendEmails', channel: 'email', saidOf, whyNot: whyNotBy('email') },
  book: {
    ...book,
    async claim(...wish: Claim) {
      const rows = await store.claim(...wish)
      const emails = await provenEmails(
        wish[0],
        rows.map(({ personId }) => personId),
      )
      return rows.map((row) => ({ ...row, email: emails.get(row.personId) }))
    },
  },
  write: ({ doors }, said, { personId, email, locale, timeZone }) => {
    if (!email) return null
    const unsubscribeUrl = messaging.unsubscribeUrl(doors, { personId, brandId: said.brandId, kind: 'news' })
    const mail = mailOf(said, { locale, timeZone, unsubscribeUrl })
    return { ...mail, key: `news.${said.noticeId}.${personId}`, to: email }
  },
  send: messaging.sendMail,
  note: async () => {},
})

export const newsJobs: readonly AnyJob[] = [prepare, sendPushes, sendEmails]
