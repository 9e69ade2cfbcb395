-- The ground: what every module stands on. Logs (lib/log.ts) and answers already given (lib/idempotency.ts).

create schema if not exists house;

create table house.answers (
  caller text not null,
  key text not null,
  operation text not null,
  input_hash bytea not null,
  answer jsonb,
  at timestamptz not null,
  primary key (caller, key)
);
create index answers_at on house.answers (at);

create schema log;

create table log.heads (
  log_id uuid primary key,
  head bigint not null check (head >= 0)
);

create table log.events (
  log_id uuid not null,
  seq bigint not null check (seq > 0),
  at timestamptz not null,
  type text not null,
  body jsonb not null,
  primary key (log_id, seq)
);
