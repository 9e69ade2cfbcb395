-- Polls and quizzes of a show: what is asked, and who chose what.
create schema polls;

create table polls.polls (
  poll_id uuid primary key,
  show_id uuid not null,
  kind text not null check (kind in ('poll', 'quiz')),
  question text not null,
  -- [{ "text": "The lamp", "productId": null }, …], two to six.
  options jsonb not null check (jsonb_array_length(options) between 2 and 6),
  -- Of a quiz; told to nobody before its end.
  right_option integer check (right_option >= 0 and right_option < jsonb_array_length(options)),
  -- From its opening; null: until the host ends it.
  seconds integer check (seconds between 10 and 3600),
  state text not null default 'prepared' check (state in ('prepared', 'open', 'closed', 'hidden')),
  prepared_at timestamptz not null,
  opened_at timestamptz,
  closes_at timestamptz,
  closed_at timestamptz,
  -- When the room was last told how many chose what, and whether somebody voted since.
  told_at timestamptz,
  untold boolean not null default false,
  check ((kind = 'quiz') = (right_option is not null)),
  check ((state = 'prepared') = (opened_at is null)),
  check ((state in ('closed', 'hidden')) = (closed_at is not null))
);
create index polls_of_show on polls.polls (show_id, prepared_at);
create unique index polls_open on polls.polls (show_id) where state = 'open';

create table polls.votes (
  poll_id uuid not null references polls.polls on delete cascade,
  person_id uuid not null,
  choice integer not null check (choice between 0 and 5),
  at timestamptz not null,
  primary key (poll_id, person_id)
);
