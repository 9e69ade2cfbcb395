-- News: what a brand told its followers of a show, and what became of each message.
create schema news;

create table news.tellings (
  notice_id uuid primary key,
  brand_id uuid not null,
  show_id uuid not null,
  what text not null check (what in ('announced', 'started')),
  told_by uuid not null,
  told_at timestamptz not null,
  -- Once for each: whoever taps twice tells once.
  unique (show_id, what)
);

create table news.sendings (
  notice_id uuid not null references news.tellings,
  person_id uuid not null,
  channel text not null check (channel in ('push', 'email')),
  -- A browser's subscription, or the person whose address it goes to.
  target uuid not null,
  locale text not null,
  time_zone text not null,
  state text not null check (state in ('waiting', 'sending', 'sent', 'refused')),
  reason text,
  tries int not null default 0,
  due_at timestamptz not null,
  claimed_at timestamptz,
  done_at timestamptz,
  primary key (notice_id, channel, target),
  check ((state = 'refused') = (reason is not null))
);
create index news_open on news.sendings (notice_id, channel, due_at) where state in ('waiting', 'sending');
