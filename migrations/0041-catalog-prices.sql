-- Prices for members and while a show is live, and what prices have been: a reduced price stands beside the lowest of
-- the thirty days before (Directive 98/6/EC, Article 6a).

alter table catalog.prices
  add column member_minor bigint check (member_minor >= 0 and member_minor < minor),
  add column live_minor bigint check (live_minor >= 0 and live_minor < minor);

-- From when on what was asked of everybody, and while a show is live.
create table catalog.price_history (
  variant_id uuid not null references catalog.variants,
  currency text not null,
  minor bigint not null check (minor >= 0),
  live_minor bigint check (live_minor >= 0),
  since timestamptz not null,
  primary key (variant_id, currency, since)
);
insert into catalog.price_history (variant_id, currency, minor, since)
  select c.variant_id, c.currency, c.minor, p.changed_at
  from catalog.prices c join catalog.variants v using (variant_id) join catalog.products p using (product_id);
