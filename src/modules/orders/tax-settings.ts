import type { Ctx } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import type { BrandId } from '../../lib/ids.ts'
import { ok } from '../../lib/shapes.ts'
import { first, type Sql } from '../../lib/sql.ts'
import { noTaxSettings, type TaxSettings } from './tax.ts'
import type { taxContract } from './tax-contract.ts'
import * as store from './tax-store.ts'

type Api = typeof taxContract

/** How a brand taxes what it sends abroad. */
export async function taxSettingsOf(sql: Sql, brandId: BrandId): Promise<TaxSettings> {
  const said = first(await store.settingsOf(sql, brandId))
  return said ? { ...said, rates: await store.ratesOf(sql, brandId) } : noTaxSettings
}

export async function readTaxSettings(
  ctx: Ctx,
  { brandId }: Input<Api['orders.taxSettings']>,
): Promise<Output<Api['orders.taxSettings']>> {
  const settings = await taxSettingsOf(ctx.sql, brandId)
  return { ...settings, rates: [...settings.rates] }
}

/** Orders keep what they were taxed as. */
export async function changeTaxSettings(ctx: Ctx, wish: Input<Api['orders.changeTaxSettings']>): Promise<typeof ok> {
  const { brandId, rates, ...settings } = wish
  await store.saveSettings(ctx.sql, brandId, settings)
  await store.replaceRates(ctx.sql, brandId, rates)
  return ok
}
