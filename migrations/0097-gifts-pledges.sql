-- Gifts that come with a question: set aside until the host has answered, given then, or given back.

-- Of brands that have changed the usual ones.
create table gifts.question_terms (
  brand_id uuid primary key,
  -- A gift of so many coins or more carries a question; null: none does.
  from_coins integer check (from_coins between 1 and 100000),
  -- What becomes of it when the show ends and nobody has answered.
  unanswered text not null check (unanswered in ('return', 'keep'))
);

create table gifts.pledges (
  -- The question's.
  pledge_id uuid primary key,
  brand_id uuid not null,
  show_id uuid not null,
  person_id uuid not null,
  name text not null,
  gift_id uuid not null references gifts.catalogue,
  coins integer not null check (coins > 0),
  -- The money behind the coins: [{minor, currency}, …]
  taken jsonb not null,
  -- The contract that held when it was sent.
  rate_from timestamptz not null,
  -- By the terms of that moment.
  unanswered text not null check (unanswered in ('return', 'keep')),
  at timestamptz not null,
  state text not null default 'held' check (state in ('held', 'given', 'returned')),
  ended_at timestamptz,
  check ((state = 'held') = (ended_at is null))
);
create index pledges_held on gifts.pledges (show_id) where state = 'held';
