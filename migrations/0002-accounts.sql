-- People, how they sign in, the brands they work for, and the addresses they keep.
-- people, credentials, sessions and codes are written by the sign-in library under the names that
-- src/modules/accounts/sign-in-options.ts gives it; it insists on a key called id.

create schema accounts;

create table accounts.people (
  id uuid primary key,
  name text not null check (length(name) between 1 and 80),
  email text not null unique check (email = lower(email) and length(email) <= 254),
  email_verified boolean not null default false,
  image text,
  guest boolean not null default false,
  locale text check (locale in ('en', 'fr', 'zh-Hans')),
  -- The account that this guest has become. A guest becomes an account once.
  became uuid references accounts.people on delete set null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (became is null or guest),
  check (not (guest and email_verified))
);

create table accounts.credentials (
  id uuid primary key,
  person_id uuid not null references accounts.people on delete cascade,
  provider text not null,
  provider_account text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider, provider_account)
);
create index credentials_person on accounts.credentials (person_id);

create table accounts.sessions (
  id uuid primary key,
  person_id uuid not null references accounts.people on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index sessions_person on accounts.sessions (person_id);
create index sessions_expiry on accounts.sessions (expires_at);

-- The library keeps short locks here too, whose ids are digests.
create table accounts.codes (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index codes_identifier on accounts.codes (identifier);
create index codes_expiry on accounts.codes (expires_at);

create table accounts.brands (
  brand_id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,38}[a-z0-9]$'),
  name text not null,
  tagline text not null default '',
  accent text not null default '#8a5a44' check (accent ~* '^#[0-9a-f]{6}$'),
  mark_picture_id uuid,
  currency text not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  created_at timestamptz not null
);

-- A membership is addressed by e-mail. Until somebody has proved that address it is an invitation.
create table accounts.members (
  brand_id uuid not null references accounts.brands on delete cascade,
  email text not null check (email = lower(email)),
  person_id uuid references accounts.people on delete cascade,
  roles text[] not null check (
    cardinality(roles) > 0
    and roles <@ array['owner', 'producer', 'host', 'moderator', 'support', 'analyst', 'finance']
  ),
  created_at timestamptz not null,
  primary key (brand_id, email),
  unique (brand_id, person_id)
);
create index members_person on accounts.members (person_id);
create index members_invited on accounts.members (email) where person_id is null;

create table accounts.addresses (
  address_id uuid primary key,
  person_id uuid not null references accounts.people on delete cascade,
  name text not null,
  line1 text not null,
  line2 text not null,
  postal_code text not null,
  city text not null,
  region text not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  phone text not null,
  -- SHA-256 of all of the above: the same address twice is kept once.
  fingerprint bytea not null,
  used_at timestamptz not null,
  unique (person_id, fingerprint)
);

-- Every process remembers for some seconds who a cookie is. Whatever changes the answer says so at commit, whoever
-- writes it: this code, the sign-in library, or a person in psql.
create function accounts.tell_who() returns trigger language plpgsql as $$
declare
  before text := case when tg_op <> 'INSERT' then to_jsonb(old) ->> tg_argv[0] end;
  after text := case when tg_op <> 'DELETE' then to_jsonb(new) ->> tg_argv[0] end;
begin
  if before is not null then perform pg_notify('who', before); end if;
  if after is not null and after is distinct from before then perform pg_notify('who', after); end if;
  return null;
end $$;

create trigger tell_who after update or delete on accounts.people
  for each row execute function accounts.tell_who('id');
create trigger tell_who after delete on accounts.sessions
  for each row execute function accounts.tell_who('person_id');
create trigger tell_who after insert or update or delete on accounts.members
  for each row execute function accounts.tell_who('person_id');
