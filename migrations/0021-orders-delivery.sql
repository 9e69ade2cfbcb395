-- Ways of delivery have a price in each currency a brand names, and are archived, not deleted: orders speak of them.

create table orders.delivery_prices (
  brand_id uuid not null,
  delivery_method_id text not null,
  currency text not null,
  price_minor bigint not null check (price_minor >= 0),
  free_from_minor bigint check (free_from_minor >= 0),
  primary key (brand_id, delivery_method_id, currency),
  foreign key (brand_id, delivery_method_id) references orders.delivery_methods
);
insert into orders.delivery_prices (brand_id, delivery_method_id, currency, price_minor, free_from_minor)
  select brand_id, delivery_method_id, currency, price_minor, free_from_minor from orders.delivery_methods;

alter table orders.delivery_methods
  drop column price_minor, drop column free_from_minor, drop column currency,
  add column archived_at timestamptz;
