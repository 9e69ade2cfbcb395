-- A payment that its buyer's bank asks about or has taken back, as its provider tells it, and what we answered.
create table payments.disputes (
  dispute_id uuid primary key,
  intent_id uuid not null references payments.intents,
  brand_id uuid not null,
  provider text not null,
  -- The provider's own id of it.
  provider_ref text not null,
  reason text not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  stage text not null check (stage in ('inquiry', 'dropped', 'needsResponse', 'underReview', 'won', 'lost')),
  -- The money is not with the provider any more, or was not once.
  withdrawn boolean not null,
  due_at timestamptz,
  -- What the provider keeps for it, by the lines of its settlement file.
  fees jsonb not null default '{}',
  opened_at timestamptz not null,
  ended_at timestamptz,
  note text not null default '',
  papers text[] not null default '{}',
  answer text check (answer in ('responding', 'responded', 'accepting', 'accepted', 'failed')),
  answer_id uuid,
  answered_by uuid,
  answered_at timestamptz,
  -- What the provider said when it did not take the answer.
  trouble text,
  check (withdrawn or stage in ('inquiry', 'dropped')),
  check ((ended_at is not null) = (stage in ('dropped', 'won', 'lost'))),
  unique (provider, provider_ref)
);
create index disputes_brand on payments.disputes (brand_id, opened_at desc);
create index disputes_intent on payments.disputes (intent_id);
