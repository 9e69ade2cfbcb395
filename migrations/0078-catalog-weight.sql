-- What a variant weighs, packed for the post: deliveries may be priced by weight. Null: nobody has said.

alter table catalog.variants add column weight_grams integer check (weight_grams between 1 and 1000000);
