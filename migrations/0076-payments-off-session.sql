-- Payments: an auction is charged when its hammer falls, whether its winner is looking or not.
alter table payments.intents
  -- The buyer is not there to answer their bank.
  add column off_session boolean not null default false;
