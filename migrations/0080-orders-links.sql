-- Every order has a link for whoever holds it: signed, and revoked by counting its version up.

alter table orders.orders add column link_version integer not null default 1 check (link_version > 0);
