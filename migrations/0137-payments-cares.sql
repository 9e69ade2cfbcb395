-- Payments that somebody has to look at: another amount, too late, for nothing, a refund that failed. What was done with
-- them stands with the payment and its refund; who has seen them stands here.
create table payments.cares (
  care_id uuid primary key,
  -- Of nobody known when it is null: all brands of the install see it, since nobody can say whose it is.
  brand_id uuid,
  intent_id uuid references payments.intents,
  what text not null check (what in ('wrongAmount', 'wrongNotice', 'unknown', 'late', 'second', 'refundFailed')),
  provider text not null,
  provider_ref text not null,
  -- As the provider said it: perhaps in a currency that we do not sell in.
  came_minor bigint not null,
  came_currency text not null,
  detail text not null,
  refund_id uuid references payments.refunds,
  at timestamptz not null,
  seen_at timestamptz,
  seen_by text,
  note text,
  check ((seen_at is null) = (note is null))
);
create index cares_brand on payments.cares (brand_id, at desc);
