-- Invoices and credit notes: numbered without a gap per brand, kind and year, and never changed once they are issued.

create schema invoices;

create table invoices.settings (
  brand_id uuid primary key,
  legal_name text not null,
  address jsonb not null,
  tax_number text not null,
  registration text not null,
  footer text not null,
  prefix text not null check (prefix ~ '^[A-Z0-9-]{0,12}$')
);

-- The row of a year is locked by whoever issues, until they commit: a number that is taken back was never given.
create table invoices.counters (
  brand_id uuid not null,
  kind text not null check (kind in ('invoice', 'credit')),
  year integer not null,
  last integer not null check (last > 0),
  primary key (brand_id, kind, year)
);

create table invoices.invoices (
  invoice_id uuid primary key,
  brand_id uuid not null,
  order_id uuid not null,
  kind text not null check (kind in ('invoice', 'credit')),
  year integer not null,
  sequence integer not null check (sequence > 0),
  number text not null,
  -- What a credit note is for, as payments knows it.
  refund_id uuid unique,
  total_minor bigint not null,
  currency text not null,
  document jsonb not null,
  issued_at timestamptz not null,
  unique (brand_id, kind, year, sequence),
  unique (brand_id, number),
  check ((kind = 'credit') = (refund_id is not null))
);
create unique index invoices_order on invoices.invoices (order_id) where kind = 'invoice';
create index invoices_credits on invoices.invoices (order_id);
create index invoices_brand on invoices.invoices (brand_id, invoice_id desc);

create function invoices.stay() returns trigger language plpgsql as $$
begin
  raise exception 'an invoice is never changed: issue a credit note';
end $$;
create trigger stay before update or delete on invoices.invoices
  for each row execute function invoices.stay();
