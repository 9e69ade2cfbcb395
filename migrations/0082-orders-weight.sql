-- Delivery by weight: bands of each price, the heaviest parcel of a way of delivery, and what a line weighed when it was
-- sold. A band begins above its weight and ends where the next begins, so that there is neither gap nor overlap.

alter table orders.delivery_methods
  -- Heavier parcels do not go this way; null: none is too heavy.
  add column max_grams integer check (max_grams > 0);

create table orders.delivery_bands (
  brand_id uuid not null,
  delivery_method_id text not null,
  currency text not null,
  over_grams integer not null check (over_grams > 0),
  price_minor bigint not null check (price_minor >= 0),
  primary key (brand_id, delivery_method_id, currency, over_grams),
  foreign key (brand_id, delivery_method_id, currency) references orders.delivery_prices on delete cascade
);

-- One unit, packed; null: nobody knew. A gift weighs nothing: it never makes a delivery dearer.
alter table orders.lines add column weight_grams integer check (weight_grams >= 0);

-- What a piece is taken to weigh of which nobody has said it; null: it goes by no way that asks for the weight.
alter table orders.settings add column assumed_grams integer check (assumed_grams > 0);

-- What joins a parcel that is priced by weight pays what the parcel costs more by it.
alter table orders.orders drop constraint orders_together_free;
