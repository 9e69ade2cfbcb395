-- Draws can be for those who follow the brand, and who have watched for a while.
alter table draws.draws
  add column followed boolean not null default false,
  add column watch_minutes integer check (watch_minutes between 1 and 600);
