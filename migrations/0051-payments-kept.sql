-- Ways to pay that a provider keeps for a buyer with an account: what it calls the buyer, and each of them. Never a number.

create table payments.customers (
  person_id uuid not null,
  provider text not null,
  customer_ref text not null,
  primary key (person_id, provider)
);

create table payments.kept_methods (
  kept_id uuid primary key,
  person_id uuid not null,
  provider text not null,
  provider_ref text not null,
  -- The id of a method of the registry.
  method text not null,
  label text not null,
  -- `2034-12`; null for what does not expire.
  expires text,
  kept_at timestamptz not null,
  unique (provider, provider_ref)
);
create index kept_methods_person on payments.kept_methods (person_id);

alter table payments.intents
  -- Whether the buyer may let the provider keep what they pay with.
  add column keeps boolean not null default false,
  -- What they pay with, of what it has kept.
  add column kept_ref text;
