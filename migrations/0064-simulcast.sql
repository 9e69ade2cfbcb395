-- Simulcast: the other platforms that a brand's shows are sent on to, and how each fares while a show is on air.

create schema simulcast;

create table simulcast.targets (
  target_id uuid primary key,
  brand_id uuid not null,
  name text not null check (name <> ''),
  url text not null check (url ~ '^rtmps?://'),
  -- Encrypted with the secret of this install: it is needed again, and never given out.
  sealed_key bytea not null,
  -- Whether shows that say nothing of it are sent there.
  every_show boolean not null,
  created_at timestamptz not null
);
create index targets_of_brand on simulcast.targets (brand_id, target_id);

-- What one show says of a target.
create table simulcast.choices (
  show_id uuid not null,
  target_id uuid not null references simulcast.targets on delete cascade,
  is_on boolean not null,
  primary key (show_id, target_id)
);

-- A row while a show is on air.
create table simulcast.shows (
  show_id uuid primary key,
  brand_id uuid not null,
  -- From a cut until the show goes on, nothing is sent anywhere.
  is_cut boolean not null default false
);
create index shows_of_brand on simulcast.shows (brand_id);

-- How a target fares, as the media engine last told.
create table simulcast.states (
  show_id uuid not null references simulcast.shows on delete cascade,
  target_id uuid not null references simulcast.targets on delete cascade,
  state text not null check (state in ('waiting', 'connecting', 'live', 'retrying', 'unfit', 'stopped', 'locked')),
  -- What ended the last connection, as the other side said it.
  code text,
  since timestamptz not null,
  retry_at timestamptz,
  primary key (show_id, target_id)
);
