-- Drops: what several accounts of one household have in common, and what was decided about it.

-- A device, a telephone or an address that somebody used in a drop. The mark is a hash: it can be compared, not read.
create table drops.marks (
  drop_id uuid not null references drops.drops,
  kind text not null check (kind in ('device', 'phone', 'address', 'payment')),
  mark text not null,
  person_id uuid not null,
  primary key (drop_id, kind, mark, person_id)
);

-- A no of the rules against abuse, with what they saw. Whoever was let through is not asked again in this drop.
create table drops.decisions (
  decision_id uuid primary key,
  brand_id uuid not null,
  drop_id uuid not null references drops.drops,
  person_id uuid not null,
  rule text not null,
  seen jsonb not null,
  made_at timestamptz not null,
  times integer not null default 1,
  let_through_by uuid,
  let_through_at timestamptz,
  unique (drop_id, person_id, rule)
);
create index decisions_of_brand on drops.decisions (brand_id, decision_id desc);

-- Its time was over, unpaid.
alter table drops.claims add column lapsed boolean not null default false;
