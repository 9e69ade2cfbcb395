-- Reminders: who wants to be told of a coming show, by which channel, and what became of each message.

create schema reminders;

-- What people have been told of a show, beside what is planned.
create table reminders.shows (
  show_id uuid primary key,
  brand_id uuid not null,
  -- As planned, and as everybody was last told.
  starts_at timestamptz,
  told_starts_at timestamptz,
  -- When the plan last changed: people hear of it a little later, once somebody who corrects a date is done.
  moved_at timestamptz,
  -- Of its entry in calendars (RFC 5545 §3.8.7.4).
  sequence int not null default 0 check (sequence >= 0),
  soon_told boolean not null default false,
  -- It has started, or will not.
  over boolean not null default false
);
create index shows_to_tell on reminders.shows (starts_at) where not over;

-- Browsers that take messages.
create table reminders.subscriptions (
  subscription_id uuid primary key,
  person_id uuid not null,
  -- SHA-256 of the endpoint, which is secret itself.
  endpoint_hash bytea not null unique,
  -- Encrypted with the secret of this install: whoever has it may send.
  sealed bytea not null,
  created_at timestamptz not null
);
create index subscriptions_of_person on reminders.subscriptions (person_id);

-- One consent: of one person, for one show, by one channel.
create table reminders.reminders (
  reminder_id uuid primary key,
  show_id uuid not null,
  brand_id uuid not null,
  person_id uuid not null,
  channel text not null check (channel in ('push', 'email', 'calendar')),
  subscription_id uuid references reminders.subscriptions on delete set null,
  email text check (email = lower(email)),
  locale text not null,
  time_zone text not null,
  -- asked: the address is not confirmed yet.
  state text not null check (state in ('asked', 'active', 'ended')),
  ended_for text check (ended_for in ('withdrawn', 'unsubscribed', 'gone', 'bounced')),
  asked_at timestamptz not null,
  active_at timestamptz,
  ended_at timestamptz,
  mailed_at timestamptz,
  check ((channel = 'email') = (email is not null)),
  check ((state = 'ended') = (ended_for is not null)),
  check (channel <> 'push' or subscription_id is not null or state = 'ended')
);
create unique index reminders_push on reminders.reminders (show_id, subscription_id) where channel = 'push';
create unique index reminders_email on reminders.reminders (show_id, email) where channel = 'email';
create unique index reminders_calendar on reminders.reminders (show_id, person_id) where channel = 'calendar';
create index reminders_of_person on reminders.reminders (person_id, show_id);
create index reminders_of_subscription on reminders.reminders (subscription_id);
create index reminders_by_email on reminders.reminders (email, mailed_at) where channel = 'email';

-- Something everybody who asked is told, once.
create table reminders.notices (
  notice_id uuid primary key,
  show_id uuid not null,
  kind text not null check (kind in ('soon', 'started', 'moved', 'cancelled')),
  starts_at timestamptz,
  made_at timestamptz not null
);
create index notices_of_show on reminders.notices (show_id, made_at);
create unique index notices_once on reminders.notices (show_id, kind) where kind in ('started', 'cancelled');

-- One message to one of them: sent at most once, or refused with a reason.
create table reminders.sendings (
  notice_id uuid not null references reminders.notices,
  reminder_id uuid not null references reminders.reminders,
  channel text not null check (channel in ('push', 'email')),
  state text not null check (state in ('waiting', 'sending', 'sent', 'refused')),
  reason text,
  tries int not null default 0,
  due_at timestamptz not null,
  claimed_at timestamptz,
  done_at timestamptz,
  primary key (notice_id, reminder_id),
  check ((state = 'refused') = (reason is not null))
);
create index sendings_open on reminders.sendings (notice_id, channel, due_at) where state in ('waiting', 'sending');
