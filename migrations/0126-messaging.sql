-- Messaging: what brands tell people outside of rooms, who wants which of it, and when it may disturb them.

create schema messaging;

-- When a person wants to be left alone, in the hours of their own day.
create table messaging.readers (
  person_id uuid primary key,
  time_zone text not null,
  -- Minutes of the day. Both null: nothing was chosen. Both the same: never.
  quiet_from smallint check (quiet_from between 0 and 1439),
  quiet_until smallint check (quiet_until between 0 and 1439),
  check ((quiet_from is null) = (quiet_until is null))
);

-- What a person said of one brand's messages. Where nothing was said, `decide.ts` says what holds.
create table messaging.choices (
  person_id uuid not null,
  brand_id uuid not null,
  kind text not null check (kind in ('asked', 'news', 'offers', 'orders')),
  channel text not null check (channel in ('push', 'email', 'inbox')),
  wanted boolean not null,
  at timestamptz not null,
  primary key (person_id, brand_id, kind, channel),
  check (wanted or kind <> 'orders' or channel <> 'email')
);

-- How often a brand allows itself to disturb one person. Null: as often as there is something to say.
create table messaging.rules (
  brand_id uuid primary key,
  day_most int check (day_most between 1 and 100),
  week_most int check (week_most between 1 and 500),
  -- Whether reminders that somebody asked for are held back as well.
  caps_asked boolean not null
);

-- What is said, once for all who are told.
create table messaging.notices (
  notice_id uuid primary key,
  brand_id uuid not null,
  kind text not null check (kind in ('asked', 'news', 'offers', 'orders')),
  title jsonb not null,
  body jsonb not null,
  path text not null,
  -- The hour it speaks of.
  happens_at timestamptz,
  made_at timestamptz not null
);
create index notices_by_age on messaging.notices (made_at);
create index notices_of_brand on messaging.notices (brand_id, made_at) where kind <> 'orders';

-- One person's copy, with what was decided of each channel: `now`, `later`, or why not.
create table messaging.messages (
  notice_id uuid not null references messaging.notices on delete cascade,
  person_id uuid not null,
  brand_id uuid not null,
  at timestamptz not null,
  in_inbox boolean not null,
  read_at timestamptz,
  push text,
  email text,
  -- It went out, or will, by push or e-mail: this is what a brand's limit counts.
  disturbs boolean generated always as (
    coalesce(push in ('now', 'later'), false) or coalesce(email in ('now', 'later'), false)) stored,
  primary key (notice_id, person_id)
);
create index messages_of_person on messaging.messages (person_id, at desc, notice_id desc) where in_inbox;
create index messages_unread on messaging.messages (person_id) where in_inbox and read_at is null;
create index messages_that_disturb on messaging.messages (person_id, brand_id, at) where disturbs;
