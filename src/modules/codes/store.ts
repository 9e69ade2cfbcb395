import type { BrandId, ShowId } from '../../lib/ids.ts'
import type { LocalText } from '../../lib/local-text.ts'
import { first, json, type Sql } from '../../lib/sql.ts'

export type Code = {
  code: string
  brandId: BrandId
  showId: ShowId
  name: string
  tag: string | null
  message: LocalText | null
  expiresAt: Date | null
  scans: bigint
  lastScanAt: Date | null
}

export const codesOf = (sql: Sql, showId: string) =>
  sql<Code>`select * from codes.codes where show_id = ${showId} order by created_at, code`

export const codeBy = async (sql: Sql, code: string) =>
  first(await sql<Code>`select * from codes.codes where code = ${code}`)

/** @returns false when it is taken */
export const insertCode = async (sql: Sql, one: Omit<Code, 'scans' | 'lastScanAt'>, now: Date) =>
  (
    await sql`
      insert into codes.codes (code, brand_id, show_id, name, tag, message, expires_at, created_at)
      values (${one.code}, ${one.brandId}, ${one.showId}, ${one.name}, ${one.tag},
        ${one.message && json(one.message)}::jsonb, ${one.expiresAt}, ${now})
      on conflict do nothing returning code`
  ).length > 0

/** @returns false when the show has no such code */
export const endCode = async (sql: Sql, showId: string, code: string, now: Date) =>
  (
    await sql`
      update codes.codes set expires_at = least(coalesce(expires_at, ${now}), ${now})
      where show_id = ${showId} and code = ${code} returning code`
  ).length > 0

export const countScan = (sql: Sql, code: string, now: Date) => sql`
  update codes.codes set scans = scans + 1, last_scan_at = ${now} where code = ${code}`
