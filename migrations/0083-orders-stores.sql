-- Click and collect: stores of a brand, orders that are collected there, and who an order is for when it is not its buyer.

create table orders.stores (
  store_id uuid primary key,
  brand_id uuid not null,
  name text not null,
  address jsonb not null,
  -- When it is open: [{ day: 1 (Monday) to 7, from: '10:00', to: '19:00' }].
  hours jsonb not null,
  note jsonb not null,
  -- Orders are usually ready so many hours after they are paid, and wait for so many days.
  ready_hours integer not null check (ready_hours between 0 and 336),
  keep_days integer not null check (keep_days between 1 and 60),
  archived_at timestamptz
);
create index stores_brand on orders.stores (brand_id);

alter table orders.orders
  -- Collected there; the address is the store's, with the name of who comes.
  add column store_id uuid references orders.stores,
  -- Whom the invoice is for. Null: whom the address names.
  add column billing jsonb,
  -- It is a present: { message }.
  add column gift jsonb;

create table fulfilment.collections (
  order_id uuid primary key,
  brand_id uuid not null,
  store_id uuid not null,
  state text not null check (state in ('ready', 'collected', 'returned')),
  -- Of the code its buyer shows; the code itself is reckoned anew whenever it is shown.
  code_hash bytea not null unique,
  ready_at timestamptz not null,
  keep_until timestamptz not null,
  reminded_at timestamptz,
  collected_at timestamptz,
  collected_by uuid,
  returned_at timestamptz,
  check ((state = 'collected') = (collected_at is not null)),
  check ((state = 'returned') = (returned_at is not null))
);
create index collections_waiting on fulfilment.collections (brand_id, ready_at) where state = 'ready';
