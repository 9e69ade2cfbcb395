-- Tax by destination: how a brand sells abroad, and what an order was taxed as, its delivery too.

create table orders.tax_settings (
  brand_id uuid primary key,
  -- Registered for the One Stop Shop: within the EU the rate of the destination counts.
  oss boolean not null,
  -- Collects the United Kingdom's VAT when it sells there.
  uk_vat boolean not null,
  exports text not null check (exports in ('taxed', 'same', 'net'))
);
create table orders.tax_rates (
  brand_id uuid not null references orders.tax_settings,
  country text not null check (country ~ '^[A-Z]{2}$'),
  home_rate_bp integer not null check (home_rate_bp between 0 and 5000),
  rate_bp integer not null check (rate_bp between 0 and 5000),
  primary key (brand_id, country, home_rate_bp)
);

-- Null: an order from before, taxed as at home.
alter table orders.orders
  add column tax_regime text check (tax_regime in ('home', 'oss', 'uk', 'export')),
  add column delivery_rate_bp integer check (delivery_rate_bp between 0 and 5000);
