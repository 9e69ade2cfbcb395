-- After the sale: how many units of a line are in parcels, have left, were called off or came back; and in the
-- timeline who did it, and what is for the brand's own people only.

alter table orders.lines
  add column packed_quantity integer not null default 0,
  add column sent_quantity integer not null default 0,
  add column cancelled_quantity integer not null default 0,
  add column returned_quantity integer not null default 0,
  add constraint lines_units check (
    cancelled_quantity >= 0 and packed_quantity >= sent_quantity and sent_quantity >= returned_quantity
    and returned_quantity >= 0 and packed_quantity + cancelled_quantity <= quantity);
update orders.lines set packed_quantity = quantity, sent_quantity = quantity
  from orders.orders where orders.order_id = lines.order_id and orders.state = 'sent';

alter table orders.timeline
  -- Nobody: the house did it, or a provider.
  add column person_id uuid,
  add column person_name text,
  add column internal boolean not null default false;
update orders.timeline set internal = true
  where what in ('underReview', 'refundFailed', 'disputed', 'disputeWon', 'disputeLost');

create index orders_to_pack on orders.orders (brand_id, order_id) where state = 'paid';
