-- Parcels and what is in them, returns and what became of them, and which units a refund was for.

create schema fulfilment;

create table fulfilment.settings (
  brand_id uuid primary key,
  -- Returns are taken for so many days after a parcel left; 0: not at all.
  return_days integer not null check (return_days between 0 and 365),
  -- Where parcels leave from and returns come to.
  sender jsonb,
  return_words jsonb not null default '{}'
);

create table fulfilment.parcels (
  parcel_id uuid primary key,
  brand_id uuid not null,
  order_id uuid not null,
  -- The first, second … of its order.
  number integer not null check (number > 0),
  state text not null check (state in ('packed', 'sent')),
  carrier text not null default '',
  tracking text not null default '',
  packed_at timestamptz not null,
  sent_at timestamptz,
  unique (order_id, number),
  check ((state = 'sent') = (sent_at is not null))
);
create index parcels_brand on fulfilment.parcels (brand_id, state, parcel_id desc);

create table fulfilment.parcel_lines (
  parcel_id uuid not null references fulfilment.parcels on delete cascade,
  line_id uuid not null,
  quantity integer not null check (quantity > 0),
  primary key (parcel_id, line_id)
);

create table fulfilment.returns (
  return_id uuid primary key,
  brand_id uuid not null,
  order_id uuid not null,
  person_id uuid not null,
  state text not null check (state in ('asked', 'accepted', 'refused', 'withdrawn', 'received', 'refunded')),
  reason text not null,
  -- What the buyer wrote, and what the brand answered.
  words text not null,
  answer text not null default '',
  asked_at timestamptz not null,
  decided_at timestamptz,
  received_at timestamptz,
  refund_id uuid,
  check ((state = 'refunded') = (refund_id is not null)),
  check (state not in ('received', 'refunded') or received_at is not null)
);
create index returns_brand on fulfilment.returns (brand_id, return_id desc);
create index returns_order on fulfilment.returns (order_id);

create table fulfilment.return_lines (
  return_id uuid not null references fulfilment.returns on delete cascade,
  line_id uuid not null,
  quantity integer not null check (quantity > 0),
  -- Of those that arrived: back on the shelf, or not to be sold any more.
  restocked integer not null default 0 check (restocked >= 0),
  scrapped integer not null default 0 check (scrapped >= 0),
  primary key (return_id, line_id),
  check (restocked + scrapped <= quantity)
);

create table fulfilment.refunds (
  -- The id that payments knows it by.
  refund_id uuid primary key,
  order_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  -- How much of it is for the delivery.
  delivery_minor bigint not null check (delivery_minor between 0 and amount_minor),
  reason text not null,
  asked_at timestamptz not null
);
create index refunds_order on fulfilment.refunds (order_id);

create table fulfilment.refund_lines (
  refund_id uuid not null references fulfilment.refunds on delete cascade,
  line_id uuid not null,
  quantity integer not null check (quantity > 0),
  primary key (refund_id, line_id)
);
