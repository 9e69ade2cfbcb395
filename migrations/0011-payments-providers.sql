-- Payments by many methods of many providers: how a buyer goes on, refunds one by one, disputes, and what needs an eye.

alter table payments.intents
  -- The id of a method of the registry, and the provider's own word for it.
  add column method text not null default 'card',
  add column provider_method text not null default 'card',
  add column device text not null default 'phone' check (device in ('desk', 'phone', 'wechat', 'alipay')),
  add column buyer_address text,
  -- How the buyer goes on to pay: a page, a code, parameters for an app; null until the provider has answered.
  add column step jsonb,
  add column dispute text check (dispute in ('open', 'won', 'lost'));
update payments.intents set step = jsonb_build_object('kind', 'redirect', 'url', redirect_url)
  where redirect_url is not null;
alter table payments.intents
  drop constraint intents_check,
  drop constraint intents_state_check,
  drop column redirect_url,
  add constraint intents_state_check check
    (state in ('created', 'waiting', 'pending', 'captured', 'declined', 'cancelled', 'refunded', 'review')),
  add constraint intents_step_check check (state <> 'waiting' or step is not null);

create index intents_review on payments.intents (brand_id) where state = 'review';

alter table payments.refunds
  add column state text not null default 'asked' check (state in ('asked', 'done', 'failed')),
  -- The provider's own id of money that went back at its desk; null for what we asked for.
  add column foreign_id text,
  add unique (intent_id, foreign_id);
update payments.refunds set state = 'done'
  from payments.intents as intent where intent.intent_id = refunds.intent_id and intent.state = 'refunded';
