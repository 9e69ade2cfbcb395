-- Questions: what people ask in a show, who asks the same, and what became of it.
create schema questions;

-- One row a show: whoever changes its questions locks it, in every process.
create table questions.rooms (
  show_id uuid primary key,
  -- When the room was last told how many ask the same.
  told_at timestamptz
);

create table questions.questions (
  question_id uuid primary key,
  show_id uuid not null,
  author_id uuid not null,
  -- What the room is told of its author, kept for a question that is let in later.
  author_name text not null,
  kind text not null check (kind in ('question', 'inside', 'angle', 'worn', 'fabric')),
  product_id uuid,
  text text not null check (char_length(text) <= 300),
  -- The question it reads like; its own id when it is the first.
  alike_id uuid not null,
  state text not null check (state in (
    'held', 'shadowed', 'open', 'onAir', 'answered', 'private', 'dismissed', 'refused', 'removed')),
  held_because text,
  asked_at timestamptz not null,
  taken_at timestamptz,
  settled_at timestamptz,
  settled_by uuid,
  -- Said on air, it has no text.
  answer text check (char_length(answer) between 1 and 1000),
  reason text check (reason in ('answered', 'offTopic', 'later', 'unsuitable')),
  -- Others who ask the same, and of how many of them the room was told.
  seconds integer not null default 0,
  seconds_told integer not null default 0,
  check (kind = 'question' or product_id is not null),
  check (kind <> 'question' or text <> ''),
  check ((state in ('held', 'shadowed', 'open', 'onAir')) = (settled_at is null)),
  check ((state = 'dismissed') = (reason is not null))
);
create index questions_waiting on questions.questions (show_id, asked_at) where state in ('held', 'open', 'onAir');
create unique index questions_on_air on questions.questions (show_id) where state = 'onAir';
create index questions_of_author on questions.questions (author_id, show_id, asked_at);
create index questions_to_tell on questions.questions (show_id) where seconds <> seconds_told;

create table questions.seconds (
  question_id uuid not null references questions.questions,
  person_id uuid not null,
  at timestamptz not null,
  primary key (question_id, person_id)
);
create index seconds_of_person on questions.seconds (person_id);
