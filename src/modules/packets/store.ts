import type { BrandId, PacketId, PersonId, ShowId } from '../../lib/ids.ts'
import type { Currency } from '../../lib/money.ts'
import { first, type Sql } from '../../lib/sql.ts'
import type { PacketTerms } from '../chance/state.ts'
import type { PacketEvents } from './events.ts'

export type PacketRow = {
  packetId: PacketId
  showId: ShowId
  brandId: BrandId
  kind: PacketTerms['kind']
  currency: Currency
  totalMinor: bigint
  pieces: number
  list: string[]
  greeting: string
  password: string | null
  eligibility: PacketEvents['packet.launched']['eligibility']
  watchMinutes: number | null
  lastsSeconds: number
  state: 'prepared' | 'open' | 'ended'
  preparedAt: Date
  seed: string | null
  opensAt: Date | null
  expiresAt: Date | null
  taken: number
  spentMinor: bigint
  chain: string | null
  bestPlace: number | null
  bestMinor: bigint | null
  bestName: string | null
  endedAt: Date | null
  endedWhy: PacketEvents['packet.ended']['why'] | null
}
/** One that has fallen. */
export type FallenRow = PacketRow & { opensAt: Date; expiresAt: Date; chain: string }
export type GrabRow = {
  packetId: PacketId
  place: number
  personId: PersonId
  grabId: string
  minor: bigint
  name: string | null
  device: string | null
}
export type BudgetRow = {
  showId: ShowId
  brandId: BrandId
  currency: Currency
  putMinor: bigint
  changes: number
  closedAt: Date | null
}

export const budgetOf = async (sql: Sql, showId: string) =>
  first(await sql<BudgetRow>`select * from packets.budgets where show_id = ${showId}`)

/** Made when there is none, and locked. */
export async function lockedBudget(
  sql: Sql,
  { showId, brandId, currency }: Omit<BudgetRow, 'putMinor' | 'changes' | 'closedAt'>,
) {
  await sql`
    insert into packets.budgets (show_id, brand_id, currency) values (${showId}, ${brandId}, ${currency})
    on conflict do nothing`
  return first(await sql<BudgetRow>`select * from packets.budgets where show_id = ${showId} for no key update`)!
}

export const setBudget = (
  sql: Sql,
  { showId, putMinor, changes, closedAt }: Omit<BudgetRow, 'brandId' | 'currency'>,
) => sql`
  update packets.budgets set put_minor = ${putMinor}, changes = ${changes}, closed_at = ${closedAt}
  where show_id = ${showId}`

type NewPacket = Pick<
  PacketRow,
  | 'packetId'
  | 'showId'
  | 'brandId'
  | 'kind'
  | 'currency'
  | 'totalMinor'
  | 'pieces'
  | 'list'
  | 'greeting'
  | 'password'
  | 'eligibility'
  | 'watchMinutes'
  | 'lastsSeconds'
  | 'preparedAt'
>

export const insertPacket = (sql: Sql, one: NewPacket) => sql`
  insert into packets.packets (packet_id, show_id, brand_id, kind, currency, total_minor, pieces, list, greeting,
    password, eligibility, watch_minutes, lasts_seconds, prepared_at)
  values (${one.packetId}, ${one.showId}, ${one.brandId}, ${one.kind}, ${one.currency}, ${one.totalMinor},
    ${one.pieces}, ${one.list}::text[], ${one.greeting}, ${one.password}, ${one.eligibility}, ${one.watchMinutes},
    ${one.lastsSeconds}, ${one.preparedAt})`

export const deletePrepared = async (sql: Sql, packetId: string) =>
  (await sql`delete from packets.packets where packet_id = ${packetId} and state = 'prepared' returning 1`).length > 0

export const packetById = async (sql: Sql, packetId: string) =>
  first(await sql<PacketRow>`select * from packets.packets where packet_id = ${packetId}`)

export const lockedPacket = async (sql: Sql, packetId: string) =>
  first(await sql<PacketRow>`select * from packets.packets where packet_id = ${packetId} for no key update`)

export const packetsOfShow = (sql: Sql, showId: string) =>
  sql<PacketRow>`select * from packets.packets where show_id = ${showId} order by packet_id desc limit 200`

export const openPacketsOf = (sql: Sql, showId: string) => sql<{ packetId: PacketId }>`
  select packet_id from packets.packets where show_id = ${showId} and state = 'open' order by packet_id`

export const duePackets = (sql: Sql, now: Date) => sql<{ packetId: PacketId }>`
  select packet_id from packets.packets where state = 'open' and expires_at <= ${now} order by packet_id limit 200`

export const setLaunched = (
  sql: Sql,
  {
    packetId,
    seed,
    opensAt,
    expiresAt,
    chain,
  }: Pick<FallenRow, 'packetId' | 'seed' | 'opensAt' | 'expiresAt' | 'chain'>,
) => sql`
  update packets.packets set state = 'open', seed = ${seed}, opens_at = ${opensAt}, expires_at = ${expiresAt},
    chain = ${chain}
  where packet_id = ${packetId} and state = 'prepared'`

/** What a batch of grabs made of a packet. */
export const setTaken = (
  sql: Sql,
  one: Pick<PacketRow, 'packetId' | 'taken' | 'spentMinor' | 'chain' | 'bestPlace' | 'bestMinor' | 'bestName'>,
) => sql`
  update packets.packets set taken = ${one.taken}, spent_minor = ${one.spentMinor}, chain = ${one.chain},
    best_place = ${one.bestPlace}, best_minor = ${one.bestMinor}, best_name = ${one.bestName}
  where packet_id = ${one.packetId}`

export const setEnded = (sql: Sql, packetId: PacketId, now: Date, why: PacketRow['endedWhy']) => sql`
  update packets.packets set state = 'ended', ended_at = ${now}, ended_why = ${why}
  where packet_id = ${packetId} and state = 'open'`

export const insertGrabs = (sql: Sql, packetId: PacketId, now: Date, grabs: readonly GrabRow[]) => sql`
  insert into packets.grabs (packet_id, place, person_id, grab_id, minor, name, device, at)
  select ${packetId}::uuid, place, person_id, grab_id, minor, name, device, ${now}::timestamptz
  from unnest(${grabs.map((one) => one.place)}::int[], ${grabs.map((one) => one.personId)}::uuid[],
    ${grabs.map((one) => one.grabId)}::uuid[], ${grabs.map((one) => one.minor)}::bigint[],
    ${grabs.map((one) => one.name)}::text[], ${grabs.map((one) => one.device)}::text[])
    as grab (place, person_id, grab_id, minor, name, device)`

export const grabsOfPersons = (sql: Sql, packetId: string, personIds: readonly string[]) => sql<GrabRow>`
  select packet_id, place, person_id, grab_id, minor, name, device from packets.grabs
  where packet_id = ${packetId} and person_id = any(${personIds}::uuid[])`

export const devicesAmong = (sql: Sql, packetId: string, devices: readonly string[]) => sql<{ device: string }>`
  select device from packets.grabs where packet_id = ${packetId} and device = any(${devices}::text[])`

export const grabsIn = (sql: Sql, packetId: string) => sql<GrabRow>`
  select packet_id, place, person_id, grab_id, minor, name, device from packets.grabs
  where packet_id = ${packetId} order by place`

export const grabsOfPerson = (sql: Sql, showId: string, personId: string) => sql<GrabRow & { currency: Currency }>`
  select packet_id, place, person_id, grab_id, minor, name, device, currency
  from packets.grabs join packets.packets using (packet_id)
  where person_id = ${personId} and show_id = ${showId} order by packet_id`
