-- Shows: a live show may be given an hour at which it ends by itself.

alter table shows.shows add column ends_at timestamptz;
create index shows_to_end on shows.shows (ends_at) where status = 'live' and ends_at is not null;
