-- Drops: the line of those who want a unit. A ticket keeps one's place, before the opening and after the sell-out.

alter table drops.drops
  -- For so long after the opening everybody who wants one is in the same draw; 0 is first come, first served.
  add column fair_seconds integer not null default 0 check (fair_seconds between 0 and 60),
  -- What decides the draw. Its hash is told before the first ticket, the seed itself with the result.
  add column seed text,
  add column drawn_at timestamptz,
  -- Numbers given so far.
  add column tickets integer not null default 0,
  -- What the room was last told of the line.
  add column told_tickets integer not null default 0,
  add column told_waiting integer not null default 0,
  add check (fair_seconds = 0 or seed is not null);

create table drops.tickets (
  ticket_id uuid primary key,
  drop_id uuid not null references drops.drops,
  person_id uuid not null,
  -- In the order of arrival, from 1 and without gaps.
  number integer not null check (number > 0),
  -- In the order of service: the number, until a draw has mixed those that took part.
  place integer not null check (place > 0),
  quantity integer not null check (quantity > 0),
  device text,
  taken_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'won', 'out')),
  -- Why it is out: the refusal's code, or that they left.
  why text,
  served_at timestamptz,
  hold_id uuid unique,
  line_id uuid,
  expires_at timestamptz,
  -- When the browser said that its person has been told.
  seen_at timestamptz,
  unique (drop_id, number),
  check ((state = 'won') = (hold_id is not null)),
  check ((state = 'out') = (why is not null))
);
create unique index tickets_once on drops.tickets (drop_id, person_id) where state = 'waiting';
create index tickets_line on drops.tickets (drop_id, place) where state = 'waiting';
create index tickets_person on drops.tickets (drop_id, person_id);
create index tickets_device on drops.tickets (drop_id, device) where device is not null;
