import type { Ctx } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import type { BrandId } from '../../lib/ids.ts'
import type { Locale } from '../../lib/local-text.ts'
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

/** An address in lines, as one writes it on a parcel; the country is named in this language. */
export function addressLines({ name, line1, line2, postalCode, city, region, country }: Address, locale: Locale) {
  const place = [postalCode, city].filter(Boolean).join(' ')
  const named = new Intl.DisplayNames(locale, { type: 'region' }).of(country) ?? country
  return [name, line1, line2, place, region, named].filter(Boolean)
}

type Address = NonNullable<Settings['sender']>
