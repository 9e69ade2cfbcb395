-- Earnings of gifts that are not paid out until somebody has looked at them.

create table hosts.holds (
  hold_id uuid primary key,
  brand_id uuid not null,
  person_id uuid not null,
  show_id uuid not null,
  minor bigint not null check (minor > 0),
  currency text not null,
  at timestamptz not null,
  released_at timestamptz
);
create index holds_active on hosts.holds (brand_id, person_id) where released_at is null;
