-- Payouts to hosts: where to, how a brand pays, and batches of what was paid. Account numbers are sealed.

create table hosts.bank_accounts (
  person_id uuid primary key,
  holder text not null,
  sealed bytea not null,
  last4 text not null,
  is_iban boolean not null,
  bic text,
  changed_at timestamptz not null
);

create table hosts.payout_settings (
  brand_id uuid primary key,
  payer text not null,
  sealed bytea,
  last4 text,
  bic text,
  hold_days integer not null check (hold_days between 0 and 120),
  minimum_minor bigint not null check (minimum_minor >= 0)
);

create table hosts.batches (
  batch_id uuid primary key,
  brand_id uuid not null,
  currency text not null,
  state text not null check (state in ('draft', 'approved', 'cancelled')),
  hold_days integer not null,
  made_by uuid not null,
  made_at timestamptz not null,
  approved_by uuid,
  approved_at timestamptz,
  check ((state = 'approved') = (approved_at is not null and approved_by is not null))
);
create index batches_of_brand on hosts.batches (brand_id, batch_id desc);

-- One host of a batch, with the account as it was when the batch was made.
create table hosts.payouts (
  payout_id uuid primary key,
  batch_id uuid not null references hosts.batches,
  brand_id uuid not null,
  person_id uuid not null,
  minor bigint not null check (minor > 0),
  currency text not null,
  state text not null check (state in ('waiting', 'paid', 'failed')),
  holder text not null,
  sealed bytea not null,
  last4 text not null,
  is_iban boolean not null,
  bic text,
  reason text not null default '',
  ended_at timestamptz,
  unique (batch_id, person_id),
  check ((state = 'waiting') = (ended_at is null))
);
create index payouts_of_host on hosts.payouts (brand_id, person_id);
create index payouts_of_person on hosts.payouts (person_id);
