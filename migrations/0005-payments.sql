-- Attempts to be paid, what was given back, and the inbox: each notice of a provider once, whatever became of it.

create schema payments;

create table payments.intents (
  intent_id uuid primary key,
  order_id uuid not null,
  person_id uuid not null,
  brand_id uuid not null,
  order_number text not null,
  description text not null,
  email text not null,
  locale text not null,
  return_url text not null,
  amount_minor bigint not null check (amount_minor >= 0),
  currency text not null,
  provider text not null,
  -- The provider's own id; null until it has answered.
  provider_ref text,
  redirect_url text,
  state text not null check (state in ('created', 'waiting', 'captured', 'declined', 'cancelled', 'refunded')),
  reason text,
  refunded_minor bigint not null default 0,
  created_at timestamptz not null,
  -- When the provider is asked what became of it; null: not any more.
  ask_at timestamptz,
  unique (provider, provider_ref),
  check (state <> 'waiting' or redirect_url is not null),
  check (refunded_minor between 0 and amount_minor),
  check (refunded_minor = 0 or state in ('captured', 'refunded')),
  check (amount_minor = 0 or (state = 'refunded') = (refunded_minor = amount_minor))
);
create index intents_order on payments.intents (order_id);
create index intents_person on payments.intents (person_id);
create index intents_ask on payments.intents (ask_at) where ask_at is not null;

create table payments.refunds (
  refund_id uuid primary key,
  intent_id uuid not null references payments.intents,
  amount_minor bigint not null check (amount_minor > 0),
  reason text not null,
  asked_at timestamptz not null
);
create index refunds_intent on payments.refunds (intent_id);

create table payments.inbox (
  provider text not null,
  event_id text not null,
  -- As the notice says it: nothing promises that we know it.
  intent_id text not null,
  body jsonb not null,
  received_at timestamptz not null,
  outcome text not null,
  primary key (provider, event_id)
);
create index inbox_early on payments.inbox (intent_id) where outcome = 'early';
