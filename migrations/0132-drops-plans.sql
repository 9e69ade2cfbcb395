-- Drops: what is planned for a show before it is on air. Nothing is set aside for a plan.
create table drops.plans (
  show_id uuid not null,
  position integer not null check (position > 0),
  variant_id uuid not null,
  quantity integer not null check (quantity between 1 and 100000),
  price_minor bigint not null check (price_minor >= 0),
  currency text not null,
  per_buyer integer not null check (per_buyer between 1 and 99),
  opens_in_seconds integer not null check (opens_in_seconds between 0 and 86400),
  hold_seconds integer not null check (hold_seconds between 30 and 3600),
  fair_seconds integer not null check (fair_seconds between 0 and 60),
  primary key (show_id, position)
);
