import { type Ctx, callerId } from '../../ctx.ts'
import type { PushSubscription } from '../../doors/push/door.ts'
import { arePushKeys } from '../../doors/push/encrypt.ts'
import { newId, type PersonId, type ShowId } from '../../lib/ids.ts'
import type { Locale } from '../../lib/local-text.ts'
import { refuse } from '../../lib/problems.ts'
import { provenEmail } from '../accounts/accounts.ts'
import { announcementOf } from '../shows/shows.ts'
import { mailAgainMs, mailsADayMost, mayAsk } from './decide.ts'
import { sendConfirmation } from './jobs.ts'
import { openLink } from './link.ts'
import { reminderProblems as problem } from './problems.ts'
import * as store from './store.ts'
import { deviceOf, hashOf, placeOf } from './subscriptions.ts'

export { browsersOf, remindedOf, sealedOf } from './browsers.ts'
export { hearShowPlanned, hearShowStarted, tellDue } from './notices.ts'
export { type About, aboutShow, dayAndTime } from './said.ts'
export { forgetBrowsers } from './sending.ts'
export { type SubscriptionId, signUpsOf } from './store.ts'
export { placeOf } from './subscriptions.ts'

/** How the person reads, and what their clocks show. */
type Reader = { locale: Locale; timeZone: string }
type Wish = Reader & { showId: ShowId }

/** @throws Refusal reminders.notComing, shows.unknownShow */
async function comingShow(ctx: Ctx, showId: ShowId) {
  const show = await announcementOf(ctx.sql, showId)
  if (!mayAsk(show)) throw refuse(problem.notComing)
  await store.insertShow(ctx.sql, showId, show.brandId, show.startsAt)
  return show
}

async function put(ctx: Ctx, one: Omit<store.Asking, 'now' | 'reminderId'>): Promise<void> {
  const asking = { ...one, now: ctx.now }
  await store.upsertReminder(ctx.sql, { ...asking, reminderId: newId(ctx.now) })
  await store.renewReminder(ctx.sql, asking)
}

/** Keeps a browser's subscription, sealed. @throws Refusal reminders.badSubscription */
async function keepSubscription(ctx: Ctx, personId: PersonId, subscription: PushSubscription) {
  const { endpoint, keys } = subscription
  if (!ctx.doors.push.isEndpoint(endpoint) || !arePushKeys(keys)) throw refuse(problem.badSubscription)
  const endpointHash = hashOf(endpoint)
  const wish = { subscriptionId: newId<'subscription'>(ctx.now), personId, endpointHash, now: ctx.now }
  const subscriptionId = await store.upsertSubscription(ctx.sql, wish)
  const sealed = ctx.doors.push.seal({ endpoint, keys }, placeOf(subscriptionId))
  await store.setSealed(ctx.sql, subscriptionId, endpointHash, sealed)
  return subscriptionId
}

/** @throws Refusal reminders.notComing | badSubscription */
export async function askPush(ctx: Ctx, wish: Wish & { subscription: PushSubscription }): Promise<void> {
  const { brandId } = await comingShow(ctx, wish.showId)
  const personId = callerId(ctx)
  const subscriptionId = await keepSubscription(ctx, personId, wish.subscription)
  const { showId, locale, timeZone } = wish
  await put(ctx, {
    ...{ showId, brandId, personId, channel: 'push', subscriptionId, email: null, locale, timeZone, state: 'active' },
  })
}

/** This browser takes messages, of whatever the caller wants to hear. @throws Refusal reminders.badSubscription */
export const keepBrowser = (ctx: Ctx, { subscription }: { subscription: PushSubscription }) =>
  keepSubscription(ctx, callerId(ctx), subscription)

/**
 * A browser was given another endpoint: whoever knows the one before is that browser. Nothing happens when we did not
 * know it. @throws Refusal reminders.badSubscription
 */
export async function renewPush(
  ctx: Ctx,
  { formerEndpoint, subscription }: { formerEndpoint: string; subscription: PushSubscription },
): Promise<void> {
  const { endpoint, keys } = subscription
  if (!ctx.doors.push.isEndpoint(endpoint) || !arePushKeys(keys)) throw refuse(problem.badSubscription)
  const known = await store.subscriptionByHash(ctx.sql, hashOf(formerEndpoint))
  if (!known || (await store.subscriptionByHash(ctx.sql, hashOf(endpoint)))) return
  const sealed = ctx.doors.push.seal({ endpoint, keys }, placeOf(known.subscriptionId))
  await store.setSealed(ctx.sql, known.subscriptionId, hashOf(endpoint), sealed)
}

