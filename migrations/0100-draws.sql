-- Draws: a prize for some of those who enter while a show is on, drawn so that anybody can check it.

create schema draws;

create table draws.draws (
  draw_id uuid primary key,
  show_id uuid not null,
  brand_id uuid not null,
  -- What is drawn for, in the words of the brand.
  title text not null,
  prize text not null check (prize in ('physical', 'credit')),
  -- What each winner gets: of shop credit.
  prize_minor bigint check (prize_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  winners integer not null check (winners between 1 and 50),
  -- By a purchase one enters as well; a tap or a word is always free.
  bought boolean not null,
  -- What has to be said in the chat; null: a tap enters.
  keyword text,
  -- Whoever won here so many days ago or less does not take part.
  repeat_days integer not null check (repeat_days between 0 and 365),
  state text not null default 'open' check (state in ('open', 'drawn')),
  opened_at timestamptz not null,
  closes_at timestamptz not null check (closes_at > opened_at),
  -- Decides it. Its hash is told when it opens, the seed itself with the winners.
  seed text not null,
  -- The last link of the list of entries.
  chain text,
  entries integer not null default 0,
  drawn_at timestamptz,
  check ((prize = 'credit') = (prize_minor is not null)),
  check ((state = 'drawn') = (drawn_at is not null and chain is not null))
);
create index draws_show on draws.draws (show_id, draw_id);
create index draws_open on draws.draws (closes_at) where state = 'open';

create table draws.entries (
  draw_id uuid not null references draws.draws,
  entry_id uuid not null unique,
  person_id uuid not null,
  name text not null,
  how text not null check (how in ('tap', 'word', 'bought')),
  at timestamptz not null,
  -- Its place in the list, from 1, given when the list is closed.
  number integer check (number > 0),
  -- Whether it won, and in which order.
  rank integer check (rank > 0),
  -- Where a prize goes that has to be sent.
  address jsonb,
  primary key (draw_id, person_id),
  unique (draw_id, number),
  unique (draw_id, rank),
  check (rank is null or number is not null),
  check (address is null or rank is not null)
);
create index entries_won on draws.entries (person_id) where rank is not null;
