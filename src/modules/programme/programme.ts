/** A brand's programme: its series, what shows are made from, and its calendar. */
import type { Ctx } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import type { BrandId } from '../../lib/ids.ts'
import { ok } from '../../lib/shapes.ts'
import type { Sql } from '../../lib/sql.ts'
import type { programmeContract } from './contract.ts'
import * as store from './store.ts'

type Api = typeof programmeContract

/** The clock of a brand, and whether its shows stand on the page of all brands of the install. */
const settingsOf = (sql: Sql, brandId: string): Promise<store.Settings> => store.settingsOf(sql, brandId)

/** Brands whose shows do not stand on the page of all brands. */
export const unlistedBrands = async (sql: Sql): Promise<BrandId[]> =>
  (await store.unlisted(sql)).map(({ brandId }) => brandId)

export const readSettings = async ({ sql }: Ctx, { brandId }: { brandId: BrandId }) => settingsOf(sql, brandId)

export async function changeSettings(ctx: Ctx, { brandId, ...settings }: Input<Api['programme.changeSettings']>) {
  await store.saveSettings(ctx.sql, brandId, settings)
  return ok
}
