-- Coins: what people buy to spend in a brand's rooms. How many somebody has stands in the ledger, and nowhere else.

create schema coins;

-- Of brands that have changed the usual ones.
create table coins.settings (
  brand_id uuid primary key,
  -- [{coins, price: {minor, currency}}, …]
  points jsonb not null,
  daily_most integer not null check (daily_most > 0),
  tax_rate_bp integer not null check (tax_rate_bp between 0 and 5000)
);

create table coins.top_ups (
  top_up_id uuid primary key,
  brand_id uuid not null,
  person_id uuid not null,
  coins integer not null check (coins > 0),
  intent_id uuid not null unique,
  at timestamptz not null,
  paid_at timestamptz
);
create index top_ups_of_purse on coins.top_ups (brand_id, person_id, top_up_id desc);

-- Who has said that they are of age, and when.
create table coins.of_age (
  person_id uuid primary key,
  at timestamptz not null
);

-- Coins that are given back, by the payment their price goes back by.
create table coins.refunds (
  refund_id uuid primary key,
  brand_id uuid not null,
  person_id uuid not null,
  coins bigint not null check (coins >= 0),
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  at timestamptz not null
);
