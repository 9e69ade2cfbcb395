-- The lines of providers' settlement files, as they were told: what a show was paid is matched with them.
create schema books;
create table books.settled (
  brand_id uuid not null,
  provider text not null,
  row_id text not null,
  kind text not null check (kind in ('capture', 'refund', 'dispute', 'other')),
  -- The payment, where the line names it.
  intent_id text,
  provider_ref text,
  refund_id text,
  order_id uuid,
  amount_minor bigint not null,
  currency text not null,
  fee_minor bigint not null,
  fee_currency text not null,
  at timestamptz not null,
  kept_at timestamptz not null,
  primary key (brand_id, provider, row_id)
);
create index settled_order on books.settled (order_id) where order_id is not null;
