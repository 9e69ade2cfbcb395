-- Attendance: who was in a room, from when to when, over all processes. The peak of a show is read from it.

create schema attendance;

-- A process that is not seen for a while is lost, and its viewers left when it was seen last.
create table attendance.processes (
  process_id uuid primary key,
  seen_at timestamptz not null
);

create table attendance.visits (
  visit_id uuid primary key,
  show_id uuid not null,
  viewer text not null check (char_length(viewer) between 1 and 64),
  process_id uuid not null,
  joined_at timestamptz not null,
  left_at timestamptz check (left_at >= joined_at)
);
create index visits_of_show on attendance.visits (show_id);
create index visits_open on attendance.visits (process_id) where left_at is null;

alter table shows.shows drop column viewers_peak;
