-- Bags, orders with every price frozen, their timelines, and the ways of delivery a brand offers.

create schema orders;

create table orders.bag_lines (
  line_id uuid primary key,
  person_id uuid not null,
  brand_id uuid not null,
  product_id uuid not null,
  variant_id uuid not null,
  quantity integer not null check (quantity between 1 and 99),
  show_id uuid,
  drop_id uuid,
  -- A claimed line is held until a moment, at a price that is frozen.
  hold_id uuid unique,
  hold_expires_at timestamptz,
  unit_minor bigint check (unit_minor >= 0),
  compare_minor bigint check (compare_minor >= unit_minor),
  currency text,
  added_at timestamptz not null,
  check (num_nulls(hold_id, hold_expires_at, unit_minor, currency) in (0, 4)),
  check (hold_id is not null or drop_id is null)
);
create index bag_lines_person on orders.bag_lines (person_id, brand_id);
create unique index bag_lines_open on orders.bag_lines (person_id, variant_id) where hold_id is null;
create index bag_lines_expiry on orders.bag_lines (hold_expires_at) where hold_id is not null;

create table orders.delivery_methods (
  brand_id uuid not null,
  delivery_method_id text not null,
  position integer not null,
  title jsonb not null,
  price_minor bigint not null check (price_minor >= 0),
  free_from_minor bigint check (free_from_minor >= 0),
  currency text not null,
  tax_rate_bp integer not null check (tax_rate_bp between 0 and 5000),
  days_least integer not null check (days_least >= 0),
  days_most integer not null check (days_most >= days_least),
  countries text[] not null,
  primary key (brand_id, delivery_method_id)
);

-- One sequence for all brands: a counter row per brand would let one checkout at a time through.
create sequence orders.numbers start 1001;

create table orders.orders (
  order_id uuid primary key,
  brand_id uuid not null,
  person_id uuid not null,
  number text not null,
  state text not null check (state in ('unpaid', 'paid', 'sent', 'cancelled', 'refunded')),
  email text not null,
  locale text not null,
  address jsonb not null,
  return_to text not null,
  delivery_method_id text not null,
  currency text not null,
  items_minor bigint not null,
  discount_minor bigint not null check (discount_minor >= 0),
  delivery_minor bigint not null check (delivery_minor >= 0),
  tax_minor bigint not null check (tax_minor between 0 and total_minor),
  total_minor bigint not null check (total_minor = items_minor - discount_minor + delivery_minor),
  placed_at timestamptz not null,
  pay_before timestamptz not null,
  paid_at timestamptz,
  -- The latest attempt to be paid, and the one whose money this order keeps or gives back.
  intent_id uuid,
  paid_intent_id uuid,
  cancelled_by text check (cancelled_by in ('buyer', 'staff', 'time', 'stock')),
  carrier text,
  tracking text,
  sent_at timestamptz,
  unique (brand_id, number),
  check (state not in ('paid', 'sent', 'refunded') or (paid_at is not null and paid_intent_id is not null)),
  check ((state = 'cancelled') <= (cancelled_by is not null)),
  check (state <> 'sent' or sent_at is not null)
);
create index orders_brand on orders.orders (brand_id, order_id desc);
create index orders_person on orders.orders (person_id, order_id desc);
create index orders_unpaid on orders.orders (pay_before) where state = 'unpaid';

create table orders.lines (
  line_id uuid primary key,
  order_id uuid not null references orders.orders,
  position integer not null,
  product_id uuid not null,
  variant_id uuid not null,
  sku text not null,
  title jsonb not null,
  options jsonb not null,
  picture_url text,
  quantity integer not null check (quantity > 0),
  unit_minor bigint not null check (unit_minor >= 0),
  compare_minor bigint check (compare_minor >= unit_minor),
  tax_rate_bp integer not null,
  show_id uuid,
  drop_id uuid,
  hold_id uuid not null unique,
  unique (order_id, position)
);
create index lines_show on orders.lines (show_id) where show_id is not null;

create table orders.timeline (
  entry_id bigint generated always as identity primary key,
  order_id uuid not null references orders.orders,
  at timestamptz not null,
  what text not null,
  detail text
);
create index timeline_order on orders.timeline (order_id);
