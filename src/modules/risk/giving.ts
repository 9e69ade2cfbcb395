import type { Ctx } from '../../ctx.ts'
import type { BrandId, PersonId, ShowId } from '../../lib/ids.ts'
import { givenIn } from '../gifts/gifts.ts'
import { giftsEarned, holdEarning, hostsOf } from '../hosts/hosts.ts'
import { showFor } from '../shows/shows.ts'
import { circlesThrough, type Finding, findingsOf, partOf } from './decide.ts'
import { type Mark, type RuleName, rules } from './rules.ts'
import { callerMarks, exceptApproved, settingsOf, writeDown } from './sight.ts'
import * as store from './store.ts'

/*
 * Gifts: a host who pays themselves through others, or several in a circle. Nothing is asked while gifts fly: once the
 * show is over, and before anything is paid out, one looks who of those who share something with its host gave how
 * much. What was found waits on the host's account until somebody has looked at it.
 */

const minuteMs = 60_000
const sharedMs = 31 * 24 * 60 * minuteMs

/** Whoever goes on air is known by what they do it with. */
export async function hearShowStarted(ctx: Ctx, { showId }: { showId: ShowId }): Promise<void> {
  if (ctx.who.kind !== 'person') return
  const { brandId } = await showFor(ctx.sql, showId)
  const marks = callerMarks(ctx).filter(({ kind }) => kind !== 'person')
  await store.addMarks(ctx.sql, brandId, ctx.who.personId, ctx.now, marks)
}

/** What was put aside for a show's host is their earning now. Hears `gifts.giftsShared`. */
export async function hearGiftsShared(ctx: Ctx, { showId }: { showId: ShowId }): Promise<void> {
  const earned = await giftsEarned(ctx.sql, showId)
  const [first] = earned
  if (!first) return
  const { brandId, personId: hostId } = first
  const sharers = await store.sharersOf(ctx.sql, brandId, hostId, new Date(ctx.now.getTime() - sharedMs))
  const hosts = (await hostsOf(ctx.sql, brandId)).filter((one) => one !== hostId)
  const asked = [...new Set([...sharers.map(({ personId }) => personId), ...hosts])]
  const { all, given } = await givenIn(ctx.sql, showId, asked)
  const byHosts = given.filter(({ personId }) => hosts.includes(personId))
  const flow = { brandId, showId, hostId, at: ctx.now }
  if (byHosts.length > 0) await store.addFlows(ctx.sql, flow, byHosts)
  const found = [
    ...(await sharedFindings(ctx, { brandId, hostId }, sharers, given)),
    ...(await circleFindings(ctx, brandId, hostId)),
  ]
  for (const { payerId, ...finding } of found) {
    const coins = given.find((one) => one.personId === payerId)?.coins ?? 0
    await holdGifts(ctx, { brandId, hostId, showId, payerId, coins, all, earned }, finding)
  }
}

type Found = Finding & { payerId: PersonId }
type Given = readonly { personId: PersonId; coins: number }[]

/** One payer is found by what weighs most: a network alone is the weakest. */
async function sharedFindings(
  ctx: Ctx,
  { brandId, hostId }: { brandId: BrandId; hostId: PersonId },
  sharers: readonly (Mark & { personId: PersonId })[],
  given: Given,
): Promise<Found[]> {
  const settings = await settingsOf(ctx, brandId)
  const found: Found[] = []
  for (const { personId: payerId, coins } of given) {
    const shared = sharers.filter(({ personId }) => personId === payerId)
    const strong = shared.find(({ kind }) => kind !== 'network')
    const mark = strong ?? shared[0]
    if (!mark) continue
    const rule: RuleName = strong ? 'giftsToOneself' : 'giftsFromSameNetwork'
    const kinds = Object.fromEntries(shared.map(({ kind }) => [kind, 1]))
    const said = findingsOf(settings, [{ rule, mark, count: coins, more: kinds }])
    const left = said.length > 0 ? await exceptApproved(ctx, brandId, hostId, said) : []
    found.push(...left.map((one) => ({ ...one, payerId })))
  }
  return found
}

async function circleFindings(ctx: Ctx, brandId: BrandId, hostId: PersonId): Promise<Found[]> {
  const settings = await settingsOf(ctx, brandId)
  const since = new Date(ctx.now.getTime() - settings.giftsInCircle.windowMinutes * minuteMs)
  const flows = await store.flowsSince(ctx.sql, brandId, since)
  const circles = circlesThrough(hostId, flows)
  const found = circles.flatMap(({ payerId, coins: count }) =>
    findingsOf(settings, [
      { rule: 'giftsInCircle' as const, mark: { kind: rules.giftsInCircle.by, mark: payerId }, count },
    ]).map((one) => ({ ...one, payerId: payerId as PersonId })),
  )
  const left = found.length > 0 ? await exceptApproved(ctx, brandId, hostId, found) : []
  return found.filter((one) => left.some(({ mark }) => mark.mark === one.mark.mark))
}

type Suspect = {
  brandId: BrandId
  hostId: PersonId
  showId: ShowId
  payerId: PersonId
  coins: number
  all: number
  earned: Awaited<ReturnType<typeof giftsEarned>>
}

async function holdGifts(
  ctx: Ctx,
  { brandId, hostId, showId, payerId, coins, all, earned }: Suspect,
  finding: Finding,
): Promise<void> {
  const seen = { ...finding.seen, coins, all }
  const subject = { kind: 'gift' as const, id: `${showId}/${payerId}` }
  const [decision] = await writeDown(ctx, { brandId, personId: hostId }, subject, [{ ...finding, seen }], [payerId])
  if (decision?.state !== 'waiting' || decision.times > 1) return
  for (const { minor, currency } of earned) {
    const part = { minor: partOf(minor, BigInt(coins), BigInt(all)), currency }
    if (part.minor === 0n) continue
    const holdId = await holdEarning(ctx, { brandId, personId: hostId, showId, ...part })
    await store.addHeld(ctx.sql, decision.decisionId, 'gift', holdId, ctx.now)
  }
}
