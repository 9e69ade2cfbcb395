-- Stock: units live in pools, and a hold takes them out of one until a moment. What the rules promise (never below
-- zero, nothing left in a closed pool, a hold of at least one unit) the constraints assert a second time.

create schema stock;

create table stock.pools (
  -- A variant's own pool bears the variant's id, a drop's pool the drop's.
  pool_id uuid primary key,
  variant_id uuid not null,
  brand_id uuid not null,
  kind text not null check (kind in ('variant', 'drop')),
  free integer not null default 0 check (free between 0 and 100000000),
  held integer not null default 0 check (held >= 0),
  sold integer not null default 0 check (sold >= 0),
  closed_at timestamptz,
  check (kind = 'drop' or pool_id = variant_id),
  check (kind = 'drop' or closed_at is null),
  check (closed_at is null or free = 0)
) with (fillfactor = 50);
create index pools_brand on stock.pools (brand_id, variant_id);

create table stock.holds (
  hold_id uuid primary key,
  pool_id uuid not null references stock.pools,
  person_id uuid not null,
  quantity integer not null check (quantity > 0),
  state text not null default 'held' check (state in ('held', 'sold', 'released', 'returned')),
  made_at timestamptz not null,
  expires_at timestamptz not null
);
create index holds_expiring on stock.holds (expires_at) where state = 'held';
create index holds_of_person on stock.holds (pool_id, person_id) where state in ('held', 'sold');

create table stock.adjustments (
  adjustment_id uuid primary key,
  variant_id uuid not null references stock.pools (pool_id),
  units integer not null check (units <> 0),
  reason text not null,
  -- Nobody: the house did it.
  person_id uuid,
  at timestamptz not null
);
create index adjustments_of_variant on stock.adjustments (variant_id, adjustment_id);
