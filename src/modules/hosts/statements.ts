import { decimalOf } from '../../doors/payments/decimal.ts'
import { byteOrderMark, csvRow } from '../../lib/csv.ts'
import type { BrandId, PersonId } from '../../lib/ids.ts'
import { inLocale, type Locale } from '../../lib/local-text.ts'
import type { Currency } from '../../lib/money.ts'
import { edge, refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { brandById, personsByIds } from '../accounts/accounts.ts'
import { titlesOf } from '../shows/shows.ts'
import * as store from './payout-store.ts'
import { statementWords } from './statement-words.ts'

export type Statement = {
  brand: string
  host: string
  /** `2026-11`; empty: from the beginning. */
  month: string
  at: Date
  parts: {
    currency: Currency
    /** What stood there when it began, and when it ended. */
    before: bigint
    balance: bigint
    entries: { at: Date; kind: string; show: string; minor: bigint; balance: bigint }[]
  }[]
}
type Wish = { brandId: BrandId; personId: PersonId; month?: string | undefined; locale: Locale }

const monthOf = (at: Date) => at.toISOString().slice(0, 7)

/** What a host earned, gave back and was paid with a brand, in a month or ever. @throws Refusal edge.notFound */
export async function statementOf(sql: Sql, { brandId, personId, month = '', locale }: Wish): Promise<Statement> {
  const [brand, person] = [await brandById(sql, brandId), (await personsByIds(sql, [personId])).get(personId)]
  const all = await store.entriesOf(sql, brandId, personId)
  if (!brand || !person || all.length === 0) throw refuse(edge.notFound)
  const titles = await titlesOf(sql, [...new Set(all.flatMap(({ showId }) => showId ?? []))])
  const parts = [...Map.groupBy(all, ({ currency }) => currency)].map(([currency, theirs]) => {
    let balance = 0n
    const told = theirs
      .filter(({ at }) => !month || monthOf(at) <= month)
      .map(({ at, kind, showId, minor }) => {
        balance += minor
        return { at, kind, show: inLocale((showId && titles.get(showId)?.title) || {}, locale), minor, balance }
      })
    const entries = told.filter(({ at }) => !month || monthOf(at) === month)
    const before = entries[0] ? entries[0].balance - entries[0].minor : balance
    return { currency, before, balance, entries }
  })
  return { brand: brand.name, host: person.name, month, at: all.at(-1)!.at, parts }
}

/** The same as a table for a spreadsheet: days in UTC, amounts with a point. */
export function statementCsv({ parts }: Statement, locale: Locale): string {
  const words = statementWords[locale]
  // As numbers: as text, one below zero would look like a formula.
  const amount = (minor: bigint, currency: Currency) => Number(decimalOf(minor, currency))
  const rows = parts.flatMap(({ currency, before, entries }) => [
    ...(before === 0n ? [] : [['', words.carried, '', '', amount(before, currency), currency]]),
    ...entries.map(({ at, kind, show, minor, balance }) => [
      ...[at.toISOString(), words.kinds[kind]!, show, amount(minor, currency), amount(balance, currency), currency],
    ]),
  ])
  const head = [...words.columns, 'ISO 4217']
  return byteOrderMark + [head, ...rows].map(csvRow).join('')
}
