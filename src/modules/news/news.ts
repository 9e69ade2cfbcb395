/** What a brand tells those who follow it or a host, of a show: once, and as they want it. */
import { type Ctx, callerId } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { newId, type PersonId, type ShowId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import { followHost as addFollow, unfollowHost as endFollow, followsHost } from '../followers/followers.ts'
import { hostOfShow } from '../hosts/hosts.ts'
import { foresee } from '../messaging/messaging.ts'
import { announcementOf, showFor } from '../shows/shows.ts'
import { audienceOf, type Reachable, recipientsOf } from './audience.ts'
import type { newsContract } from './contract.ts'
import { nextOf, type What, whyNotTell } from './decide.ts'
import { prepare, sayingOf } from './jobs.ts'
import { newsProblems as problem } from './problems.ts'
import * as store from './store.ts'

type Api = typeof newsContract
type Of = { showId: ShowId }

/** @throws Refusal news.told | notNow | notPublic, shows.unknownShow */
export async function tell(ctx: Ctx, { showId, what }: Input<Api['news.tell']>): Promise<void> {
  const show = await showFor(ctx.sql, showId)
  const told = (await store.toldOf(ctx.sql, showId)).map((one) => one.what)
  const why = whyNotTell(show, what, told)
  if (why) throw refuse(problem[why])
  const telling = { noticeId: newId<'notice'>(ctx.now), brandId: show.brandId, showId, what, toldAt: ctx.now }
  if (!(await store.insertTelling(ctx.sql, telling, callerId(ctx)))) throw refuse(problem.told)
  await ctx.later(prepare, { noticeId: telling.noticeId })
}

type Decided = Output<Api['news.ofShow']>['channels'][number]

/** Counts what would become of a message to each of them, by channel. */
async function foreseen(ctx: Ctx, of: Of, what: What, people: readonly Reachable[]) {
  const show = await showFor(ctx.sql, of.showId)
  const saying = await sayingOf(ctx, { ...of, brandId: show.brandId, what, noticeId: newId(ctx.now) })
  const all = people.map(({ personId }) => personId)
  const weighed = await foresee(ctx, saying, recipientsOf(people), all)
  const counts = new Map<string, Decided>()
  for (const { verdicts } of weighed) {
    for (const channel of ['push', 'email'] as const) {
      const one = verdicts[channel]
      const verdict = one ? (one.send === 'no' ? one.reason : one.send) : 'unreachable'
      const kept = counts.get(`${channel} ${verdict}`) ?? { channel, verdict, count: 0 }
      counts.set(`${channel} ${verdict}`, { ...kept, count: kept.count + 1 })
    }
  }
  return { inInbox: weighed.filter((one) => one.inInbox).length, channels: [...counts.values()] }
}

/** How many followers would hear of a show now, why others not, and what they were told. */
export async function readOfShow(ctx: Ctx, { showId }: Of): Promise<Output<Api['news.ofShow']>> {
  const show = await showFor(ctx.sql, showId)
  const tellings = await store.toldOf(ctx.sql, showId)
  const next = nextOf(show)
  const whyNot = whyNotTell(
    show,
    next,
    tellings.map(({ what }) => what),
  )
  const { people, reminded } = await audienceOf(ctx, { brandId: show.brandId, showId }, next)
  const told = next && !whyNot ? await foreseen(ctx, { showId }, next, people) : { inInbox: 0, channels: [] }
  const tallies = await store.talliesOf(
    ctx.sql,
    tellings.map(({ noticeId }) => noticeId),
  )
  return {
    ...{ next: whyNot ? null : next, whyNot, followers: people.length + reminded, reminded, ...told },
    tellings: tellings.map(({ noticeId, what, toldAt }) => {
      const own = tallies.filter((one) => one.noticeId === noticeId)
      const sum = (...states: string[]) =>
        own.filter(({ state }) => states.includes(state)).reduce((all, { count }) => all + count, 0)
      const reasons = own.flatMap(({ reason, count }) => (reason ? [{ reason, count }] : []))
      const counts = { waiting: sum('waiting', 'sending'), sent: sum('sent'), refused: sum('refused'), reasons }
      return { what, at: toldAt.toISOString(), ...counts }
    }),
  }
}

async function hostOf(ctx: Ctx, { showId }: Of): Promise<{ brandId: store.Telling['brandId']; hostId: PersonId }> {
  const hostId = await hostOfShow(ctx.sql, showId)
  if (!hostId) throw refuse(problem.noHost)
  return { brandId: (await showFor(ctx.sql, showId)).brandId, hostId }
}

/** Whether the caller follows the host of a show. */
export async function readHost(ctx: Ctx, { showId }: Of): Promise<Output<Api['news.host']>> {
  const hostId = await hostOfShow(ctx.sql, showId)
  if (!hostId) return { hostName: null, follows: false }
  const { hostName, brandId } = await announcementOf(ctx.sql, showId)
  return { hostName, follows: ctx.who.kind === 'person' && (await followsHost(ctx, { brandId, hostId })) }
}

/** @throws Refusal news.noHost */
export async function followHost(ctx: Ctx, { showId, ...reader }: Input<Api['news.followHost']>) {
  await addFollow(ctx, await hostOf(ctx, { showId }), reader)
  return readHost(ctx, { showId })
}

/** @throws Refusal news.noHost */
export async function unfollowHost(ctx: Ctx, { showId }: Of) {
  await endFollow(ctx, await hostOf(ctx, { showId }))
  return readHost(ctx, { showId })
}
