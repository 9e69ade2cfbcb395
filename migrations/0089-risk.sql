-- Risk: what is counted against abuse, the rules as a brand has set them, and what they decided. No mark can be read
-- back: each is this install's signature over a card's fingerprint, a network, a device, an address.

create schema risk;

-- Of a brand that has changed the usual one.
create table risk.rules (
  brand_id uuid not null,
  rule text not null,
  threshold integer not null check (threshold between 1 and 100000),
  window_minutes integer not null check (window_minutes between 1 and 44640),
  action text not null check (action in ('off', 'note', 'stepUp', 'hold', 'refuse')),
  changed_by uuid,
  changed_at timestamptz not null,
  primary key (brand_id, rule)
);

-- What was seen of a mark: each value once, at its latest. Rules count values of one mark within a window.
create table risk.sightings (
  brand_id uuid not null,
  what text not null,
  kind text not null,
  mark text not null,
  value text not null,
  at timestamptz not null,
  primary key (brand_id, what, kind, mark, value)
);
create index sightings_in_window on risk.sightings (brand_id, what, kind, mark, at desc);
create index sightings_by_age on risk.sightings (at);

-- By what a person is known to a brand: who shares what with whom.
create table risk.marks (
  brand_id uuid not null,
  kind text not null check (kind in ('device', 'network', 'address', 'phone', 'card')),
  mark text not null,
  person_id uuid not null,
  at timestamptz not null,
  primary key (brand_id, kind, mark, person_id)
);
create index marks_of_person on risk.marks (brand_id, person_id, at desc);
create index marks_by_age on risk.marks (at);

-- Coins that hosts gave one another, by show: for circles.
create table risk.flows (
  brand_id uuid not null,
  show_id uuid not null,
  payer_id uuid not null,
  host_id uuid not null,
  coins bigint not null check (coins > 0),
  at timestamptz not null,
  primary key (show_id, payer_id)
);
create index flows_of_payer on risk.flows (brand_id, payer_id, at desc);

create table risk.decisions (
  decision_id uuid primary key,
  brand_id uuid not null,
  person_id uuid not null,
  rule text not null,
  action text not null check (action in ('note', 'stepUp', 'hold', 'refuse')),
  -- What it is one decision about: found again, it counts.
  about text not null,
  -- What was being done: order, topUp, gift, claim, grab.
  subject text not null,
  -- The figures that the rule saw.
  seen jsonb not null,
  -- Others who share the mark, as far as they are people; ten at most.
  others uuid[] not null default '{}',
  state text not null check (state in ('noted', 'waiting', 'approved', 'declined')),
  times integer not null default 1,
  made_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  note text not null default '',
  unique (brand_id, about),
  check ((state in ('approved', 'declined')) = (decided_at is not null and decided_by is not null))
);
create index decisions_of_brand on risk.decisions (brand_id, decision_id desc);
create index decisions_waiting on risk.decisions (brand_id, decision_id desc) where state = 'waiting';
create index decisions_of_person on risk.decisions (brand_id, person_id, made_at desc);

-- What waits until somebody has decided.
create table risk.held (
  decision_id uuid not null references risk.decisions,
  kind text not null check (kind in ('order', 'topUp', 'gift')),
  subject_id uuid not null,
  at timestamptz not null,
  primary key (decision_id, kind, subject_id)
);
create index held_subjects on risk.held (kind, subject_id);

-- What the brand's people did: decisions and changes of rules, never altered.
create table risk.trail (
  trail_id uuid primary key,
  brand_id uuid not null,
  at timestamptz not null,
  person_id uuid not null,
  what text not null check (what in ('approved', 'declined', 'ruleChanged')),
  decision_id uuid references risk.decisions,
  rule text not null,
  detail text not null default ''
);
create index trail_of_brand on risk.trail (brand_id, trail_id desc);

create function risk.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'what was done stays written down';
end $$;
create trigger trail_stays before update or delete or truncate on risk.trail
  for each statement execute function risk.refuse_change();
