import type { Ctx } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import type { BrandId, ShowId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { viewersOfShows } from '../attendance/attendance.ts'
import { engagementsOf, hostedShows } from '../hosts/hosts.ts'
import { showProblems } from '../shows/problems.ts'
import { type PlannedShow, showsBetween, showsByIds, showsWatched } from '../shows/shows.ts'
import type { programmeContract } from './contract.ts'
import { type Conflict, conflictsOf, type Slot, slotsOf, watchedLeast } from './decide.ts'
import { nextOf } from './rhythm.ts'
import * as store from './store.ts'

type Api = typeof programmeContract

/** Longer than any show: what began before may still run. */
const dayMs = 86_400_000
const isOpen = ({ status }: PlannedShow) => status === 'draft' || status === 'scheduled' || status === 'live'

const slotOf = (show: PlannedShow, hosts: Map<string, string>): Slot => ({
  ...{ showId: show.showId, brandId: show.brandId, from: show.from, until: show.until },
  ...{ hostName: show.hostName, hostId: hosts.get(show.showId) ?? null, byEncoder: show.byEncoder },
})

/** Who hosts these shows, by the show. */
const hostsBy = async (sql: Sql, showIds: readonly string[]): Promise<Map<string, string>> =>
  new Map((await hostedShows(sql, showIds)).map(({ showId, personId }) => [showId, personId]))

/** The open shows for other brands of those who host these. */
async function slotsElsewhere(sql: Sql, brandId: BrandId, hosts: Map<string, string>): Promise<Slot[]> {
  const away = (await engagementsOf(sql, [...new Set(hosts.values())])).filter((one) => one.brandId !== brandId)
  const host = new Map(away.map(({ showId, personId }) => [showId as string, personId as string]))
  const shows = await showsByIds(sql, [...host.keys()])
  return shows.filter(isOpen).map((show) => slotOf(show, host))
}

type Around = { shows: PlannedShow[]; hosts: Map<string, string>; slots: Slot[] }

/** The shows of a brand in a span, and everything that may stand in their way. */
async function around(sql: Sql, brandId: BrandId, from: Date, until: Date): Promise<Around> {
  const shows = await showsBetween(sql, brandId, new Date(from.getTime() - dayMs), until)
  const open = shows.filter(isOpen)
  const hosts = await hostsBy(
    sql,
    open.map(({ showId }) => showId),
  )
  const own = open.map((show) => slotOf(show, hosts))
  return { shows, hosts, slots: [...own, ...(await slotsElsewhere(sql, brandId, hosts))] }
}

const told = ({ shows }: Around, conflicts: readonly Conflict[]) =>
  conflicts.map(({ showId, kinds }) => {
    const other = shows.find((show) => show.showId === showId)
    return {
      ...{ showId: showId as ShowId | null, kinds },
      ...{ title: other?.title ?? {}, startsAt: other?.from.toISOString() ?? null },
    }
  })

export async function readCalendar({ sql }: Ctx, { brandId, ...span }: Input<Api['programme.calendar']>) {
  const [from, until] = [new Date(span.from), new Date(span.until)]
  const all = await around(sql, brandId, from, until)
  const { timeZone } = await store.settingsOf(sql, brandId)
  const within = all.shows.filter((show) => show.from >= from)
  const episodes = await store.seriesOfShows(
    sql,
    within.map(({ showId }) => showId),
  )
  const seriesOf = new Map(episodes.map(({ showId, seriesId }) => [showId, seriesId]))
  const items = within.map(({ byEncoder: _, until: __, ...show }) => {
    const slot = all.slots.find(({ showId }) => showId === show.showId)
    return {
      ...show,
      from: show.from.toISOString(),
      seriesId: seriesOf.get(show.showId) ?? null,
      conflicts: slot ? told(all, conflictsOf(slot, all.slots)) : [],
    }
  })
  return { timeZone, items }
}

/** What stands in the way of these shows of a brand. */
export async function conflictsIn(sql: Sql, brandId: BrandId, showIds: readonly ShowId[]) {
  const mine = await showsByIds(sql, showIds)
  const found = new Map<string, ReturnType<typeof told>>()
  if (mine.length === 0) return found
  const all = await around(sql, brandId, mine[0]!.from, new Date(mine.at(-1)!.until.getTime() + dayMs))
  for (const { showId } of mine) {
    const slot = all.slots.find((one) => one.showId === showId)
    if (slot) found.set(showId, told(all, conflictsOf(slot, all.slots)))
  }
  return found
}

/** What would stand in the way at an hour. @throws Refusal shows.unknownShow */
export async function readConflicts({ sql }: Ctx, wish: Input<Api['programme.conflicts']>) {
  const { brandId, showId } = wish
  const from = new Date(wish.startsAt)
  const [self] = showId ? await showsByIds(sql, [showId]) : []
  if (showId && self && self.brandId !== brandId) throw refuse(showProblems.unknownShow)
  const minutes = self?.minutes ?? wish.minutes
  const until = new Date(from.getTime() + minutes * 60_000)
  const all = await around(sql, brandId, from, until)
  const hostId = showId ? ((await hostsBy(sql, [showId])).get(showId) ?? null) : null
  const elsewhere = hostId ? await slotsElsewhere(sql, brandId, new Map([[showId!, hostId]])) : []
  const slot: Slot = {
    ...{ showId: showId ?? '', brandId, from, until, hostId },
    ...{ hostName: wish.hostName || (self?.hostName ?? ''), byEncoder: self?.byEncoder ?? false },
  }
  const others = [...all.slots.filter((one) => one.brandId === brandId), ...elsewhere]
  return { items: told(all, conflictsOf(slot, others)) }
}

export async function readSlots({ sql, now }: Ctx, { brandId }: { brandId: BrandId }) {
  const { timeZone } = await store.settingsOf(sql, brandId)
  const shows = await showsWatched(sql, brandId)
  const viewers = await viewersOfShows(
    sql,
    shows.map(({ showId }) => showId),
  )
  const past = shows.map(({ showId, startedAt }) => ({ startedAt, viewers: viewers.get(showId) ?? 0 }))
  const found = slotsOf(past, timeZone)
  const items = (found === 'tooFew' ? [] : found).map((slot) => {
    const atTime = `${String(slot.hour).padStart(2, '0')}:00`
    const [next] = nextOf({ everyWeeks: 1, weekday: slot.weekday, atTime }, timeZone, now, undefined, 1)
    return { ...slot, nextAt: next!.toISOString() }
  })
  return { timeZone, shows: past.length, least: watchedLeast, items }
}
