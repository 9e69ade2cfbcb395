import type { Device, PaymentNotice, PaymentStep } from '../../doors/doors.ts'
import type { BrandId, IntentId, OrderId, PersonId, TopUpId } from '../../lib/ids.ts'
import { type Currency, type Money, money } from '../../lib/money.ts'
import { first, json, type Sql } from '../../lib/sql.ts'
import type { Intent, IntentState, Outcome } from './decide.ts'

export type NewIntent = {
  intentId: IntentId
  /** What is paid: an order, or a top-up of coins. */
  orderId: OrderId | null
  topUpId: TopUpId | null
  personId: PersonId
  brandId: BrandId
  orderNumber: string
  amount: Money
  description: string
  email: string
  locale: string
  returnUrl: string
  provider: string
  /** The id of a method of the registry. */
  method: string
  /** The provider's own word for it. */
  providerMethod: string
  device: Device
  buyerAddress: string | null
  /** Whether the buyer may let the provider keep what they pay with. */
  keeps: boolean
  /** What they pay with, of what it has kept. */
  keptRef: string | null
  /** The buyer is not there to answer their bank. */
  offSession: boolean
}

export type StoredIntent = Intent &
  Omit<NewIntent, 'amount'> & {
    dispute: 'open' | 'won' | 'lost' | null
    stepUp: boolean
    step: PaymentStep | null
    reason: string | null
    createdAt: Date
  }

type Row = Omit<StoredIntent, 'amount'> & { amountMinor: bigint; currency: Currency }

const fromRow = ({ amountMinor, currency, ...row }: Row): StoredIntent => ({
  ...row,
  amount: money(amountMinor, currency),
})

export async function addIntent(sql: Sql, now: Date, intent: NewIntent): Promise<void> {
  await sql`
    insert into payments.intents (intent_id, order_id, top_up_id, person_id, brand_id, order_number, description, email, locale,
      return_url, amount_minor, currency, provider, method, provider_method, device, buyer_address, keeps, kept_ref,
      off_session, state, created_at)
    values (${intent.intentId}, ${intent.orderId}, ${intent.topUpId}, ${intent.personId}, ${intent.brandId}, ${intent.orderNumber},
      ${intent.description}, ${intent.email}, ${intent.locale}, ${intent.returnUrl}, ${intent.amount.minor},
      ${intent.amount.currency}, ${intent.provider}, ${intent.method}, ${intent.providerMethod}, ${intent.device},
      ${intent.buyerAddress}, ${intent.keeps}, ${intent.keptRef}, ${intent.offSession}, 'created', ${now})`
}

export async function intentById(sql: Sql, intentId: IntentId): Promise<StoredIntent | undefined> {
  const rows = await sql<Row>`select * from payments.intents where intent_id = ${intentId}`
  return rows.map(fromRow)[0]
}

export async function intentsOf(sql: Sql, orderId: OrderId): Promise<StoredIntent[]> {
  const rows = await sql<Row>`select * from payments.intents where order_id = ${orderId} order by intent_id`
  return rows.map(fromRow)
}

export async function intentsOfTopUps(sql: Sql, topUpIds: readonly TopUpId[]): Promise<StoredIntent[]> {
  const rows = await sql<Row>`
    select * from payments.intents where top_up_id = any(${topUpIds}::uuid[]) order by intent_id desc for update`
  return rows.map(fromRow)
}

export async function lockedIntent(sql: Sql, intentId: IntentId): Promise<StoredIntent | undefined> {
  const rows = await sql<Row>`select * from payments.intents where intent_id = ${intentId} for update`
  return rows.map(fromRow)[0]
}

export async function lockedIntentsOf(sql: Sql, orderId: OrderId): Promise<StoredIntent[]> {
  const rows = await sql<Row>`
    select * from payments.intents where order_id = ${orderId} order by intent_id for update`
  return rows.map(fromRow)
}

export async function ownerOfIntent(sql: Sql, intentId: string) {
  return first(
    await sql<{ personId: PersonId; brandId: BrandId }>`
      select person_id, brand_id from payments.intents where intent_id = ${intentId}`,
  )
}

export const setStepUp = (sql: Sql, intentId: IntentId) =>
  sql`update payments.intents set step_up = true where intent_id = ${intentId} and state = 'created'`

/** How to go on; an intent that is not `created` any more keeps its state. */
export async function setPage(
  sql: Sql,
  intentId: IntentId,
  page: { providerRef: string; step: PaymentStep; askAt: Date },
): Promise<void> {
  await sql`
    update payments.intents set
      provider_ref = ${page.providerRef}, step = ${json(page.step)}::jsonb,
      ask_at = case when state in ('created', 'cancelled') then ${page.askAt}::timestamptz else ask_at end,
      state = case when state = 'created' then 'waiting' else state end
    where intent_id = ${intentId}`
}

