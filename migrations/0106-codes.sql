-- Codes: short links to a show, one for each place they stand at; what is printed on posters.

create schema codes;

create table codes.codes (
  code text primary key check (code ~ '^[0-9a-z]{6}$'),
  brand_id uuid not null,
  show_id uuid not null,
  -- Where it stands, in the brand's words: "Boutique window, Paris".
  name text not null check (char_length(name) between 1 and 80),
  tag text check (char_length(tag) between 1 and 40),
  -- What whoever comes by it reads first.
  message jsonb,
  -- From then on it still leads to the show, and is not counted.
  expires_at timestamptz,
  scans bigint not null default 0 check (scans >= 0),
  last_scan_at timestamptz,
  created_at timestamptz not null
);
create index codes_of_show on codes.codes (show_id, created_at);
