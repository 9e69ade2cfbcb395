-- Catalog: what brands sell. A product is described once; its variants are what is bought, each with at most one price
-- per currency. Nothing is deleted: what is archived stays, for the orders that name it.

create schema catalog;

create table catalog.products (
  product_id uuid primary key,
  brand_id uuid not null,
  title jsonb not null,
  description jsonb not null,
  -- json, not jsonb: the order in which a brand writes its attributes is kept.
  attributes json not null default '{}',
  tax_rate_bp integer not null check (tax_rate_bp between 0 and 5000),
  state text not null check (state in ('draft', 'published', 'archived')),
  changed_at timestamptz not null
);
create index products_of_brand on catalog.products (brand_id, product_id);

create table catalog.variants (
  variant_id uuid primary key,
  product_id uuid not null references catalog.products,
  brand_id uuid not null,
  sku text not null,
  options json not null default '{}',
  position integer not null,
  -- The units an imported file said last: the same file again must not undo what was sold since.
  counted integer check (counted >= 0),
  state text not null default 'active' check (state in ('active', 'archived'))
);
create unique index variants_sku on catalog.variants (brand_id, sku) where state = 'active';
create index variants_of_product on catalog.variants (product_id, position);

create table catalog.prices (
  variant_id uuid not null references catalog.variants,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  minor bigint not null check (minor >= 0),
  primary key (variant_id, currency)
);

create table catalog.pictures (
  picture_id uuid primary key,
  brand_id uuid not null,
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  at timestamptz not null
);
create index pictures_of_brand on catalog.pictures (brand_id);

create table catalog.product_pictures (
  product_id uuid not null references catalog.products,
  position integer not null,
  picture_id uuid not null references catalog.pictures,
  primary key (product_id, position),
  unique (product_id, picture_id)
);
