import type * as z from 'zod'
import type { BrandId } from '../../lib/ids.ts'
import type { LocalText } from '../../lib/local-text.ts'
import { first, json, type Sql } from '../../lib/sql.ts'
import type { addressShape } from '../accounts/contract.ts'

export type Settings = { returnDays: number; sender: z.output<typeof addressShape> | null; returnWords: LocalText }

export async function settingsOf(sql: Sql, brandId: BrandId): Promise<Settings | undefined> {
  return first(
    await sql<Settings>`
      select return_days, sender, return_words from fulfilment.settings where brand_id = ${brandId}`,
  )
}

export async function saveSettings(sql: Sql, brandId: BrandId, settings: Settings): Promise<void> {
  const { returnDays, sender, returnWords } = settings
  await sql`
    insert into fulfilment.settings (brand_id, return_days, sender, return_words)
    values (${brandId}, ${returnDays}, ${sender && json(sender)}::jsonb, ${json(returnWords)}::jsonb)
    on conflict (brand_id) do update set return_days = excluded.return_days, sender = excluded.sender,
      return_words = excluded.return_words`
}
