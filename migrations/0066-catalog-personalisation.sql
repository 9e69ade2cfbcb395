-- Personalisation: what may be engraved on a product, or chosen for it, in the words and at the price of its brand.
create table catalog.personalisations (
  product_id uuid primary key references catalog.products,
  -- Fields in their order, as the contract describes them.
  fields jsonb not null check (jsonb_typeof(fields) = 'array' and jsonb_array_length(fields) between 1 and 8),
  -- Made for its buyer: they cannot call it off or send it back by themselves.
  final boolean not null
);
