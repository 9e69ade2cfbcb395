-- Gifts: what can be sent in a brand's rooms, what was sent, who gave most, and how its price is shared.

create schema gifts;

create table gifts.catalogue (
  gift_id uuid primary key,
  brand_id uuid not null,
  title jsonb not null,
  coins integer not null check (coins between 1 and 100000),
  tier text not null check (tier in ('small', 'medium', 'large')),
  picture text not null,
  position integer not null,
  -- Not offered any more; what was sent keeps it.
  retired boolean not null default false
);
create index catalogue_of_brand on gifts.catalogue (brand_id, position);

-- The same gift of a person within seconds, together.
create table gifts.combos (
  combo_id uuid primary key,
  show_id uuid not null,
  person_id uuid not null,
  name text not null,
  gift_id uuid not null references gifts.catalogue,
  count integer not null check (count > 0),
  coins integer not null check (coins > 0),
  first_at timestamptz not null,
  last_at timestamptz not null,
  thanked_at timestamptz
);
create index combos_growing on gifts.combos (show_id, person_id, gift_id, last_at desc);
create index combos_to_thank on gifts.combos (show_id, coins desc) where thanked_at is null;

-- Each tap that counted, by its key: the same key is the same gift.
create table gifts.sends (
  person_id uuid not null,
  key text not null,
  show_id uuid not null,
  gift_id uuid not null references gifts.catalogue,
  combo_id uuid not null,
  count integer not null check (count > 0),
  coins integer not null check (coins > 0),
  at timestamptz not null,
  primary key (person_id, key)
);

create table gifts.supporters (
  show_id uuid not null,
  person_id uuid not null,
  name text not null,
  coins bigint not null check (coins > 0),
  primary key (show_id, person_id)
);
create index supporters_top on gifts.supporters (show_id, coins desc);

-- Contracts: how the price of gifts is shared from a moment on, in basis points.
create table gifts.rates (
  brand_id uuid not null,
  from_at timestamptz not null,
  host_bp integer not null check (host_bp >= 0),
  brand_bp integer not null check (brand_bp >= 0),
  platform_bp integer not null check (platform_bp >= 0),
  -- Who gets what does not divide.
  odd_to text not null check (odd_to in ('host', 'brand', 'platform')),
  primary key (brand_id, from_at),
  check (host_bp + brand_bp + platform_bp = 10000)
);

-- What was spent in a show, in money, by the contract that held then.
create table gifts.takings (
  show_id uuid not null,
  rate_from timestamptz not null,
  currency text not null,
  minor bigint not null check (minor >= 0),
  shared_at timestamptz,
  primary key (show_id, rate_from, currency)
);
