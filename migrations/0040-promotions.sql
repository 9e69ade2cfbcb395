-- Promotions: what a brand takes off its prices, for whom, when and how often; and who has used which.

create schema promotions;

create table promotions.promotions (
  promotion_id uuid primary key,
  brand_id uuid not null,
  title jsonb not null,
  kind text not null check (kind in ('percentage', 'amount', 'gift')),
  rate_bp integer check (rate_bp between 1 and 10000),
  off_minor bigint check (off_minor > 0),
  gift_variant_id uuid,
  currency text not null,
  -- Empty: for all products.
  product_ids uuid[] not null default '{}',
  also_reduced boolean not null,
  least_minor bigint check (least_minor > 0),
  new_buyers_only boolean not null,
  -- Only while a show is on air: that one, or any of the brand.
  during_live boolean not null,
  show_id uuid,
  starts_at timestamptz,
  ends_at timestamptz,
  code text check (code = upper(code)),
  combines boolean not null,
  is_on boolean not null,
  uses_most integer check (uses_most > 0),
  per_buyer integer check (per_buyer > 0),
  budget_minor bigint check (budget_minor > 0),
  -- Kept where one of the two has a limit; the redemptions are the truth.
  uses integer not null default 0 check (uses >= 0),
  spent_minor bigint not null default 0 check (spent_minor >= 0),
  created_at timestamptz not null,
  check ((kind = 'percentage') = (rate_bp is not null)),
  check ((kind = 'amount') = (off_minor is not null)),
  check ((kind = 'gift') = (gift_variant_id is not null)),
  check (show_id is null or during_live),
  check (ends_at > starts_at),
  -- The second assertion: never one use more, never one cent more.
  check (uses_most is null or uses <= uses_most),
  check (budget_minor is null or spent_minor <= budget_minor)
) with (fillfactor = 70);
create unique index promotions_code on promotions.promotions (brand_id, code) where code is not null;
create index promotions_of_brand on promotions.promotions (brand_id, promotion_id);

create table promotions.redemptions (
  redemption_id uuid primary key,
  promotion_id uuid not null references promotions.promotions,
  order_id uuid not null,
  person_id uuid not null,
  -- Of the address in small letters: the same person without an account is recognised, and no address is kept here.
  email_hash bytea not null,
  minor bigint not null check (minor >= 0),
  state text not null default 'active' check (state in ('active', 'released')),
  at timestamptz not null,
  unique (promotion_id, order_id)
);
create index redemptions_of_order on promotions.redemptions (order_id);
create index redemptions_of_person on promotions.redemptions (promotion_id, person_id) where state = 'active';
create index redemptions_of_email on promotions.redemptions (promotion_id, email_hash) where state = 'active';

-- Which shows are on air now: told by the shows at their start and end, in the same transaction.
create table promotions.live_shows (
  show_id uuid primary key,
  brand_id uuid not null,
  started_at timestamptz not null
);
create index live_shows_of_brand on promotions.live_shows (brand_id);
insert into promotions.live_shows (show_id, brand_id, started_at)
  select show_id, brand_id, started_at from shows.shows where status = 'live';
