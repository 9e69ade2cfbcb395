-- Packets: shop credit that falls into a room, for whoever opens it first. Funded whole before it falls.

create schema packets;

-- What a brand has put up to give away in a show. What is left of it stands in the ledger.
create table packets.budgets (
  show_id uuid primary key,
  brand_id uuid not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  put_minor bigint not null default 0 check (put_minor >= 0),
  -- How often it was changed: part of the key of the next transfer.
  changes integer not null default 0,
  -- What was left at the end of the show has gone back.
  closed_at timestamptz
);

create table packets.packets (
  packet_id uuid primary key,
  show_id uuid not null,
  brand_id uuid not null,
  kind text not null check (kind in ('equal', 'random', 'list')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  total_minor bigint not null,
  pieces integer not null check (pieces between 1 and 10000),
  -- What each place gets, first to last: of a list.
  list text[] not null default '{}',
  greeting text not null default '',
  -- As it has to be said, in the form in which it is compared; null: none is asked for.
  password text,
  eligibility text not null check (eligibility in ('anyone', 'commented', 'bought')),
  lasts_seconds integer not null check (lasts_seconds between 10 and 86400),
  state text not null default 'prepared' check (state in ('prepared', 'open', 'ended')),
  prepared_at timestamptz not null,
  -- Decides a random split. Its hash is told when the packet falls, the seed itself with the end.
  seed text,
  opens_at timestamptz,
  expires_at timestamptz,
  taken integer not null default 0 check (taken between 0 and pieces),
  spent_minor bigint not null default 0 check (spent_minor between 0 and total_minor),
  -- The last link of the record.
  chain text,
  best_place integer,
  best_minor bigint,
  best_name text,
  ended_at timestamptz,
  ended_why text check (ended_why in ('empty', 'time', 'show')),
  -- Each share is at least one minor unit.
  check (total_minor >= pieces),
  check ((kind = 'list') = (cardinality(list) > 0)),
  check ((state = 'prepared') = (opens_at is null)),
  check ((state = 'ended') = (ended_at is not null)),
  check ((opens_at is null) = (expires_at is null) and (opens_at is null) = (chain is null)),
  check (expires_at > opens_at),
  check (state = 'prepared' or (kind = 'random') = (seed is not null)),
  check ((ended_at is null) = (ended_why is null)),
  check (ended_why <> 'empty' or (taken = pieces and spent_minor = total_minor))
);
create index packets_show on packets.packets (show_id, packet_id);
create index packets_open on packets.packets (expires_at) where state = 'open';

-- Who opened it, in their order.
create table packets.grabs (
  packet_id uuid not null references packets.packets,
  place integer not null check (place > 0),
  person_id uuid not null,
  -- Stands for the person in the record, which anybody can read.
  grab_id uuid not null unique,
  minor bigint not null check (minor > 0),
  -- As the room knows them; null where it is not told.
  name text,
  device text,
  at timestamptz not null,
  primary key (packet_id, place),
  unique (packet_id, person_id)
);
create unique index grabs_device on packets.grabs (packet_id, device) where device is not null;
create index grabs_person on packets.grabs (person_id, packet_id);
