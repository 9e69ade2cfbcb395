import { type Ctx, callerId } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import type { BrandId, PersonId } from '../../lib/ids.ts'
import { money, wire } from '../../lib/money.ts'
import { brandById, personsByIds } from '../accounts/accounts.ts'
import { titlesOf } from '../shows/shows.ts'
import type { hostsContract } from './contract.ts'
import { contractViews } from './contracts.ts'
import * as store from './payout-store.ts'
import { contractsOf } from './store.ts'

type Api = typeof hostsContract
export type Account = Output<Api['hosts.earnings']>['items'][number]

/** What can be paid out; what is held waits for returns. */
export const payableOf = ({ accrued, clawedBack, held, paid, onWay }: store.Standing): bigint =>
  accrued - clawedBack - held - paid - onWay

/** What hosts have earned with brands: of one brand, of one person, or of one with the other. */
export async function accountsOf(
  { sql, now }: Pick<Ctx, 'sql' | 'now'>,
  whose: { brandId: BrandId | null; personId: PersonId | null },
): Promise<Account[]> {
  const [standings, shows, months] = await Promise.all([
    store.standings(sql, now, whose),
    store.earnedByShow(sql, now, whose),
    store.earnedByMonth(sql, whose),
  ])
  const people = await personsByIds(sql, [...new Set(standings.map(({ personId }) => personId))])
  const titles = await titlesOf(sql, [...new Set(shows.map(({ showId }) => showId))])
  const brands = new Map<BrandId, Account['brand']>()
  for (const brandId of new Set(standings.map((one) => one.brandId))) {
    const { name, slug } = (await brandById(sql, brandId))!
    brands.set(brandId, { brandId, name, slug })
  }
  return standings.map((one) => {
    const isSame = (other: { brandId: BrandId; personId: PersonId; currency: string }) =>
      other.brandId === one.brandId && other.personId === one.personId && other.currency === one.currency
    const amount = (minor: bigint) => wire(money(minor, one.currency))
    return {
      brand: brands.get(one.brandId)!,
      host: { personId: one.personId, name: people.get(one.personId)?.name ?? '' },
      ...{ currency: one.currency, accrued: amount(one.accrued), clawedBack: amount(one.clawedBack) },
      ...{ paid: amount(one.paid), held: amount(one.held), onWay: amount(one.onWay), payable: amount(payableOf(one)) },
      months: months.filter(isSame).map(({ month, accrued, clawedBack, paid }) => ({
        ...{ month, accrued: amount(accrued), clawedBack: amount(clawedBack), paid: amount(paid) },
      })),
      shows: shows.filter(isSame).map(({ showId, fee, commission, gifts, clawedBack, held }) => ({
        ...{ showId, title: titles.get(showId)?.title ?? { en: '–' } },
        startedAt: titles.get(showId)?.startedAt?.toISOString() ?? null,
        ...{ fee: amount(fee), commission: amount(commission), gifts: amount(gifts), clawedBack: amount(clawedBack) },
        ...{ net: amount(fee + commission + gifts - clawedBack), held: amount(held) },
      })),
    }
  })
}

export const readEarnings = async (ctx: Ctx, { brandId }: Input<Api['hosts.earnings']>) => ({
  items: await accountsOf(ctx, { brandId, personId: null }),
})

/** The caller's own, with every brand. */
export async function readMine(ctx: Ctx): Promise<Output<Api['hosts.mine']>> {
  const personId = callerId(ctx)
  const rows = await contractsOf(ctx.sql, { brandId: null, personId }, 200)
  const views = await contractViews(ctx.sql, rows)
  const names = new Map<string, string>()
  for (const { brandId } of rows) names.set(brandId, names.get(brandId) ?? (await brandById(ctx.sql, brandId))!.name)
  const [bank] = await store.banksOf(ctx.sql, [personId])
  return {
    contracts: views.map((view, i) => ({ ...view, brandName: names.get(rows[i]!.brandId)! })),
    items: await accountsOf(ctx, { brandId: null, personId }),
    bank: bank ? { holder: bank.holder, last4: bank.last4, isIban: bank.isIban } : null,
  }
}
