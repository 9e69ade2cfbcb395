import { type Currency, money } from '../lib/money.ts'
import { first, json, type Sql } from '../lib/sql.ts'
import type { PaymentNotice } from './doors.ts'
import type { Behaviour } from './fake-payments-cards.ts'

/**
 * What the fake provider remembers. It plays the outside world, so it has a schema of its own that no migration of
 * ours knows, and nothing but this file reads it.
 */
export const fakeSchema = `
  create schema if not exists fake_payments;
  create table if not exists fake_payments.payments (
    ref text primary key,
    intent_id text not null unique,
    amount_minor bigint not null,
    currency text not null,
    order_number text not null,
    description text not null,
    locale text not null,
    return_url text not null,
    state text not null check (state in ('open', 'asked', 'captured', 'declined', 'refunded')),
    reason text
  );
  create table if not exists fake_payments.refunds (
    refund_id text primary key,
    ref text not null references fake_payments.payments,
    amount_minor bigint not null
  );
  create table if not exists fake_payments.sendings (
    sending_id bigint generated always as identity primary key,
    notice jsonb not null,
    due_at timestamptz not null,
    tries int not null default 0,
    arrived_at timestamptz
  );
  alter table fake_payments.payments add column if not exists customer text;
  alter table fake_payments.payments add column if not exists step_up boolean not null default false;
  alter table fake_payments.payments add column if not exists instrument text;
  create table if not exists fake_payments.cards (
    card_ref text primary key,
    customer text not null,
    label text not null,
    behaviour text not null,
    expires text not null
  );
  create table if not exists fake_payments.disputes (
    dispute_ref text primary key,
    ref text not null references fake_payments.payments,
    stage text not null,
    due_at timestamptz not null
  );
  create index if not exists sendings_due on fake_payments.sendings (due_at) where arrived_at is null`

export type FakePayment = {
  ref: string
  intentId: string
  amountMinor: bigint
  currency: Currency
  orderNumber: string
  description: string
  locale: string
  returnUrl: string
  state: 'open' | 'asked' | 'captured' | 'declined' | 'refunded'
  reason: string | null
  /** Who may let it keep the card. */
  customer: string | null
  /** Its bank is to see its customer, whatever the card does. */
  stepUp: boolean
  /** The card, as it is known again. */
  instrument: string | null
}

/** A card as it is kept: what it is called and what its bank does, never its number. */
export type FakeCard = { cardRef: string; customer: string; label: string; behaviour: Behaviour; expires: string }

export const amountOf = (payment: FakePayment) => money(payment.amountMinor, payment.currency)

/** The payment with this reference or of this intent, made now if it is new. */
export async function keepPayment(
  sql: Sql,
  payment: Omit<FakePayment, 'state' | 'reason' | 'instrument'>,
): Promise<FakePayment | undefined> {
  await sql`
    insert into fake_payments.payments
      (ref, intent_id, amount_minor, currency, order_number, description, locale, return_url, state, customer, step_up)
    values (${payment.ref}, ${payment.intentId}, ${payment.amountMinor}, ${payment.currency}, ${payment.orderNumber},
      ${payment.description}, ${payment.locale}, ${payment.returnUrl}, 'open', ${payment.customer}, ${payment.stepUp})
    on conflict (intent_id) do nothing`
  return paymentByRef(sql, payment.ref)
}

export async function paymentByRef(sql: Sql, ref: string): Promise<FakePayment | undefined> {
  return first(await sql<FakePayment>`select * from fake_payments.payments where ref = ${ref}`)
}

export async function paymentByIntent(sql: Sql, intentId: string): Promise<FakePayment | undefined> {
  return first(await sql<FakePayment>`select * from fake_payments.payments where intent_id = ${intentId}`)
}

/** @returns the payment in its new state; undefined when it had been decided before. */
export async function decidePayment(
  sql: Sql,
  ref: string,
  decision: { state: 'asked' | 'captured' | 'declined'; reason: string | null; instrument?: string | undefined },
): Promise<FakePayment | undefined> {
  return first(
    await sql<FakePayment>`
      update fake_payments.payments set state = ${decision.state}, reason = ${decision.reason},
        instrument = coalesce(${decision.instrument ?? null}, instrument)
      where ref = ${ref} and state in ('open', 'asked') returning *`,
  )
}

/** @returns the payment; undefined when this refund was taken before, or is more than was captured. */
export async function takeRefund(
  sql: Sql,
  wish: { refundId: string; ref: string; amountMinor: bigint },
): Promise<FakePayment | undefined> {
  await sql`select from fake_payments.payments where ref = ${wish.ref} for update`
  return first(
    await sql<FakePayment>`
      with added as (
        insert into fake_payments.refunds (refund_id, ref, amount_minor)
        select ${wish.refundId}, ref, ${wish.amountMinor}::bigint from fake_payments.payments as payment
        where ref = ${wish.ref} and state in ('captured', 'refunded') and amount_minor >= ${wish.amountMinor}::bigint + (
          select coalesce(sum(amount_minor), 0) from fake_payments.refunds where ref = payment.ref)
        on conflict (refund_id) do nothing returning ref)
      update fake_payments.payments as payment set state = 'refunded' from added
      where payment.ref = added.ref returning payment.*`,
  )
}

export async function refundWasTaken(sql: Sql, refundId: string): Promise<boolean> {
  return (await sql`select from fake_payments.refunds where refund_id = ${refundId}`).length > 0
}

export async function refundsOf(sql: Sql, ref: string): Promise<{ refundId: string; amountMinor: bigint }[]> {
  return sql`select refund_id, amount_minor from fake_payments.refunds where ref = ${ref} order by refund_id`
}

export async function addSendings(sql: Sql, notice: PaymentNotice, due: readonly Date[]): Promise<void> {
  await sql`
    insert into fake_payments.sendings (notice, due_at)
    select ${json(notice)}::jsonb, due_at from unnest(${due}::timestamptz[]) as due_at`
}

/** Takes sendings that are due and puts them off until `again`, in case this process dies while it sends them. */
export async function takeDue(sql: Sql, now: Date, again: Date) {
  return sql<{ sendingId: bigint; notice: PaymentNotice; tries: number }>`
    update fake_payments.sendings set due_at = ${again}, tries = tries + 1
    where sending_id in (
      select sending_id from fake_payments.sendings
      where arrived_at is null and due_at <= ${now} and tries < 30
      order by due_at limit 50 for update skip locked)
    returning sending_id, notice, tries`
}

export async function markArrived(sql: Sql, sendingId: bigint, now: Date): Promise<void> {
  await sql`update fake_payments.sendings set arrived_at = ${now} where sending_id = ${sendingId}`
}

export async function putOff(sql: Sql, sendingId: bigint, until: Date): Promise<void> {
  await sql`update fake_payments.sendings set due_at = ${until} where sending_id = ${sendingId}`
}

/** The same card of the same customer is kept once. */
export async function keepCard(sql: Sql, card: FakeCard): Promise<void> {
  await sql`
    insert into fake_payments.cards (card_ref, customer, label, behaviour, expires)
    values (${card.cardRef}, ${card.customer}, ${card.label}, ${card.behaviour}, ${card.expires})
    on conflict (card_ref) do update set expires = excluded.expires`
}

export async function cardsOf(sql: Sql, customer: string): Promise<FakeCard[]> {
  return sql`select * from fake_payments.cards where customer = ${customer} order by card_ref`
}

export async function forgetCard(sql: Sql, cardRef: string): Promise<void> {
  await sql`delete from fake_payments.cards where card_ref = ${cardRef}`
}
