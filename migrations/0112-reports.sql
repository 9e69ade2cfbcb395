-- Reports: how people came to a show and what they opened there, as told by their browsers; what a brand says of its
-- reach elsewhere; and the figures of shows that are over, kept for comparison.

create schema reports;

-- How a viewer came, told once. A viewer is what a tab is called for as long as it is open: nobody in particular.
create table reports.arrivals (
  show_id uuid not null,
  viewer text not null check (char_length(viewer) between 1 and 64),
  at timestamptz not null,
  source text not null check (source in ('direct', 'site', 'search', 'social', 'link', 'campaign', 'code', 'invitation')),
  name text check (char_length(name) between 1 and 80),
  campaign text check (char_length(campaign) between 1 and 80),
  primary key (show_id, viewer)
);

create table reports.touches (
  show_id uuid not null,
  viewer text not null check (char_length(viewer) between 1 and 64),
  kind text not null check (kind in ('shop', 'product', 'bag', 'share')),
  product_id uuid,
  at timestamptz not null,
  check ((kind in ('product', 'bag')) = (product_id is not null))
);
-- The same within one minute is one.
create unique index touches_once on reports.touches
  (show_id, viewer, kind, (coalesce(product_id, show_id)), (date_trunc('minute', at at time zone 'UTC')));

-- What was read elsewhere, in the brand's own words: an article has no socket here.
create table reports.reach (
  show_id uuid not null,
  name text not null check (char_length(name) between 1 and 80),
  reads integer not null check (reads >= 0),
  primary key (show_id, name)
);

create table reports.kept (
  show_id uuid primary key,
  brand_id uuid not null,
  started_at timestamptz not null,
  figures jsonb not null,
  kept_at timestamptz not null
);
create index kept_of_brand on reports.kept (brand_id, started_at desc);
