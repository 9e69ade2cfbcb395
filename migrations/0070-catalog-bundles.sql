-- Bundles: a variant that is sold as several others together. It has no units of its own, only those of its parts, and an
-- order keeps the parts as its lines: so stock, tax, returns and invoices speak of what is really there.

create table catalog.parts (
  variant_id uuid not null references catalog.variants,
  part_id uuid not null references catalog.variants,
  quantity integer not null check (quantity between 1 and 99),
  position integer not null,
  primary key (variant_id, part_id),
  check (part_id <> variant_id)
);
create index parts_by_part on catalog.parts (part_id);

-- What a line was bought as: the bundle's own line, title, picture and quantity.
alter table orders.lines add column bundle jsonb;
