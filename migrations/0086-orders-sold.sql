-- Orders: when it was sold. An order whose money came too late, and went back, was paid and never sold: it has no
-- invoice, and nothing of it stands among the sales.

alter table orders.orders add column sold_at timestamptz;
update orders.orders o set sold_at = paid_at
where exists (select from orders.timeline t where t.order_id = o.order_id and t.what = 'paid');
alter table orders.orders add check (sold_at is null or paid_at is not null);
