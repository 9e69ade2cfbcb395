import type { Ctx } from '../../ctx.ts'
import { newId, type ShowId } from '../../lib/ids.ts'
import type { Job } from '../../lib/jobs.ts'
import { type Outcome, tell } from '../messaging/messaging.ts'
import { showFor } from '../shows/shows.ts'
import { dueNotice, isNecessary, isSoon, type Kind, soonMs, waitsOf } from './decide.ts'
import { aboutShow, inboxTextOf } from './said.ts'
import { sendEmails, sendPushes } from './sending.ts'
import * as sending from './sending-store.ts'
import * as store from './store.ts'

type Wish = { showId: ShowId }

/** A show is announced, has another hour, or is called off: what calendars and messages say follows. */
export async function hearShowPlanned(
  ctx: Ctx,
  { showId, startsAt, what }: Wish & { startsAt: Date | null; what: 'announced' | 'moved' | 'cancelled' },
): Promise<void> {
  if (!(await store.showRow(ctx.sql, showId))) {
    await store.insertShow(ctx.sql, showId, (await showFor(ctx.sql, showId)).brandId, startsAt)
  }
  if (what === 'moved') await store.moveShow(ctx.sql, showId, startsAt, ctx.now)
  if (what !== 'cancelled') return
  await store.endShow(ctx.sql, showId, true)
  await tellEverybody(ctx, { showId, startsAt }, 'cancelled')
}

/** The show is on air: now, whatever hour was planned. */
export async function hearShowStarted(ctx: Ctx, { showId }: Wish): Promise<void> {
  const row = await store.showRow(ctx.sql, showId)
  if (!row) return
  await store.endShow(ctx.sql, showId, false)
  await tellEverybody(ctx, row, 'started')
}

/** A beat: tells of shows that are soon, and of those that have another hour. */
export async function tellDue(ctx: Ctx): Promise<void> {
  for (const row of await store.showsToTell(ctx.sql, new Date(ctx.now.getTime() + soonMs))) {
    const kind = dueNotice(row, ctx.now)
    if (!kind) continue
    await store.noteTold(ctx.sql, row.showId, kind === 'soon' || isSoon(row.startsAt, ctx.now))
    await tellEverybody(ctx, row, kind)
  }
}

async function tellEverybody(ctx: Ctx, { showId, startsAt }: Pick<store.ShowRow, 'showId' | 'startsAt'>, kind: Kind) {
  const noticeId = newId<'notice'>(ctx.now)
  if (!(await sending.insertNotice(ctx.sql, { noticeId, showId, kind, startsAt, madeAt: ctx.now }))) return
  await ctx.later(prepare, { noticeId })
}

/** Writes down who is to be told, in a transaction of its own: a show that starts waits for none of it. */
export const prepare: Job<{ noticeId: sending.NoticeId }> = {
  name: 'reminders.prepare',
  async run(ctx, { noticeId }) {
    const notice = await sending.noticeById(ctx.sql, noticeId)
    if (!notice) return
    const written = await sending.insertSendings(ctx.sql, notice, ctx.now)
    if (written.length > 0) await decide(ctx, notice, written)
    await ctx.later(sendPushes, { noticeId })
    await ctx.later(sendEmails, { noticeId })
  },
}

/** Who hears of it now, who when their night is over, and who in the inbox only. */
async function decide(ctx: Ctx, notice: sending.Notice, written: readonly sending.Written[]): Promise<void> {
  const { noticeId, showId, kind, startsAt } = notice
  const { brandId } = (await store.showRow(ctx.sql, showId))!
  const said = inboxTextOf({ ...(await aboutShow(ctx, showId)), kind })
  const saying = {
    ...{ noticeId, brandId, kind: 'asked' as const, ...said, happensAt: startsAt },
    ...{ necessary: isNecessary(kind), waits: waitsOf(kind, startsAt) },
  }
  const decided = await tell(ctx, saying, written)
  const others = written.flatMap(({ reminderId, personId, channel }) => {
    const one = decided(personId, channel)
    if (one.send === 'now') return []
    const outcome: Outcome =
      one.send === 'later' ? { state: 'waiting', dueAt: one.at } : { state: 'refused', reason: one.reason }
    return [{ reminderId, outcome }]
  })
  if (others.length > 0) await sending.settleSendings(ctx.sql, noticeId, others, ctx.now)
}
