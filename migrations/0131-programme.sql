-- Programme: series of shows with their rhythm, templates, and what a brand's calendar goes by.
create schema programme;

-- Without a row a brand goes by the defaults of src/modules/programme/store.ts.
create table programme.settings (
  brand_id uuid primary key,
  -- IANA; what the clock of a series shows, and the calendar.
  time_zone text not null,
  -- Whether its shows stand on the page of all brands of the install.
  listed boolean not null
);

create table programme.templates (
  template_id uuid primary key,
  brand_id uuid not null,
  name text not null check (char_length(name) between 1 and 80),
  -- What a show made from it gets: `Contents` of src/modules/programme/contents.ts.
  contents jsonb not null,
  saved_at timestamptz not null,
  unique (brand_id, name)
);

create table programme.series (
  series_id uuid primary key,
  brand_id uuid not null,
  slug text not null check (slug ~ '^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$'),
  title jsonb not null,
  text jsonb not null,
  cover_picture_id uuid,
  host_name text not null,
  host_picture_id uuid,
  -- Every so many weeks, on that day (1 is Monday), at that hour of the brand's clock.
  every_weeks integer not null check (every_weeks between 1 and 8),
  weekday integer not null check (weekday between 1 and 7),
  at_time text not null check (at_time ~ '^[0-2][0-9]:[0-5][0-9]$'),
  -- What its shows are made from, beside what is said here.
  template_id uuid references programme.templates on delete set null,
  changed_at timestamptz not null,
  unique (brand_id, slug)
);

-- A show belongs to one series at most.
create table programme.episodes (
  show_id uuid primary key,
  series_id uuid not null references programme.series on delete cascade
);
create index episodes_of_series on programme.episodes (series_id);

-- Followers: who follows a series, until they say otherwise.
create table followers.series_follows (
  series_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  primary key (series_id, person_id)
);
create index series_follows_of_person on followers.series_follows (person_id);
