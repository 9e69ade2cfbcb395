import { type Ctx, callerId, type Who } from '../../ctx.ts'
import type { Doors } from '../../doors/doors.ts'
import { type Batch, batch } from '../../lib/batch.ts'
import type { Clock } from '../../lib/clock.ts'
import type { BrandId, DropId, PacketId } from '../../lib/ids.ts'
import type { Database, Sql } from '../../lib/sql.ts'
import { dropTimes } from '../drops/drops.ts'
import { packetTimes } from '../packets/packets.ts'
import { type Finding, isQuick } from './decide.ts'
import { callerMarks, exceptApproved, lookAtAll, type Moment, writeDown } from './sight.ts'

/*
 * Claims of drops and grabs of packets, of those alone that won: crowds that get nothing cost nothing here. Thousands
 * win in a second, so they are looked at many at a time and behind their answers; what is found holds what its finder
 * buys next. A process that dies forgets those it had not come to: they are evidence, not money.
 */

type Verb<Wish, Answer> = (ctx: Ctx, wish: Wish, key: string) => Promise<Answer>
type What = 'claim' | 'grab'
type Win = { who: Who; at: Date; device: string | undefined }
type Needs = {
  database: Database
  clock: Clock
  doors: Doors
  log: { error(details: object, message: string): void }
}

const quickly = { claim: 'quickClaim', grab: 'quickGrab' } as const
/** Whose it is, and from when on one could win. */
const timesOf = {
  claim: async (sql: Sql, id: string) => {
    const { brandId, servedFrom } = await dropTimes(sql, id as DropId)
    return { brandId, from: servedFrom }
  },
  grab: async (sql: Sql, id: string) => {
    const { brandId, opensAt } = await packetTimes(sql, id as PacketId)
    return { brandId, from: opensAt }
  },
}

export type Robots = ReturnType<typeof robots>

/** Watches what is won. One per process. */
export function robots({ database, clock, doors, log }: Needs) {
  const under = new Set<Promise<unknown>>()
  const seeing = (what: What): Batch<string, Win, undefined> =>
    batch(async (id, wins) => {
      await database.write((sql) => lookAtWins({ sql, now: clock.now(), doors }, what, id, wins))
      return wins.map(() => undefined)
    })
  const seen = { claim: seeing('claim'), grab: seeing('grab') }

  function see(ctx: Ctx, what: What, id: string, device: string | undefined): void {
    const work: Promise<unknown> = seen[what](id, { who: ctx.who, at: ctx.now, device })
      .catch((error) => log.error({ err: error, what, id }, 'risk.robots'))
      .finally(() => under.delete(work))
    under.add(work)
  }

  return {
    /** A claim that won is looked at. */
    watchedClaim:
      <Wish extends { dropId: DropId; device?: string | undefined }, Answer>(
        claim: Verb<Wish, Answer>,
      ): Verb<Wish, Answer> =>
      async (ctx, wish, key) => {
        const claimed = await claim(ctx, wish, key)
        see(ctx, 'claim', wish.dropId, wish.device)
        return claimed
      },
    /** A grab that got a share is looked at. */
    watchedGrab:
      <Wish extends { packetId: PacketId; device?: string | undefined }, Answer>(
        grab: Verb<Wish, Answer>,
      ): Verb<Wish, Answer> =>
      async (ctx, wish, key) => {
        const grabbed = await grab(ctx, wish, key)
        see(ctx, 'grab', wish.packetId, wish.device)
        return grabbed
      },
    /** All that was won until now has been looked at. */
    settled: async () => void (await Promise.all(under)),
  }
}

async function lookAtWins(
  ctx: Pick<Ctx, 'sql' | 'now' | 'doors'>,
  what: What,
  id: string,
  wins: readonly Win[],
): Promise<void> {
  const { brandId, from } = await timesOf[what](ctx.sql, id)
  const moments = wins.map(({ who, at, device }): Moment => {
    const personId = callerId({ who })
    const quick = isQuick(what, at.getTime() - from.getTime())
    const values = { [what]: personId, ...(quick && { [quickly[what]]: id }) }
    return { brandId, personId, when: what, marks: callerMarks({ who, doors: ctx.doors }, device), values }
  })
  const found = await lookAtAll(ctx, brandId, moments)
  for (const [i, findings] of toldOnce(found).entries()) await writeOne(ctx, moments[i]!, { what, id }, findings)
}

/** What is only noted is noted of a mark, not of a person: the first of a batch says it for all. */
function toldOnce(found: readonly Finding[][]): Finding[][] {
  const told = new Set<string>()
  return found.map((findings) =>
    findings.filter(({ rule, action, mark }) => {
      const name = `${rule} ${mark.mark}`
      if (action !== 'note') return true
      return !told.has(name) && told.add(name)
    }),
  )
}

async function writeOne(
  ctx: Pick<Ctx, 'sql' | 'now'>,
  { brandId, personId }: { brandId: BrandId; personId: Moment['personId'] },
  { what, id }: { what: What; id: string },
  findings: readonly Finding[],
): Promise<void> {
  if (findings.length === 0) return
  const left = await exceptApproved(ctx, brandId, personId, findings)
  await writeDown(ctx, { brandId, personId }, { kind: what, id: `${personId}/${id}` }, left)
}
