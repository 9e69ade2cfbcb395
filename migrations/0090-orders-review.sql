-- Orders that wait while somebody looks at them are not packed; a buyer's bank can be asked to look at its customer.

alter table orders.orders add column in_review boolean not null default false;
alter table payments.intents add column step_up boolean not null default false;
