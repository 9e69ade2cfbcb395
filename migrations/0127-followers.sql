-- Followers: who follows a host, and how followers read and what their clocks show.
alter table followers.follows add column locale text check (locale in ('en', 'fr', 'zh-Hans'));
alter table followers.follows add column time_zone text;

create table followers.host_follows (
  brand_id uuid not null,
  host_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  locale text check (locale in ('en', 'fr', 'zh-Hans')),
  time_zone text,
  primary key (brand_id, host_id, person_id)
);
create index host_follows_of_person on followers.host_follows (person_id);
