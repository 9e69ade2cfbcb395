-- Payments: an intent pays an order, or a top-up of coins.

alter table payments.intents
  alter column order_id drop not null,
  add column top_up_id uuid,
  add constraint intents_pays check ((order_id is null) <> (top_up_id is null));
create index intents_top_up on payments.intents (top_up_id) where top_up_id is not null;
