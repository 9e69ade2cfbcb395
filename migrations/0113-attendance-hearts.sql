-- Attendance: hearts, summed by the minute. Nobody's heart is written down by itself.

create table attendance.hearts (
  show_id uuid not null,
  minute timestamptz not null,
  hearts integer not null check (hearts > 0),
  primary key (show_id, minute)
);
