-- Whose alone a promotion is: shop credit that somebody has taken out of the purse to spend.
alter table promotions.promotions add column person_id uuid;
create index promotions_for on promotions.promotions (brand_id, person_id);
