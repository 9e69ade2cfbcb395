import { createHash } from 'node:crypto'
import type { Who } from '../../ctx.ts'
import { rolesIn } from '../../lib/access.ts'
import { type BrandId, newId, type PersonId, type ShowId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'
import { buyersAmong } from '../orders/orders.ts'
import type { Wish } from './chat.ts'
import { type Author, judge, type Verdict } from './decide.ts'
import * as moderation from './moderation-store.ts'
import { type RoomRules, raidWatch, seasonedMs, usualRules } from './rules.ts'
import { readsAs } from './skeleton.ts'
import * as store from './store.ts'
import { type Watch, watchFor } from './words.ts'

/** Since when each of these viewers has been in a room; whoever is not there is left out. */
export type StaysOf = (sql: Sql, showId: string, viewers: readonly string[]) => Promise<Map<string, Date>>

type Show = { showId: ShowId; brandId: BrandId; status: string }
type Judged = { verdicts: Verdict[]; bought: Set<PersonId>; networks: (Buffer | undefined)[] }
export type Judges = {
  /**
   * Judges what people want to say in a room, for a whole batch.
   * @param apart it does not stand in the conversation (a question): neither slow mode nor what they said last counts
   */
  judgeAll(sql: Sql, now: Date, show: Show, wishes: readonly Wish[], apart?: 'apart'): Promise<Judged>
}

const repeatedWithinMs = 30_000
const bannedNetworkMs = 24 * 3600_000
const roomsMost = 1000
const vouchedMost = 100_000

/** What a process remembers in order to judge. */
type Memory = {
  staysOf: StaysOf
  /** The words of brands. */
  watches: Map<string, { version: number; watch: Watch }>
  /** Who has just fallen in where. */
  raids: Map<string, ReturnType<typeof raidWatch>>
  /** A stay vouches for one person: whoever named it first. */
  vouched: Map<string, PersonId>
}

/** One per process. `staysOf`: since when viewers have been in a room. */
export function judges(staysOf: StaysOf): Judges {
  const memory: Memory = { staysOf, watches: new Map(), raids: new Map(), vouched: new Map() }
  return {
    async judgeAll(sql, now, show, wishes, apart) {
      const { showId, brandId, status } = show
      const [room] = await moderation.rulesOf(sql, showId, brandId)
      const rules = { ...usualRules, ...room!.rules, ...(apart && { slowSeconds: 0 }) }
      const watch = await watchOf(memory, sql, brandId, room!.version)
      const networks = wishes.map(({ who }) => networkOf(brandId, who))
      const { authors, bought } = await authorsOf(memory, sql, now, show, wishes, networks)
      const newcomers = wishes.filter((_, i) => authors[i]!.newcomer && !authors[i]!.staff).map((wish) => wish.authorId)
      const { raid, begins } = raidIn(memory, showId, rules, newcomers, now)
      if (begins) {
        const act = { actId: newId(now), byPersonId: null, what: 'raid', detail: `${newcomers.length}` }
        await moderation.insertActs(sql, brandId, showId, now, [act])
      }
      const verdicts = wishes.map(({ text }, i) =>
        judge(
          { ...authors[i]!, repeats: !apart && authors[i]!.repeats },
          { status, rules, raid },
          { text, word: watch(text), now },
        ),
      )
      return { verdicts, bought, networks }
    },
  }
}

async function watchOf({ watches }: Memory, sql: Sql, brandId: string, version: number): Promise<Watch> {
  const known = watches.get(brandId)
  if (known?.version === version) return known.watch
  const [list] = version > 0 ? await moderation.wordsOf(sql, brandId) : []
  const watch = watchFor(list?.words ?? [])
  watches.set(brandId, { version: list?.version ?? 0, watch })
  return watch
}

function raidIn({ raids }: Memory, showId: string, rules: RoomRules, newcomers: readonly PersonId[], now: Date) {
  if (raids.size > roomsMost) raids.clear()
  const watch = raids.get(showId) ?? raidWatch()
  raids.set(showId, watch)
  if (rules.raid !== 'auto') watch.forget()
  const before = watch.see([], now.getTime())
  const raid = watch.see(newcomers, now.getTime())
  return { raid, begins: raid && !before && rules.raid === 'auto' }
}

/** Persons who have been in the room for a while, by the stay that they name. */
async function seasoned(memory: Memory, sql: Sql, now: Date, showId: ShowId, wishes: readonly Wish[]) {
  const { vouched, staysOf } = memory
  if (vouched.size > vouchedMost) vouched.clear()
  const mine = wishes.flatMap(({ viewer, authorId }) => {
    if (viewer === undefined) return []
    if (!vouched.has(viewer)) vouched.set(viewer, authorId)
    return vouched.get(viewer) === authorId ? [{ viewer, authorId }] : []
  })
  if (mine.length === 0) return new Set<PersonId>()
  const viewers = mine.map((one) => one.viewer)
  const stays = await staysOf(sql, showId, viewers)
  const since = now.getTime() - seasonedMs
  const stayed = mine.filter(({ viewer }) => (stays.get(viewer)?.getTime() ?? Infinity) <= since)
  return new Set(stayed.map((one) => one.authorId))
}

async function authorsOf(
  memory: Memory,
  sql: Sql,
  now: Date,
  { showId, brandId }: Show,
  wishes: readonly Wish[],
  networks: readonly (Buffer | undefined)[],
): Promise<{ authors: Author[]; bought: Set<PersonId> }> {
  const personIds = wishes.map((wish) => wish.authorId)
  const here = networks.filter((one) => one !== undefined)
  const [sanctions, last, bought, banned, settled] = await Promise.all([
    store.sanctionsOn(sql, brandId, personIds, now),
    store.lastOf(sql, showId, personIds),
    buyersAmong(sql, brandId, personIds),
    moderation.bannedNetworks(sql, brandId, here, new Date(now.getTime() - bannedNetworkMs)),
    seasoned(memory, sql, now, showId, wishes),
  ])
  // The same tap sent again is no second message.
  const taps = new Set(wishes.map((wish) => wish.messageId))
  const lastBy = new Map(last.filter((one) => !taps.has(one.messageId)).map((one) => [one.authorId, one]))
  const refused = new Set(banned.map(({ network }) => network.toString('hex')))
  const authors = wishes.map(({ authorId, who, text }, i): Author => {
    const before = lastBy.get(authorId)
    const network = networks[i]?.toString('hex')
    const guest = who.kind === 'person' && who.guest
    return {
      ...{ staff: rolesIn(who, brandId).length > 0, guest, bought: bought.has(authorId) },
      ...{ sanction: gravest(sanctions, authorId), lastAt: before?.postedAt },
      fromBannedNetwork: guest && network !== undefined && refused.has(network),
      repeats: before !== undefined && repeats(before, text, now),
      newcomer: !before && !bought.has(authorId) && !settled.has(authorId),
    }
  })
  return { authors, bought }
}

const gravest = (sanctions: readonly store.Sanction[], personId: PersonId) =>
  (['ban', 'mute', 'shadow'] as const).find((kind) =>
    sanctions.some((one) => one.personId === personId && one.kind === kind),
  )

/** Says again what was just said, however it is spelled. */
const repeats = (before: { text: string; postedAt: Date }, text: string, now: Date) =>
  now.getTime() - before.postedAt.getTime() < repeatedWithinMs && readsAs(before.text) === readsAs(text)

/** A digest of where a caller is: the /24 of an IPv4 address, the /48 of an IPv6 one. */
function networkOf(brandId: string, who: Who): Buffer | undefined {
  const address = who.kind === 'person' ? who.address : undefined
  if (!address) return undefined
  const v4 = /(\d+\.\d+\.\d+)\.\d+$/.exec(address)?.[1]
  const network = v4 ?? address.split(':').slice(0, 3).join(':')
  return createHash('sha256').update(`${brandId}\n${network}`).digest().subarray(0, 12)
}
