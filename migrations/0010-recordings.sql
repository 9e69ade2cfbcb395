-- Recordings: what was kept of a show's picture, what was made of it, and until when. The files lie with the media.

create schema recordings;

create table recordings.recordings (
  show_id uuid primary key,
  brand_id uuid not null,
  state text not null check (state in ('recording', 'preparing', 'ready', 'failed', 'deleted')),
  started_at timestamptz not null,
  ended_at timestamptz,
  -- Why not everything was written down.
  warning text check (warning in ('diskFull', 'diskFailed', 'diskSlow')),
  -- Why nothing could be made of it.
  failure text,
  attempts integer not null default 0 check (attempts >= 0),
  -- What was made: length and size of the whole, clips, cover frames and previews.
  made jsonb,
  -- Null keeps it until somebody deletes it.
  delete_at timestamptz,
  deleted_at timestamptz,
  -- When its files were really gone.
  removed_at timestamptz,
  check (state = 'recording' or state = 'deleted' or ended_at is not null),
  check (state <> 'ready' or made is not null),
  check ((state = 'deleted') = (deleted_at is not null)),
  check (removed_at is null or state = 'deleted')
);
create index recordings_of_brand on recordings.recordings (brand_id);
create index recordings_to_delete on recordings.recordings (delete_at) where state in ('ready', 'failed');

create table recordings.settings (
  brand_id uuid primary key,
  keep_days integer check (keep_days between 1 and 3650),
  publish boolean not null
);
