-- Reports: how a buyer came to the show they bought in. Kept of a person only once they put something in a bag, without
-- the viewer they watched as, and to the minute: what they watched and touched stays nobody's in particular.

create table reports.origins (
  show_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  source text not null,
  name text,
  campaign text,
  primary key (show_id, person_id, at)
);
create index origins_of_person on reports.origins (person_id);
