-- Handovers: who is on air in a show from when to when, and who is asked to go on with it.

create schema handovers;

create table handovers.turns (
  show_id uuid not null,
  person_id uuid not null,
  from_at timestamptz not null,
  until_at timestamptz check (until_at >= from_at),
  primary key (show_id, from_at)
);
-- One is on air at a time.
create unique index turns_now on handovers.turns (show_id) where until_at is null;

-- At most one is asked at a time. Nothing is left of what was answered.
create table handovers.wishes (
  show_id uuid primary key,
  from_id uuid not null,
  to_id uuid not null check (to_id <> from_id),
  asked_at timestamptz not null
);
