-- What an order's price was made of: where each line's price came from, what promotions took off it, and which they were.

alter table orders.lines
  add column off_minor bigint not null default 0 check (off_minor >= 0),
  add column origin text not null default 'list' check (origin in ('list', 'member', 'live', 'drop', 'gift')),
  add constraint lines_off_most check (off_minor <= unit_minor * quantity);
update orders.lines set origin = 'drop' where drop_id is not null;

-- Where prices are net, the tax comes on top of them.
alter table orders.orders add column tax_included boolean not null default true;
do $$ declare old text; begin
  select conname into old from pg_constraint
    where conrelid = 'orders.orders'::regclass and contype = 'c'
      and pg_get_constraintdef(oid) like '%items_minor - discount_minor%';
  execute format('alter table orders.orders drop constraint %I', old);
end $$;
alter table orders.orders add constraint orders_total check (
  total_minor = items_minor - discount_minor + delivery_minor + case when tax_included then 0 else tax_minor end);

create table orders.discounts (
  order_id uuid not null references orders.orders,
  promotion_id uuid not null,
  position integer not null,
  title jsonb not null,
  code text,
  minor bigint not null check (minor >= 0),
  primary key (order_id, promotion_id)
);
