-- Followers: who follows a brand, until they say otherwise.
create schema followers;

create table followers.follows (
  brand_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  primary key (brand_id, person_id)
);
create index follows_of_person on followers.follows (person_id);
