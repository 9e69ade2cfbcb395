-- Shows: what is planned of them, and where they stand. What happened in them is in their logs (schema log).

create schema shows;

create table shows.shows (
  show_id uuid primary key,
  brand_id uuid not null,
  -- The show's own log has the show's id; its chat has a log of its own.
  chat_log_id uuid not null unique,
  status text not null default 'draft' check (status in ('draft', 'scheduled', 'live', 'ended', 'replay', 'cancelled')),
  kind text not null check (kind in ('video', 'audio')),
  title jsonb not null,
  description jsonb not null,
  starts_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  cover_picture_id uuid,
  portrait_picture_id uuid,
  host_name text not null,
  host_picture_id uuid,
  -- What arrives from the host.
  picture text not null default 'none' check (picture in ('none', 'coming', 'lost')),
  viewers_peak integer not null default 0 check (viewers_peak >= 0),
  created_at timestamptz not null,
  check (status not in ('live', 'ended', 'replay') or started_at is not null),
  check (status not in ('ended', 'replay') or ended_at is not null)
);
create index shows_of_brand on shows.shows (brand_id, show_id desc);
create index shows_on_air on shows.shows (status) where status in ('scheduled', 'live');

create table shows.run_of_show (
  show_id uuid not null references shows.shows on delete cascade,
  product_id uuid not null,
  position integer not null check (position > 0),
  talking_points text not null,
  minutes integer not null check (minutes >= 0),
  primary key (show_id, product_id),
  unique (show_id, position) deferrable initially deferred
);
create index run_of_show_product on shows.run_of_show (product_id);

-- Only the hash of a publishing key is kept: it is shown once.
create table shows.keys (
  show_id uuid primary key references shows.shows on delete cascade,
  key_hash bytea not null unique,
  issued_at timestamptz not null
);
