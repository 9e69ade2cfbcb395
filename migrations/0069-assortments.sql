-- Assortments: what is sold where. Product sets, pop-up shops, and what is kept for some shows, some shops or members.
create schema assortments;

create table assortments.sets (
  set_id uuid primary key,
  brand_id uuid not null,
  name text not null check (char_length(name) between 1 and 80),
  -- In their order.
  product_ids uuid[] not null check (cardinality(product_ids) between 1 and 100),
  changed_at timestamptz not null,
  unique (brand_id, name)
);

create table assortments.pop_ups (
  pop_up_id uuid primary key,
  brand_id uuid not null,
  slug text not null check (slug ~ '^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$'),
  title jsonb not null,
  text jsonb not null,
  picture_id uuid,
  -- What it sells: a set, as it stands, or products of its own.
  set_id uuid references assortments.sets,
  product_ids uuid[] not null default '{}' check (cardinality(product_ids) <= 100),
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  changed_at timestamptz not null,
  unique (brand_id, slug),
  check (closes_at > opens_at),
  check ((set_id is null) = (cardinality(product_ids) > 0))
);

-- Without a rule something is sold everywhere. A variant's own rule stands before its product's.
create table assortments.rules (
  product_id uuid not null,
  variant_id uuid,
  live_only boolean not null,
  show_ids uuid[] not null,
  pop_up_ids uuid[] not null,
  members_only boolean not null,
  unique nulls not distinct (product_id, variant_id)
);