/**
 * By mail: at once to the caller's proved address, to any other once the link mailed there was opened.
 * Asked for by others, an address that is reminded already hears so itself, and they learn nothing.
 * @throws Refusal reminders.notComing | emailMissing | tooManyMails
 */
export async function askEmail(
  ctx: Ctx,
  wish: Wish & { email?: string | undefined },
): Promise<{ state: 'asked' | 'active' }> {
  const { brandId } = await comingShow(ctx, wish.showId)
  const personId = callerId(ctx)
  const proven = (await provenEmail(ctx.sql, personId))?.toLowerCase()
  const email = wish.email ?? proven
  if (!email) throw refuse(problem.emailMissing)
  const { showId, locale, timeZone } = wish
  const known = await store.emailReminder(ctx.sql, showId, email)
  const isMine = email === proven || (known?.state === 'active' && known.personId === personId)
  if (known?.state !== 'active' || isMine) {
    const state = isMine ? 'active' : 'asked'
    await put(ctx, {
      ...{ showId, brandId, personId, channel: 'email', subscriptionId: null, email, locale, timeZone, state },
    })
  }
  if (!isMine) await mailConfirmation(ctx, showId, email)
  return { state: isMine ? 'active' : 'asked' }
}

async function mailConfirmation(ctx: Ctx, showId: ShowId, email: string): Promise<void> {
  const reminder = (await store.emailReminder(ctx.sql, showId, email))!
  if (reminder.mailedAt && ctx.now.getTime() - reminder.mailedAt.getTime() < mailAgainMs) return
  const aDayAgo = new Date(ctx.now.getTime() - 86_400_000)
  if ((await store.mailsSince(ctx.sql, email, aDayAgo)) >= mailsADayMost) throw refuse(problem.tooManyMails)
  await store.setMailed(ctx.sql, reminder.reminderId, ctx.now)
  await ctx.later(sendConfirmation, { reminderId: reminder.reminderId, at: ctx.now.getTime() })
}

/** @throws Refusal reminders.notComing */
export async function askCalendar(ctx: Ctx, { showId, locale, timeZone }: Wish): Promise<void> {
  const { brandId } = await comingShow(ctx, showId)
  const personId = callerId(ctx)
  await put(ctx, {
    ...{ showId, brandId, personId, channel: 'calendar', subscriptionId: null, email: null, locale, timeZone },
    state: 'active',
  })
}

/** Ends what the caller asked for by a channel; of push, on one device or on all. */
export async function withdraw(
  ctx: Ctx,
  wish: { showId: ShowId; channel: store.Channel; device?: string | undefined },
): Promise<void> {
  const ended = (await store.remindersOfPerson(ctx.sql, callerId(ctx), wish.showId)).filter(
    ({ channel, endpointHash }) =>
      channel === wish.channel && (!wish.device || (endpointHash && deviceOf(endpointHash) === wish.device)),
  )
  await store.endReminders(
    ctx.sql,
    ended.map(({ reminderId }) => reminderId),
    'withdrawn',
    ctx.now,
  )
}

/** @throws Refusal reminders.deadLink | notComing */
export async function confirm(ctx: Ctx, { link }: { link: string }): Promise<void> {
  const { reminderId, showId, state } = await openLink(ctx, link)
  if (state === 'active') return
  await comingShow(ctx, showId)
  await store.activate(ctx.sql, reminderId, ctx.now)
}

/** @throws Refusal reminders.deadLink */
export async function unsubscribe(ctx: Ctx, { link }: { link: string }): Promise<void> {
  const { reminderId } = await openLink(ctx, link)
  await store.endReminders(ctx.sql, [reminderId], 'unsubscribed', ctx.now)
}

/** What a guest asked for is the account's that they became. */
export async function moveReminders(ctx: Ctx, { guestId, personId }: { guestId: PersonId; personId: PersonId }) {
  await store.moveReminders(ctx.sql, guestId, personId)
  await store.moveSubscriptions(ctx.sql, guestId, personId)
}
