-- Drops: timed sales. Their units are a pool of the stock; who won is a claim.

create schema drops;

create table drops.drops (
  -- Also the id of its pool in stock.
  drop_id uuid primary key,
  show_id uuid not null,
  brand_id uuid not null,
  product_id uuid not null,
  variant_id uuid not null,
  quantity integer not null check (quantity > 0),
  price_minor bigint not null check (price_minor >= 0),
  compare_at_minor bigint not null check (compare_at_minor >= price_minor),
  currency text not null,
  per_buyer integer not null check (per_buyer > 0),
  opens_at timestamptz not null,
  hold_seconds integer not null check (hold_seconds > 0),
  closed_at timestamptz,
  sold_out_at timestamptz check (sold_out_at >= opens_at)
);
create index drops_of_show on drops.drops (show_id);

-- One row a claim that won. The key makes the same tap, sent twice, one claim.
create table drops.claims (
  drop_id uuid not null references drops.drops,
  person_id uuid not null,
  key text not null,
  hold_id uuid not null unique,
  line_id uuid not null unique,
  quantity integer not null check (quantity > 0),
  expires_at timestamptz not null,
  primary key (drop_id, person_id, key)
);
