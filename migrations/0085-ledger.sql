-- Ledger: every value there is, by double entry. A book is one brand's; in it transfers stand one after another, each
-- chained to the one before by its hash, and are never changed. An entry above zero is a credit, below zero a debit.

create schema ledger;

create table ledger.books (
  book_id uuid primary key,
  head bigint not null default 0 check (head >= 0),
  -- Of the last transfer: SHA-256, 32 bytes.
  hash bytea not null check (length(hash) = 32)
);

create table ledger.accounts (
  account_id bigint generated always as identity primary key,
  book_id uuid not null references ledger.books,
  purpose text not null,
  -- Whose, within the purpose: a person, a provider, a tax rate. Empty: the brand's only one.
  owner text not null default '',
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- What it may never fall below; null: anything.
  floor bigint,
  posted bigint not null default 0,
  -- Of what is posted, set aside for transfers that are not settled yet.
  held bigint not null default 0 check (held >= 0),
  -- Since when it has not been at zero: the age of what a clearing account still waits for.
  open_since timestamptz,
  unique (book_id, purpose, owner, currency),
  check (floor is null or posted - held >= floor),
  check ((posted = 0) = (open_since is null))
);

create table ledger.transfers (
  book_id uuid not null references ledger.books,
  seq bigint not null check (seq > 0),
  -- The same key again is the same transfer; with other contents it is refused.
  key text not null,
  input_hash bytea not null check (length(input_hash) = 32),
  kind text not null,
  phase text not null check (phase in ('posted', 'reserved', 'settled', 'released')),
  -- The reservation that this one settles or releases: it ends once.
  ends bigint,
  -- [[account_id, minor], …] as text, in the order of the wish.
  postings json not null,
  show_id uuid,
  order_id uuid,
  at timestamptz not null,
  hash bytea not null check (length(hash) = 32),
  primary key (book_id, seq),
  unique (book_id, key),
  check ((ends is not null) = (phase in ('settled', 'released')))
);
create unique index transfers_ends on ledger.transfers (book_id, ends) where ends is not null;
create index transfers_of_show on ledger.transfers (show_id, seq) where show_id is not null;
create index transfers_of_order on ledger.transfers (order_id, seq) where order_id is not null;

create table ledger.entries (
  account_id bigint not null references ledger.accounts,
  seq bigint not null,
  minor bigint not null check (minor <> 0),
  -- What is posted to the account after it.
  balance bigint not null,
  primary key (account_id, seq)
);

-- What other modules want posted, written in their own transactions without waiting for the book.
create table ledger.submitted (
  submitted_id bigint generated always as identity primary key,
  book_id uuid not null,
  wish jsonb not null,
  at timestamptz not null,
  -- The problem with which the book refused it: somebody must look.
  refused text
);

create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'what is in the ledger stays as it is: post the opposite';
end $$;
create trigger transfers_stay before update or delete or truncate on ledger.transfers
  for each statement execute function ledger.refuse_change();
create trigger entries_stay before update or delete or truncate on ledger.entries
  for each statement execute function ledger.refuse_change();
