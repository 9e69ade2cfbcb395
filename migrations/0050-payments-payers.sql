-- Who a buyer is to a wallet that pays only for somebody it knows: WeChat's own browser wants an OpenID.

create table payments.payers (
  person_id uuid not null,
  provider text not null,
  payer_id text not null,
  known_at timestamptz not null,
  primary key (person_id, provider)
);
