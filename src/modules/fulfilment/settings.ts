import type { Ctx } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import type { BrandId } from '../../lib/ids.ts'
import { ok } from '../../lib/shapes.ts'
import type { Sql } from '../../lib/sql.ts'
import type { fulfilmentContract } from './contract.ts'
import { type Settings, saveSettings, settingsOf } from './settings-store.ts'

type Api = typeof fulfilmentContract

/** How a brand packs and takes back; thirty days until it says otherwise. */
export const settingsFor = async (sql: Sql, brandId: BrandId): Promise<Settings> =>
  (await settingsOf(sql, brandId)) ?? { returnDays: 30, sender: null, returnWords: {} }

export const readSettings = ({ sql }: Ctx, { brandId }: Input<Api['fulfilment.settings']>) => settingsFor(sql, brandId)

/** Orders of before are taken back by the new rules too. */
export async function changeSettings(
  ctx: Ctx,
  { brandId, ...settings }: Input<Api['fulfilment.changeSettings']>,
): Promise<typeof ok> {
  await saveSettings(ctx.sql, brandId, settings)
  return ok
}

/** An address in lines, as one writes it on a parcel. */
export const addressLines = ({ name, line1, line2, postalCode, city, region, country }: Address): string[] =>
  [name, line1, line2, [postalCode, city].filter(Boolean).join(' '), region, country].filter(Boolean)

type Address = NonNullable<Settings['sender']>
