-- Rehearsals: a row while a team rehearses. Nothing is left of one that is over.

create schema rehearsals;

create table rehearsals.rehearsals (
  show_id uuid primary key,
  started_by uuid not null,
  started_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > started_at),
  -- What arrives from whoever rehearses.
  picture text not null default 'none' check (picture in ('none', 'coming', 'lost'))
);

-- Only hashes: a key is shown once.
create table rehearsals.keys (
  show_id uuid not null references rehearsals.rehearsals on delete cascade,
  use text not null check (use in ('browser', 'encoder')),
  key_hash bytea not null unique,
  issued_at timestamptz not null,
  primary key (show_id, use)
);
