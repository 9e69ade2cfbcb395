-- Several buys of one show in one parcel: the later orders go with the first, which has paid the delivery for all.

create table orders.settings (
  brand_id uuid primary key,
  -- For so many hours after an order of a show is paid, its buyer's further orders of that show go with it; 0: never.
  together_hours integer not null check (together_hours between 0 and 168)
);

alter table orders.orders
  -- The order whose parcel this one goes with, and whose delivery is paid.
  add column ships_with uuid references orders.orders check (ships_with <> order_id),
  -- It was called off while others go with it: what it paid for the delivery stays until nothing of them is left.
  add column delivery_kept boolean not null default false,
  add constraint orders_together_free check (ships_with is null or delivery_minor = 0);
create index orders_together on orders.orders (ships_with) where ships_with is not null;

-- Parcels of several orders that are one thing for the carrier: one label, one number, one slip.
alter table fulfilment.parcels add column box_id uuid;
create index parcels_box on fulfilment.parcels (box_id) where box_id is not null;
