-- Cues: what the house suggested to do next in a show on air, why, and what was made of it.

create schema cues;

create table cues.cues (
  cue_id uuid primary key,
  show_id uuid not null,
  kind text not null check (kind in ('soldOut', 'behind', 'lastPieces', 'wanted', 'asked')),
  -- What to go to.
  product_id uuid not null,
  -- The figure it was suggested for: pieces left, people, minutes.
  figure integer not null,
  made_at timestamptz not null,
  answer text check (answer in ('followed', 'dismissed', 'lapsed')),
  answered_at timestamptz check ((answered_at is null) = (answer is null)),
  answered_by uuid
);
create index cues_of_show on cues.cues (show_id, made_at);
create unique index cues_open on cues.cues (show_id, kind, product_id) where answer is null;
