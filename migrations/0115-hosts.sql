-- Hosts: what a brand has agreed with them, who hosts which show, and what they have earned.

create schema hosts;

-- Agreed once and never changed: what holds from another moment on is another contract.
create table hosts.contracts (
  contract_id uuid primary key,
  brand_id uuid not null,
  person_id uuid not null,
  -- For this show alone; null: for every show of this brand and host.
  show_id uuid,
  from_at timestamptz not null,
  fee_minor bigint not null check (fee_minor >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  commission_bp integer not null check (commission_bp between 0 and 10000),
  -- Of gifts; null: as the brand shares them.
  gift_bp integer check (gift_bp between 0 and 10000),
  -- Who gets the part of a cent that a commission does not divide into.
  odd_to text not null check (odd_to in ('host', 'brand')),
  agreed_by uuid,
  agreed_at timestamptz not null
);
create index contracts_of_host on hosts.contracts (brand_id, person_id, from_at desc);
create index contracts_of_show on hosts.contracts (show_id) where show_id is not null;

create table hosts.product_rates (
  contract_id uuid not null references hosts.contracts,
  product_id uuid not null,
  rate_bp integer not null check (rate_bp between 0 and 10000),
  primary key (contract_id, product_id)
);

create function hosts.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'what was agreed stays as it was agreed: agree anew';
end $$;
create trigger contracts_stay before update or delete or truncate on hosts.contracts
  for each statement execute function hosts.refuse_change();
create trigger product_rates_stay before update or delete or truncate on hosts.product_rates
  for each statement execute function hosts.refuse_change();

-- Who hosts a show. From the moment it goes live it stays so, with the contract that held then.
create table hosts.shows (
  show_id uuid primary key,
  brand_id uuid not null,
  person_id uuid not null,
  contract_id uuid references hosts.contracts,
  frozen_at timestamptz,
  check (contract_id is null or frozen_at is not null)
);
create index shows_of_host on hosts.shows (brand_id, person_id);

-- Lines of sold orders with something from a host's show, all of them: a refund is spread over them. The delivery is
-- one more, under the order's own id.
create table hosts.lines (
  line_id uuid primary key,
  order_id uuid not null,
  show_id uuid,
  person_id uuid,
  currency text not null,
  quantity integer not null check (quantity > 0),
  -- What was paid for it, tax in it, and of that what went back.
  gross bigint not null check (gross >= 0),
  back bigint not null default 0 check (back >= 0 and back <= gross),
  tax_rate_bp integer not null,
  rate_bp integer not null check (rate_bp between 0 and 10000),
  odd_to text not null,
  sold_at timestamptz not null,
  check ((show_id is null) = (person_id is null))
);
create index lines_of_order on hosts.lines (order_id);

-- What each refund gave back of each line: counted once, and exactly this comes again when the refund is undone.
create table hosts.backs (
  refund_id text not null,
  line_id uuid not null references hosts.lines,
  gross bigint not null check (gross > 0),
  undone boolean not null default false,
  primary key (refund_id, line_id)
);

-- What was earned, and taken back. Each is a transfer of the ledger under the same key.
create table hosts.earnings (
  key text primary key,
  brand_id uuid not null,
  person_id uuid not null,
  show_id uuid not null,
  order_id uuid,
  kind text not null check (kind in ('fee', 'commission', 'clawback', 'gifts')),
  minor bigint not null check (minor <> 0),
  currency text not null,
  at timestamptz not null,
  -- When the sale was that it comes from: a clawback is held and paid with it.
  since timestamptz not null,
  check (kind = 'clawback' or minor > 0)
);
create index earnings_of_host on hosts.earnings (brand_id, person_id, at);
create index earnings_of_person on hosts.earnings (person_id);
