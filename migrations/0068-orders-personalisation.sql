-- What a buyer asks to have made of a piece. The same variant with another engraving is another line of a bag.
alter table orders.bag_lines
  add column personal jsonb not null default '[]' check (jsonb_typeof(personal) = 'array'),
  add constraint bag_lines_held_plain check (hold_id is null or personal = '[]');
drop index orders.bag_lines_open;
create unique index bag_lines_open on orders.bag_lines (person_id, variant_id, md5(personal::text))
  where hold_id is null;

-- In the order it stays as it was asked for: the words, the price of it in the unit price, and whether it is for good.
alter table orders.lines
  add column personal jsonb not null default '[]' check (jsonb_typeof(personal) = 'array'),
  add column surcharge_minor bigint not null default 0 check (surcharge_minor between 0 and unit_minor),
  add column final boolean not null default false;