/** Where the buyer is named to the wallet, before it can be asked for a payment; null once they are back. */
export async function setPayerStep(sql: Sql, intentId: IntentId, step: PaymentStep | null): Promise<void> {
  await sql`
    update payments.intents set step = ${step && json(step)}::jsonb
    where intent_id = ${intentId} and state = 'created'`
}

/** The provider has it, and there is nothing for the buyer to do. */
export async function setTaken(
  sql: Sql,
  intentId: IntentId,
  { providerRef, askAt }: { providerRef: string; askAt: Date },
): Promise<void> {
  await sql`
    update payments.intents set provider_ref = ${providerRef}, ask_at = ${askAt}
    where intent_id = ${intentId} and state = 'created'`
}

export async function setState(
  sql: Sql,
  intentId: IntentId,
  change: { state: IntentState; reason: string | null; providerRef: string | null },
): Promise<void> {
  await sql`
    update payments.intents set state = ${change.state}, reason = ${change.reason},
      provider_ref = coalesce(provider_ref, ${change.providerRef}),
      ask_at = case when ${change.state}::text = 'cancelled' then ask_at end
    where intent_id = ${intentId}`
}

/** Minor units more that went back; negative for a refund that failed in the end. */
export async function addRefunded(sql: Sql, intentId: IntentId, minor: bigint): Promise<void> {
  await sql`
    update payments.intents set refunded_minor = refunded_minor + ${minor}::bigint, ask_at = null,
      state = case when refunded_minor + ${minor}::bigint = amount_minor then 'refunded' else 'captured' end
    where intent_id = ${intentId}`
}

export async function setDispute(sql: Sql, intentId: IntentId, dispute: 'open' | 'won' | 'lost'): Promise<void> {
  await sql`update payments.intents set dispute = ${dispute} where intent_id = ${intentId}`
}

/** Payments of a brand that need an operator's eye, the latest first. */
export async function intentsUnderReview(sql: Sql, brandId: BrandId): Promise<StoredIntent[]> {
  const rows = await sql<Row>`
    select * from payments.intents where brand_id = ${brandId} and state = 'review'
    order by created_at desc limit 200`
  return rows.map(fromRow)
}

export async function setAskAt(sql: Sql, intentId: IntentId, askAt: Date | null): Promise<void> {
  await sql`update payments.intents set ask_at = ${askAt} where intent_id = ${intentId}`
}

/** Sets when to ask for the end of a refund that is under way. */
export async function askWhileCaptured(sql: Sql, intentId: IntentId, askAt: Date): Promise<void> {
  await sql`update payments.intents set ask_at = ${askAt} where intent_id = ${intentId} and state = 'captured'`
}

/** Intents whose provider should be asked by `now`, the longest waiting first. */
export async function intentsToAsk(
  sql: Sql,
  now: Date,
  most: number,
): Promise<{ intentId: IntentId; createdAt: Date; state: IntentState }[]> {
  return sql`
    select intent_id, created_at, state from payments.intents
    where ask_at <= ${now} order by ask_at limit ${most} for update skip locked`
}

/** Hands a guest's payments over to an account. */
export async function setPerson(sql: Sql, from: PersonId, to: PersonId): Promise<void> {
  await sql`update payments.intents set person_id = ${to} where person_id = ${from}`
}

/** @returns false when the inbox has this notice already; waits for a transaction that is bringing it just now. */
export async function keepNotice(sql: Sql, now: Date, provider: string, notice: PaymentNotice): Promise<boolean> {
  const rows = await sql`
    insert into payments.inbox (provider, event_id, intent_id, body, received_at, outcome)
    values (${provider}, ${notice.eventId}, ${notice.intentId}, ${json(notice)}::jsonb, ${now}, 'received')
    on conflict (provider, event_id) do nothing returning event_id`
  return rows.length > 0
}

export async function setOutcome(sql: Sql, provider: string, eventId: string, outcome: Outcome): Promise<void> {
  await sql`update payments.inbox set outcome = ${outcome} where provider = ${provider} and event_id = ${eventId}`
}

export async function earlyNotices(sql: Sql, provider: string, intentId: IntentId): Promise<PaymentNotice[]> {
  const rows = await sql<{ body: PaymentNotice }>`
    select body from payments.inbox
    where intent_id = ${intentId} and provider = ${provider} and outcome = 'early' order by received_at, event_id`
  return rows.map((row) => row.body)
}
