-- Outside engines: where a brand's pictures go when they outgrow this install, and which shows play there.

create schema engines;

-- Addresses are patterns: {stream}, {key}, {start} and {seconds} are filled in.
create table engines.settings (
  brand_id uuid primary key,
  enabled boolean not null,
  whip_url text not null,
  rtmp_url text,
  srt_url text,
  hls_url text not null,
  replay_url text
);

-- What an engine says of itself is believed with this secret only.
create table engines.secrets (
  brand_id uuid primary key,
  secret_hash bytea not null,
  issued_at timestamptz not null
);

-- A show whose picture comes (or came) from an outside engine. `source_id` is the engine's own name of the sender.
create table engines.streams (
  show_id uuid primary key,
  brand_id uuid not null,
  source_id text not null,
  hls_url text not null,
  replay_url text,
  came_at timestamptz not null,
  lost_at timestamptz
);
