-- Pay links: what a member of the brand's staff has set aside for somebody, at the prices that were shown, for a while.

create table orders.pay_links (
  pay_link_id uuid primary key,
  brand_id uuid not null,
  made_by uuid not null,
  made_by_name text not null,
  -- For the brand's own people.
  note text not null,
  -- The lines of the order to be, frozen: what it costs, and what is held of it.
  lines jsonb not null,
  currency text not null,
  items_minor bigint not null check (items_minor >= 0),
  made_at timestamptz not null,
  -- Units are held, and the order can be paid, until then.
  expires_at timestamptz not null check (expires_at > made_at),
  cancelled_at timestamptz,
  -- Whoever opened it has filled it in.
  order_id uuid unique references orders.orders,
  check (cancelled_at is null or order_id is null)
);
create index pay_links_brand on orders.pay_links (brand_id, pay_link_id desc);
