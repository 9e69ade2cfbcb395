-- Auctions: one unit at a time, to whoever would pay the most. Who they are, and their maximums, are in no log.
create schema auctions;

create table auctions.auctions (
  auction_id uuid primary key,
  show_id uuid not null,
  brand_id uuid not null,
  product_id uuid not null,
  variant_id uuid not null,
  currency text not null,
  start_minor bigint not null check (start_minor > 0),
  reserve_minor bigint check (reserve_minor >= start_minor),
  -- [{ "from": "0", "step": "500" }, …], rising.
  increments jsonb not null,
  -- 0 is sudden death.
  counter_seconds integer not null check (counter_seconds between 0 and 120),
  opens_at timestamptz not null,
  ends_at timestamptz not null,
  -- Whether the room has been told that it is open, with the price that the bids before the opening make.
  opened boolean not null default false,
  bids integer not null default 0,
  bidders integer not null default 0,
  -- open until the hammer; `charged`: a winner has an order that is not paid yet; `offered` to the runner-up.
  state text not null default 'open' check (state in ('open', 'charged', 'offered', 'paid', 'unsold', 'cancelled')),
  closed_at timestamptz,
  -- What it went for, and to whom, at the hammer.
  hammer_minor bigint check (hammer_minor >= start_minor),
  winner_id uuid,
  offered_to uuid,
  offered_minor bigint,
  offered_until timestamptz,
  check (ends_at > opens_at),
  check ((state = 'open') = (closed_at is null)),
  check ((hammer_minor is null) = (winner_id is null)),
  check (state <> 'offered' or (offered_to is not null and offered_minor is not null and offered_until is not null)),
  check (winner_id is null or offered_to is distinct from winner_id)
);
create index auctions_show on auctions.auctions (show_id) where closed_at is null;
create index auctions_brand on auctions.auctions (brand_id, auction_id);
-- What the clock has to do something about.
create index auctions_due on auctions.auctions (ends_at) where state = 'open';
create index auctions_offered on auctions.auctions (offered_until) where state = 'offered';

-- A number in a show, and what is needed to sell to whoever has it: one for all its auctions.
create table auctions.paddles (
  show_id uuid not null,
  person_id uuid not null,
  paddle integer not null check (paddle > 0),
  -- What is charged.
  kept_id uuid not null,
  email text not null,
  address jsonb not null,
  delivery_method_id text not null,
  locale text not null,
  taken_at timestamptz not null,
  primary key (show_id, person_id),
  unique (show_id, paddle)
);
create table auctions.paddle_heads (
  show_id uuid primary key,
  head integer not null
);

-- What each bidder would pay at most.
create table auctions.standings (
  auction_id uuid not null references auctions.auctions,
  person_id uuid not null,
  maximum_minor bigint not null check (maximum_minor > 0),
  floor_minor bigint not null check (floor_minor between 0 and maximum_minor),
  placed integer not null,
  primary key (auction_id, person_id),
  unique (auction_id, placed)
);
create index standings_rank on auctions.standings (auction_id, maximum_minor desc, placed);

-- Every bid that counted, in order.
create table auctions.bids (
  auction_id uuid not null references auctions.auctions,
  number integer not null check (number > 0),
  person_id uuid not null,
  key text not null,
  kind text not null check (kind in ('bid', 'maximum')),
  amount_minor bigint not null,
  at timestamptz not null,
  -- What it made of the price, and who led then; no price before the opening.
  price_minor bigint check (price_minor <= 1000000000000),
  leader_id uuid not null,
  primary key (auction_id, number),
  unique (auction_id, person_id, key)
);

-- The orders that were made of an auction: the winner's, then the runner-up's.
create table auctions.sales (
  order_id uuid primary key,
  auction_id uuid not null references auctions.auctions,
  person_id uuid not null,
  price_minor bigint not null,
  made_at timestamptz not null,
  -- Whether whoever it is has been told that their money did not come.
  told boolean not null default false,
  unique (auction_id, person_id)
);
