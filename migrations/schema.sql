-- The sum of the migrations, for reading. Written by `npm run schema`.

create schema accounts;

create schema articles;

create schema assortments;

create schema attendance;

create schema auctions;

create schema books;

create schema catalog;

create schema chat;

create schema codes;

create schema coins;

create schema cues;

create schema draws;

create schema drops;

create schema engines;

create schema followers;

create schema fulfilment;

create schema gifts;

create schema handovers;

create schema hosts;

create schema house;

create schema invoices;

create schema ledger;

create schema log;

create schema messaging;

create schema news;

create schema orders;

create schema packets;

create schema payments;

create schema polls;

create schema programme;

create schema promotions;

create schema questions;

create schema recordings;

create schema rehearsals;

create schema reminders;

create schema reports;

create schema risk;

create schema shows;

create schema simulcast;

create schema stock;

create sequence orders.numbers as bigint;

create table accounts.addresses (
  address_id uuid not null,
  person_id uuid not null,
  name text not null,
  line1 text not null,
  line2 text not null,
  postal_code text not null,
  city text not null,
  region text not null,
  country text not null,
  phone text not null,
  fingerprint bytea not null,
  used_at timestamp with time zone not null,
  recipient boolean not null default false,
  constraint addresses_pkey PRIMARY KEY (address_id),
  constraint addresses_person_id_fkey FOREIGN KEY (person_id) REFERENCES accounts.people(id) ON DELETE CASCADE,
  constraint addresses_country_check CHECK ((country ~ '^[A-Z]{2}$'::text))
);
CREATE UNIQUE INDEX addresses_once ON accounts.addresses USING btree (person_id, recipient, fingerprint);

create table accounts.brands (
  brand_id uuid not null,
  slug text not null,
  name text not null,
  tagline text not null default ''::text,
  accent text not null default '#8a5a44'::text,
  mark_picture_id uuid,
  currency text not null,
  country text not null,
  created_at timestamp with time zone not null,
  constraint brands_pkey PRIMARY KEY (brand_id),
  constraint brands_slug_key UNIQUE (slug),
  constraint brands_accent_check CHECK ((accent ~* '^#[0-9a-f]{6}$'::text)),
  constraint brands_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint brands_slug_check CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{0,38}[a-z0-9]$'::text))
);

create table accounts.codes (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint codes_pkey PRIMARY KEY (id)
);
CREATE INDEX codes_expiry ON accounts.codes USING btree (expires_at);
CREATE INDEX codes_identifier ON accounts.codes USING btree (identifier);

create table accounts.credentials (
  id uuid not null,
  person_id uuid not null,
  provider text not null,
  provider_account text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint credentials_pkey PRIMARY KEY (id),
  constraint credentials_provider_provider_account_key UNIQUE (provider, provider_account),
  constraint credentials_person_id_fkey FOREIGN KEY (person_id) REFERENCES accounts.people(id) ON DELETE CASCADE
);
CREATE INDEX credentials_person ON accounts.credentials USING btree (person_id);

create table accounts.members (
  brand_id uuid not null,
  email text not null,
  person_id uuid,
  roles text[] not null,
  created_at timestamp with time zone not null,
  invitation_hash bytea,
  constraint members_pkey PRIMARY KEY (brand_id, email),
  constraint members_brand_id_person_id_key UNIQUE (brand_id, person_id),
  constraint members_invitation_hash_key UNIQUE (invitation_hash),
  constraint members_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES accounts.brands(brand_id) ON DELETE CASCADE,
  constraint members_person_id_fkey FOREIGN KEY (person_id) REFERENCES accounts.people(id) ON DELETE CASCADE,
  constraint members_email_check CHECK ((email = lower(email))),
  constraint members_roles_check CHECK (((cardinality(roles) > 0) AND (roles <@ ARRAY['owner'::text, 'producer'::text, 'host'::text, 'moderator'::text, 'support'::text, 'analyst'::text, 'finance'::text])))
);
CREATE INDEX members_invited ON accounts.members USING btree (email) WHERE (person_id IS NULL);
CREATE INDEX members_person ON accounts.members USING btree (person_id);
CREATE TRIGGER tell_who AFTER INSERT OR DELETE OR UPDATE ON accounts.members FOR EACH ROW EXECUTE FUNCTION accounts.tell_who('person_id');

create table accounts.people (
  id uuid not null,
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  guest boolean not null default false,
  locale text,
  became uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint people_pkey PRIMARY KEY (id),
  constraint people_email_key UNIQUE (email),
  constraint people_became_fkey FOREIGN KEY (became) REFERENCES accounts.people(id) ON DELETE SET NULL,
  constraint people_check CHECK (((became IS NULL) OR guest)),
  constraint people_check1 CHECK ((NOT (guest AND email_verified))),
  constraint people_email_check CHECK (((email = lower(email)) AND (length(email) <= 254))),
  constraint people_locale_check CHECK ((locale = ANY (ARRAY['en'::text, 'fr'::text, 'zh-Hans'::text]))),
  constraint people_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80)))
);
CREATE TRIGGER tell_who AFTER DELETE OR UPDATE ON accounts.people FOR EACH ROW EXECUTE FUNCTION accounts.tell_who('id');

create table accounts.sessions (
  id uuid not null,
  person_id uuid not null,
  token text not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_token_key UNIQUE (token),
  constraint sessions_person_id_fkey FOREIGN KEY (person_id) REFERENCES accounts.people(id) ON DELETE CASCADE
);
CREATE INDEX sessions_expiry ON accounts.sessions USING btree (expires_at);
CREATE INDEX sessions_person ON accounts.sessions USING btree (person_id);
CREATE TRIGGER tell_who AFTER DELETE ON accounts.sessions FOR EACH ROW EXECUTE FUNCTION accounts.tell_who('person_id');

create table articles.articles (
  article_id uuid not null,
  brand_id uuid not null,
  slug text not null,
  draft jsonb not null,
  live jsonb,
  version integer not null default 1,
  live_version integer,
  published_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  changed_by uuid,
  constraint articles_pkey PRIMARY KEY (article_id),
  constraint articles_brand_id_slug_key UNIQUE (brand_id, slug),
  constraint articles_check CHECK (((live IS NULL) = (live_version IS NULL))),
  constraint articles_check1 CHECK (((published_at IS NULL) OR (live IS NOT NULL))),
  constraint articles_slug_check CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND ((char_length(slug) >= 2) AND (char_length(slug) <= 80)))),
  constraint articles_version_check CHECK ((version > 0))
);
CREATE INDEX articles_of_brand ON articles.articles USING btree (brand_id, changed_at DESC, article_id);

create table articles.followed (
  show_id uuid not null,
  viewer text not null,
  article_id uuid not null,
  at timestamp with time zone not null,
  constraint followed_pkey PRIMARY KEY (show_id, viewer),
  constraint followed_article_id_fkey FOREIGN KEY (article_id) REFERENCES articles.articles(article_id),
  constraint followed_viewer_check CHECK (((char_length(viewer) >= 1) AND (char_length(viewer) <= 64)))
);

create table articles.reads (
  article_id uuid not null,
  viewer text not null,
  day date not null,
  at timestamp with time zone not null,
  show_ids uuid[] not null,
  constraint reads_pkey PRIMARY KEY (article_id, viewer, day),
  constraint reads_article_id_fkey FOREIGN KEY (article_id) REFERENCES articles.articles(article_id),
  constraint reads_viewer_check CHECK (((char_length(viewer) >= 1) AND (char_length(viewer) <= 64)))
);
CREATE INDEX reads_of_show ON articles.reads USING gin (show_ids);

create table assortments.pop_ups (
  pop_up_id uuid not null,
  brand_id uuid not null,
  slug text not null,
  title jsonb not null,
  text jsonb not null,
  picture_id uuid,
  set_id uuid,
  product_ids uuid[] not null default '{}'::uuid[],
  opens_at timestamp with time zone not null,
  closes_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint pop_ups_pkey PRIMARY KEY (pop_up_id),
  constraint pop_ups_brand_id_slug_key UNIQUE (brand_id, slug),
  constraint pop_ups_set_id_fkey FOREIGN KEY (set_id) REFERENCES assortments.sets(set_id),
  constraint pop_ups_check CHECK ((closes_at > opens_at)),
  constraint pop_ups_check1 CHECK (((set_id IS NULL) = (cardinality(product_ids) > 0))),
  constraint pop_ups_product_ids_check CHECK ((cardinality(product_ids) <= 100)),
  constraint pop_ups_slug_check CHECK ((slug ~ '^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$'::text))
);

create table assortments.rules (
  product_id uuid not null,
  variant_id uuid,
  live_only boolean not null,
  show_ids uuid[] not null,
  pop_up_ids uuid[] not null,
  members_only boolean not null,
  constraint rules_product_id_variant_id_key UNIQUE NULLS NOT DISTINCT (product_id, variant_id)
);

create table assortments.sets (
  set_id uuid not null,
  brand_id uuid not null,
  name text not null,
  product_ids uuid[] not null,
  changed_at timestamp with time zone not null,
  constraint sets_pkey PRIMARY KEY (set_id),
  constraint sets_brand_id_name_key UNIQUE (brand_id, name),
  constraint sets_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 80))),
  constraint sets_product_ids_check CHECK (((cardinality(product_ids) >= 1) AND (cardinality(product_ids) <= 100)))
);

create table attendance.hearts (
  show_id uuid not null,
  minute timestamp with time zone not null,
  hearts integer not null,
  constraint hearts_pkey PRIMARY KEY (show_id, minute),
  constraint hearts_hearts_check CHECK ((hearts > 0))
);

create table attendance.processes (
  process_id uuid not null,
  seen_at timestamp with time zone not null,
  constraint processes_pkey PRIMARY KEY (process_id)
);

create table attendance.visits (
  visit_id uuid not null,
  show_id uuid not null,
  viewer text not null,
  process_id uuid not null,
  joined_at timestamp with time zone not null,
  left_at timestamp with time zone,
  constraint visits_pkey PRIMARY KEY (visit_id),
  constraint visits_check CHECK ((left_at >= joined_at)),
  constraint visits_viewer_check CHECK (((char_length(viewer) >= 1) AND (char_length(viewer) <= 64)))
);
CREATE INDEX visits_of_show ON attendance.visits USING btree (show_id);
CREATE INDEX visits_open ON attendance.visits USING btree (process_id) WHERE (left_at IS NULL);

create table auctions.auctions (
  auction_id uuid not null,
  show_id uuid not null,
  brand_id uuid not null,
  product_id uuid not null,
  variant_id uuid not null,
  currency text not null,
  start_minor bigint not null,
  reserve_minor bigint,
  increments jsonb not null,
  counter_seconds integer not null,
  opens_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  opened boolean not null default false,
  bids integer not null default 0,
  bidders integer not null default 0,
  state text not null default 'open'::text,
  closed_at timestamp with time zone,
  hammer_minor bigint,
  winner_id uuid,
  offered_to uuid,
  offered_minor bigint,
  offered_until timestamp with time zone,
  constraint auctions_pkey PRIMARY KEY (auction_id),
  constraint auctions_check CHECK ((reserve_minor >= start_minor)),
  constraint auctions_check1 CHECK ((hammer_minor >= start_minor)),
  constraint auctions_check2 CHECK ((ends_at > opens_at)),
  constraint auctions_check3 CHECK (((state = 'open'::text) = (closed_at IS NULL))),
  constraint auctions_check4 CHECK (((hammer_minor IS NULL) = (winner_id IS NULL))),
  constraint auctions_check5 CHECK (((state <> 'offered'::text) OR ((offered_to IS NOT NULL) AND (offered_minor IS NOT NULL) AND (offered_until IS NOT NULL)))),
  constraint auctions_check6 CHECK (((winner_id IS NULL) OR (offered_to IS DISTINCT FROM winner_id))),
  constraint auctions_counter_seconds_check CHECK (((counter_seconds >= 0) AND (counter_seconds <= 120))),
  constraint auctions_start_minor_check CHECK ((start_minor > 0)),
  constraint auctions_state_check CHECK ((state = ANY (ARRAY['open'::text, 'charged'::text, 'offered'::text, 'paid'::text, 'unsold'::text, 'cancelled'::text])))
);
CREATE INDEX auctions_brand ON auctions.auctions USING btree (brand_id, auction_id);
CREATE INDEX auctions_due ON auctions.auctions USING btree (ends_at) WHERE (state = 'open'::text);
CREATE INDEX auctions_offered ON auctions.auctions USING btree (offered_until) WHERE (state = 'offered'::text);
CREATE INDEX auctions_show ON auctions.auctions USING btree (show_id) WHERE (closed_at IS NULL);

create table auctions.bids (
  auction_id uuid not null,
  number integer not null,
  person_id uuid not null,
  key text not null,
  kind text not null,
  amount_minor bigint not null,
  at timestamp with time zone not null,
  price_minor bigint,
  leader_id uuid not null,
  constraint bids_pkey PRIMARY KEY (auction_id, number),
  constraint bids_auction_id_person_id_key_key UNIQUE (auction_id, person_id, key),
  constraint bids_auction_id_fkey FOREIGN KEY (auction_id) REFERENCES auctions.auctions(auction_id),
  constraint bids_kind_check CHECK ((kind = ANY (ARRAY['bid'::text, 'maximum'::text]))),
  constraint bids_number_check CHECK ((number > 0)),
  constraint bids_price_minor_check CHECK ((price_minor <= '1000000000000'::bigint))
);

create table auctions.paddle_heads (
  show_id uuid not null,
  head integer not null,
  constraint paddle_heads_pkey PRIMARY KEY (show_id)
);

create table auctions.paddles (
  show_id uuid not null,
  person_id uuid not null,
  paddle integer not null,
  kept_id uuid not null,
  email text not null,
  address jsonb not null,
  delivery_method_id text not null,
  locale text not null,
  taken_at timestamp with time zone not null,
  constraint paddles_pkey PRIMARY KEY (show_id, person_id),
  constraint paddles_show_id_paddle_key UNIQUE (show_id, paddle),
  constraint paddles_paddle_check CHECK ((paddle > 0))
);

create table auctions.sales (
  order_id uuid not null,
  auction_id uuid not null,
  person_id uuid not null,
  price_minor bigint not null,
  made_at timestamp with time zone not null,
  told boolean not null default false,
  constraint sales_pkey PRIMARY KEY (order_id),
  constraint sales_auction_id_person_id_key UNIQUE (auction_id, person_id),
  constraint sales_auction_id_fkey FOREIGN KEY (auction_id) REFERENCES auctions.auctions(auction_id)
);

create table auctions.standings (
  auction_id uuid not null,
  person_id uuid not null,
  maximum_minor bigint not null,
  floor_minor bigint not null,
  placed integer not null,
  constraint standings_pkey PRIMARY KEY (auction_id, person_id),
  constraint standings_auction_id_placed_key UNIQUE (auction_id, placed),
  constraint standings_auction_id_fkey FOREIGN KEY (auction_id) REFERENCES auctions.auctions(auction_id),
  constraint standings_check CHECK (((floor_minor >= 0) AND (floor_minor <= maximum_minor))),
  constraint standings_maximum_minor_check CHECK ((maximum_minor > 0))
);
CREATE INDEX standings_rank ON auctions.standings USING btree (auction_id, maximum_minor DESC, placed);

create table books.settled (
  brand_id uuid not null,
  provider text not null,
  row_id text not null,
  kind text not null,
  intent_id text,
  provider_ref text,
  refund_id text,
  order_id uuid,
  amount_minor bigint not null,
  currency text not null,
  fee_minor bigint not null,
  fee_currency text not null,
  at timestamp with time zone not null,
  kept_at timestamp with time zone not null,
  constraint settled_pkey PRIMARY KEY (brand_id, provider, row_id),
  constraint settled_kind_check CHECK ((kind = ANY (ARRAY['capture'::text, 'refund'::text, 'dispute'::text, 'other'::text])))
);
CREATE INDEX settled_order ON books.settled USING btree (order_id) WHERE (order_id IS NOT NULL);

create table catalog.parts (
  variant_id uuid not null,
  part_id uuid not null,
  quantity integer not null,
  "position" integer not null,
  constraint parts_pkey PRIMARY KEY (variant_id, part_id),
  constraint parts_part_id_fkey FOREIGN KEY (part_id) REFERENCES catalog.variants(variant_id),
  constraint parts_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES catalog.variants(variant_id),
  constraint parts_check CHECK ((part_id <> variant_id)),
  constraint parts_quantity_check CHECK (((quantity >= 1) AND (quantity <= 99)))
);
CREATE INDEX parts_by_part ON catalog.parts USING btree (part_id);

create table catalog.personalisations (
  product_id uuid not null,
  fields jsonb not null,
  final boolean not null,
  constraint personalisations_pkey PRIMARY KEY (product_id),
  constraint personalisations_product_id_fkey FOREIGN KEY (product_id) REFERENCES catalog.products(product_id),
  constraint personalisations_fields_check CHECK (((jsonb_typeof(fields) = 'array'::text) AND ((jsonb_array_length(fields) >= 1) AND (jsonb_array_length(fields) <= 8))))
);

create table catalog.pictures (
  picture_id uuid not null,
  brand_id uuid not null,
  width integer not null,
  height integer not null,
  at timestamp with time zone not null,
  constraint pictures_pkey PRIMARY KEY (picture_id),
  constraint pictures_height_check CHECK ((height > 0)),
  constraint pictures_width_check CHECK ((width > 0))
);
CREATE INDEX pictures_of_brand ON catalog.pictures USING btree (brand_id);

create table catalog.price_history (
  variant_id uuid not null,
  currency text not null,
  minor bigint not null,
  live_minor bigint,
  since timestamp with time zone not null,
  constraint price_history_pkey PRIMARY KEY (variant_id, currency, since),
  constraint price_history_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES catalog.variants(variant_id),
  constraint price_history_live_minor_check CHECK ((live_minor >= 0)),
  constraint price_history_minor_check CHECK ((minor >= 0))
);

create table catalog.prices (
  variant_id uuid not null,
  currency text not null,
  minor bigint not null,
  member_minor bigint,
  live_minor bigint,
  constraint prices_pkey PRIMARY KEY (variant_id, currency),
  constraint prices_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES catalog.variants(variant_id),
  constraint prices_check CHECK (((member_minor >= 0) AND (member_minor < minor))),
  constraint prices_check1 CHECK (((live_minor >= 0) AND (live_minor < minor))),
  constraint prices_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint prices_minor_check CHECK ((minor >= 0))
);

create table catalog.product_pictures (
  product_id uuid not null,
  "position" integer not null,
  picture_id uuid not null,
  constraint product_pictures_pkey PRIMARY KEY (product_id, "position"),
  constraint product_pictures_product_id_picture_id_key UNIQUE (product_id, picture_id),
  constraint product_pictures_picture_id_fkey FOREIGN KEY (picture_id) REFERENCES catalog.pictures(picture_id),
  constraint product_pictures_product_id_fkey FOREIGN KEY (product_id) REFERENCES catalog.products(product_id)
);

create table catalog.products (
  product_id uuid not null,
  brand_id uuid not null,
  title jsonb not null,
  description jsonb not null,
  attributes json not null default '{}'::json,
  tax_rate_bp integer not null,
  state text not null,
  changed_at timestamp with time zone not null,
  constraint products_pkey PRIMARY KEY (product_id),
  constraint products_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'archived'::text]))),
  constraint products_tax_rate_bp_check CHECK (((tax_rate_bp >= 0) AND (tax_rate_bp <= 5000)))
);
CREATE INDEX products_of_brand ON catalog.products USING btree (brand_id, product_id);

create table catalog.variants (
  variant_id uuid not null,
  product_id uuid not null,
  brand_id uuid not null,
  sku text not null,
  options json not null default '{}'::json,
  "position" integer not null,
  counted integer,
  state text not null default 'active'::text,
  weight_grams integer,
  constraint variants_pkey PRIMARY KEY (variant_id),
  constraint variants_product_id_fkey FOREIGN KEY (product_id) REFERENCES catalog.products(product_id),
  constraint variants_counted_check CHECK ((counted >= 0)),
  constraint variants_state_check CHECK ((state = ANY (ARRAY['active'::text, 'archived'::text]))),
  constraint variants_weight_grams_check CHECK (((weight_grams >= 1) AND (weight_grams <= 1000000)))
);
CREATE INDEX variants_of_product ON catalog.variants USING btree (product_id, "position");
CREATE UNIQUE INDEX variants_sku ON catalog.variants USING btree (brand_id, sku) WHERE (state = 'active'::text);

create table chat.acts (
  act_id uuid not null,
  brand_id uuid not null,
  show_id uuid not null,
  at timestamp with time zone not null,
  by_person_id uuid,
  what text not null,
  person_id uuid,
  message_id uuid,
  detail text not null default ''::text,
  constraint acts_pkey PRIMARY KEY (act_id)
);
CREATE INDEX acts_of_show ON chat.acts USING btree (show_id, act_id DESC);

create table chat.messages (
  message_id uuid not null,
  show_id uuid not null,
  author_id uuid not null,
  text text not null,
  posted_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  deleted_by uuid,
  state text not null default 'said'::text,
  held_because text,
  author_name text not null default ''::text,
  bought boolean not null default false,
  network bytea,
  answers uuid,
  pinned_at timestamp with time zone,
  constraint messages_pkey PRIMARY KEY (message_id),
  constraint messages_held_because_check CHECK ((held_because = ANY (ARRAY['word'::text, 'network'::text, 'raid'::text, 'approval'::text]))),
  constraint messages_state_check CHECK ((state = ANY (ARRAY['said'::text, 'held'::text, 'shadowed'::text, 'rejected'::text]))),
  constraint messages_text_check CHECK (((char_length(text) >= 1) AND (char_length(text) <= 500)))
);
CREATE UNIQUE INDEX message_pinned_in_show ON chat.messages USING btree (show_id) WHERE (pinned_at IS NOT NULL);
CREATE INDEX messages_of_author ON chat.messages USING btree (author_id, show_id);
CREATE INDEX messages_waiting ON chat.messages USING btree (show_id, message_id) WHERE (state = 'held'::text);
CREATE INDEX messages_with_network ON chat.messages USING btree (posted_at) WHERE (network IS NOT NULL);

create table chat.rooms (
  show_id uuid not null,
  rules jsonb not null,
  constraint rooms_pkey PRIMARY KEY (show_id)
);

create table chat.sanctions (
  brand_id uuid not null,
  person_id uuid not null,
  kind text not null,
  until timestamp with time zone,
  reason text not null,
  by_person_id uuid,
  at timestamp with time zone not null,
  network bytea,
  appeal text,
  appealed_at timestamp with time zone,
  appeal_answer text,
  constraint sanctions_pkey PRIMARY KEY (brand_id, person_id, kind),
  constraint sanctions_check CHECK (((kind = 'mute'::text) = (until IS NOT NULL))),
  constraint sanctions_check1 CHECK (((appeal_answer IS NULL) OR (appeal IS NOT NULL))),
  constraint sanctions_kind_check CHECK ((kind = ANY (ARRAY['mute'::text, 'ban'::text, 'shadow'::text])))
);
CREATE INDEX sanctions_of_network ON chat.sanctions USING btree (brand_id, network) WHERE (network IS NOT NULL);

create table chat.word_lists (
  brand_id uuid not null,
  version integer not null,
  words jsonb not null,
  constraint word_lists_pkey PRIMARY KEY (brand_id)
);

create table codes.codes (
  code text not null,
  brand_id uuid not null,
  show_id uuid not null,
  name text not null,
  tag text,
  message jsonb,
  expires_at timestamp with time zone,
  scans bigint not null default 0,
  last_scan_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint codes_pkey PRIMARY KEY (code),
  constraint codes_code_check CHECK ((code ~ '^[0-9a-z]{6}$'::text)),
  constraint codes_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 80))),
  constraint codes_scans_check CHECK ((scans >= 0)),
  constraint codes_tag_check CHECK (((char_length(tag) >= 1) AND (char_length(tag) <= 40)))
);
CREATE INDEX codes_of_show ON codes.codes USING btree (show_id, created_at);

create table coins.of_age (
  person_id uuid not null,
  at timestamp with time zone not null,
  constraint of_age_pkey PRIMARY KEY (person_id)
);

create table coins.refunds (
  refund_id uuid not null,
  brand_id uuid not null,
  person_id uuid not null,
  coins bigint not null,
  amount_minor bigint not null,
  currency text not null,
  at timestamp with time zone not null,
  constraint refunds_pkey PRIMARY KEY (refund_id),
  constraint refunds_amount_minor_check CHECK ((amount_minor > 0)),
  constraint refunds_coins_check CHECK ((coins >= 0))
);

create table coins.settings (
  brand_id uuid not null,
  points jsonb not null,
  daily_most integer not null,
  tax_rate_bp integer not null,
  constraint settings_pkey PRIMARY KEY (brand_id),
  constraint settings_daily_most_check CHECK ((daily_most > 0)),
  constraint settings_tax_rate_bp_check CHECK (((tax_rate_bp >= 0) AND (tax_rate_bp <= 5000)))
);

create table coins.top_ups (
  top_up_id uuid not null,
  brand_id uuid not null,
  person_id uuid not null,
  coins integer not null,
  intent_id uuid not null,
  at timestamp with time zone not null,
  paid_at timestamp with time zone,
  review text,
  provider text,
  constraint top_ups_pkey PRIMARY KEY (top_up_id),
  constraint top_ups_intent_id_key UNIQUE (intent_id),
  constraint top_ups_coins_check CHECK ((coins > 0)),
  constraint top_ups_review_check CHECK ((review = ANY (ARRAY['waiting'::text, 'declined'::text])))
);
CREATE INDEX top_ups_of_purse ON coins.top_ups USING btree (brand_id, person_id, top_up_id DESC);

create table cues.cues (
  cue_id uuid not null,
  show_id uuid not null,
  kind text not null,
  product_id uuid not null,
  figure integer not null,
  made_at timestamp with time zone not null,
  answer text,
  answered_at timestamp with time zone,
  answered_by uuid,
  constraint cues_pkey PRIMARY KEY (cue_id),
  constraint cues_answer_check CHECK ((answer = ANY (ARRAY['followed'::text, 'dismissed'::text, 'lapsed'::text]))),
  constraint cues_check CHECK (((answered_at IS NULL) = (answer IS NULL))),
  constraint cues_kind_check CHECK ((kind = ANY (ARRAY['soldOut'::text, 'voted'::text, 'behind'::text, 'lastPieces'::text, 'wanted'::text, 'asked'::text])))
);
CREATE INDEX cues_of_show ON cues.cues USING btree (show_id, made_at);
CREATE UNIQUE INDEX cues_open ON cues.cues USING btree (show_id, kind, product_id) WHERE (answer IS NULL);

create table draws.draws (
  draw_id uuid not null,
  show_id uuid not null,
  brand_id uuid not null,
  title text not null,
  prize text not null,
  prize_minor bigint,
  currency text not null,
  winners integer not null,
  bought boolean not null,
  keyword text,
  repeat_days integer not null,
  state text not null default 'open'::text,
  opened_at timestamp with time zone not null,
  closes_at timestamp with time zone not null,
  seed text not null,
  chain text,
  entries integer not null default 0,
  drawn_at timestamp with time zone,
  followed boolean not null default false,
  watch_minutes integer,
  constraint draws_pkey PRIMARY KEY (draw_id),
  constraint draws_check CHECK ((closes_at > opened_at)),
  constraint draws_check1 CHECK (((prize = 'credit'::text) = (prize_minor IS NOT NULL))),
  constraint draws_check2 CHECK (((state = 'drawn'::text) = ((drawn_at IS NOT NULL) AND (chain IS NOT NULL)))),
  constraint draws_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint draws_prize_check CHECK ((prize = ANY (ARRAY['physical'::text, 'credit'::text]))),
  constraint draws_prize_minor_check CHECK ((prize_minor > 0)),
  constraint draws_repeat_days_check CHECK (((repeat_days >= 0) AND (repeat_days <= 365))),
  constraint draws_state_check CHECK ((state = ANY (ARRAY['open'::text, 'drawn'::text]))),
  constraint draws_watch_minutes_check CHECK (((watch_minutes >= 1) AND (watch_minutes <= 600))),
  constraint draws_winners_check CHECK (((winners >= 1) AND (winners <= 50)))
);
CREATE INDEX draws_open ON draws.draws USING btree (closes_at) WHERE (state = 'open'::text);
CREATE INDEX draws_show ON draws.draws USING btree (show_id, draw_id);

create table draws.entries (
  draw_id uuid not null,
  entry_id uuid not null,
  person_id uuid not null,
  name text not null,
  how text not null,
  at timestamp with time zone not null,
  number integer,
  rank integer,
  address jsonb,
  constraint entries_pkey PRIMARY KEY (draw_id, person_id),
  constraint entries_draw_id_number_key UNIQUE (draw_id, number),
  constraint entries_draw_id_rank_key UNIQUE (draw_id, rank),
  constraint entries_entry_id_key UNIQUE (entry_id),
  constraint entries_draw_id_fkey FOREIGN KEY (draw_id) REFERENCES draws.draws(draw_id),
  constraint entries_check CHECK (((rank IS NULL) OR (number IS NOT NULL))),
  constraint entries_check1 CHECK (((address IS NULL) OR (rank IS NOT NULL))),
  constraint entries_how_check CHECK ((how = ANY (ARRAY['tap'::text, 'word'::text, 'bought'::text]))),
  constraint entries_number_check CHECK ((number > 0)),
  constraint entries_rank_check CHECK ((rank > 0))
);
CREATE INDEX entries_won ON draws.entries USING btree (person_id) WHERE (rank IS NOT NULL);

create table drops.claims (
  drop_id uuid not null,
  person_id uuid not null,
  key text not null,
  hold_id uuid not null,
  line_id uuid not null,
  quantity integer not null,
  expires_at timestamp with time zone not null,
  lapsed boolean not null default false,
  constraint claims_pkey PRIMARY KEY (drop_id, person_id, key),
  constraint claims_hold_id_key UNIQUE (hold_id),
  constraint claims_line_id_key UNIQUE (line_id),
  constraint claims_drop_id_fkey FOREIGN KEY (drop_id) REFERENCES drops.drops(drop_id),
  constraint claims_quantity_check CHECK ((quantity > 0))
);

create table drops.decisions (
  decision_id uuid not null,
  brand_id uuid not null,
  drop_id uuid not null,
  person_id uuid not null,
  rule text not null,
  seen jsonb not null,
  made_at timestamp with time zone not null,
  times integer not null default 1,
  let_through_by uuid,
  let_through_at timestamp with time zone,
  constraint decisions_pkey PRIMARY KEY (decision_id),
  constraint decisions_drop_id_person_id_rule_key UNIQUE (drop_id, person_id, rule),
  constraint decisions_drop_id_fkey FOREIGN KEY (drop_id) REFERENCES drops.drops(drop_id)
);
CREATE INDEX decisions_of_brand ON drops.decisions USING btree (brand_id, decision_id DESC);

create table drops.drops (
  drop_id uuid not null,
  show_id uuid not null,
  brand_id uuid not null,
  product_id uuid not null,
  variant_id uuid not null,
  quantity integer not null,
  price_minor bigint not null,
  compare_at_minor bigint not null,
  currency text not null,
  per_buyer integer not null,
  opens_at timestamp with time zone not null,
  hold_seconds integer not null,
  closed_at timestamp with time zone,
  sold_out_at timestamp with time zone,
  fair_seconds integer not null default 0,
  seed text,
  drawn_at timestamp with time zone,
  tickets integer not null default 0,
  told_tickets integer not null default 0,
  told_waiting integer not null default 0,
  constraint drops_pkey PRIMARY KEY (drop_id),
  constraint drops_check CHECK ((compare_at_minor >= price_minor)),
  constraint drops_check1 CHECK ((sold_out_at >= opens_at)),
  constraint drops_check2 CHECK (((fair_seconds = 0) OR (seed IS NOT NULL))),
  constraint drops_fair_seconds_check CHECK (((fair_seconds >= 0) AND (fair_seconds <= 60))),
  constraint drops_hold_seconds_check CHECK ((hold_seconds > 0)),
  constraint drops_per_buyer_check CHECK ((per_buyer > 0)),
  constraint drops_price_minor_check CHECK ((price_minor >= 0)),
  constraint drops_quantity_check CHECK ((quantity > 0))
);
CREATE INDEX drops_of_show ON drops.drops USING btree (show_id);

create table drops.marks (
  drop_id uuid not null,
  kind text not null,
  mark text not null,
  person_id uuid not null,
  constraint marks_pkey PRIMARY KEY (drop_id, kind, mark, person_id),
  constraint marks_drop_id_fkey FOREIGN KEY (drop_id) REFERENCES drops.drops(drop_id),
  constraint marks_kind_check CHECK ((kind = ANY (ARRAY['device'::text, 'phone'::text, 'address'::text, 'payment'::text])))
);

create table drops.plans (
  show_id uuid not null,
  "position" integer not null,
  variant_id uuid not null,
  quantity integer not null,
  price_minor bigint not null,
  currency text not null,
  per_buyer integer not null,
  opens_in_seconds integer not null,
  hold_seconds integer not null,
  fair_seconds integer not null,
  constraint plans_pkey PRIMARY KEY (show_id, "position"),
  constraint plans_fair_seconds_check CHECK (((fair_seconds >= 0) AND (fair_seconds <= 60))),
  constraint plans_hold_seconds_check CHECK (((hold_seconds >= 30) AND (hold_seconds <= 3600))),
  constraint plans_opens_in_seconds_check CHECK (((opens_in_seconds >= 0) AND (opens_in_seconds <= 86400))),
  constraint plans_per_buyer_check CHECK (((per_buyer >= 1) AND (per_buyer <= 99))),
  constraint plans_position_check CHECK (("position" > 0)),
  constraint plans_price_minor_check CHECK ((price_minor >= 0)),
  constraint plans_quantity_check CHECK (((quantity >= 1) AND (quantity <= 100000)))
);

create table drops.tickets (
  ticket_id uuid not null,
  drop_id uuid not null,
  person_id uuid not null,
  number integer not null,
  place integer not null,
  quantity integer not null,
  device text,
  taken_at timestamp with time zone not null,
  state text not null default 'waiting'::text,
  why text,
  served_at timestamp with time zone,
  hold_id uuid,
  line_id uuid,
  expires_at timestamp with time zone,
  seen_at timestamp with time zone,
  constraint tickets_pkey PRIMARY KEY (ticket_id),
  constraint tickets_drop_id_number_key UNIQUE (drop_id, number),
  constraint tickets_hold_id_key UNIQUE (hold_id),
  constraint tickets_drop_id_fkey FOREIGN KEY (drop_id) REFERENCES drops.drops(drop_id),
  constraint tickets_check CHECK (((state = 'won'::text) = (hold_id IS NOT NULL))),
  constraint tickets_check1 CHECK (((state = 'out'::text) = (why IS NOT NULL))),
  constraint tickets_number_check CHECK ((number > 0)),
  constraint tickets_place_check CHECK ((place > 0)),
  constraint tickets_quantity_check CHECK ((quantity > 0)),
  constraint tickets_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'won'::text, 'out'::text])))
);
CREATE INDEX tickets_device ON drops.tickets USING btree (drop_id, device) WHERE (device IS NOT NULL);
CREATE INDEX tickets_line ON drops.tickets USING btree (drop_id, place) WHERE (state = 'waiting'::text);
CREATE UNIQUE INDEX tickets_once ON drops.tickets USING btree (drop_id, person_id) WHERE (state = 'waiting'::text);
CREATE INDEX tickets_person ON drops.tickets USING btree (drop_id, person_id);

create table engines.secrets (
  brand_id uuid not null,
  secret_hash bytea not null,
  issued_at timestamp with time zone not null,
  constraint secrets_pkey PRIMARY KEY (brand_id)
);

create table engines.settings (
  brand_id uuid not null,
  enabled boolean not null,
  whip_url text not null,
  rtmp_url text,
  srt_url text,
  hls_url text not null,
  replay_url text,
  constraint settings_pkey PRIMARY KEY (brand_id)
);

create table engines.streams (
  show_id uuid not null,
  brand_id uuid not null,
  source_id text not null,
  hls_url text not null,
  replay_url text,
  came_at timestamp with time zone not null,
  lost_at timestamp with time zone,
  constraint streams_pkey PRIMARY KEY (show_id)
);

create table followers.follows (
  brand_id uuid not null,
  person_id uuid not null,
  at timestamp with time zone not null,
  locale text,
  time_zone text,
  constraint follows_pkey PRIMARY KEY (brand_id, person_id),
  constraint follows_locale_check CHECK ((locale = ANY (ARRAY['en'::text, 'fr'::text, 'zh-Hans'::text])))
);
CREATE INDEX follows_of_person ON followers.follows USING btree (person_id);

create table followers.host_follows (
  brand_id uuid not null,
  host_id uuid not null,
  person_id uuid not null,
  at timestamp with time zone not null,
  locale text,
  time_zone text,
  constraint host_follows_pkey PRIMARY KEY (brand_id, host_id, person_id),
  constraint host_follows_locale_check CHECK ((locale = ANY (ARRAY['en'::text, 'fr'::text, 'zh-Hans'::text])))
);
CREATE INDEX host_follows_of_person ON followers.host_follows USING btree (person_id);

create table followers.series_follows (
  series_id uuid not null,
  person_id uuid not null,
  at timestamp with time zone not null,
  constraint series_follows_pkey PRIMARY KEY (series_id, person_id)
);
CREATE INDEX series_follows_of_person ON followers.series_follows USING btree (person_id);

create table fulfilment.collections (
  order_id uuid not null,
  brand_id uuid not null,
  store_id uuid not null,
  state text not null,
  code_hash bytea not null,
  ready_at timestamp with time zone not null,
  keep_until timestamp with time zone not null,
  reminded_at timestamp with time zone,
  collected_at timestamp with time zone,
  collected_by uuid,
  returned_at timestamp with time zone,
  constraint collections_pkey PRIMARY KEY (order_id),
  constraint collections_code_hash_key UNIQUE (code_hash),
  constraint collections_check CHECK (((state = 'collected'::text) = (collected_at IS NOT NULL))),
  constraint collections_check1 CHECK (((state = 'returned'::text) = (returned_at IS NOT NULL))),
  constraint collections_state_check CHECK ((state = ANY (ARRAY['ready'::text, 'collected'::text, 'returned'::text])))
);
CREATE INDEX collections_waiting ON fulfilment.collections USING btree (brand_id, ready_at) WHERE (state = 'ready'::text);

create table fulfilment.parcel_lines (
  parcel_id uuid not null,
  line_id uuid not null,
  quantity integer not null,
  constraint parcel_lines_pkey PRIMARY KEY (parcel_id, line_id),
  constraint parcel_lines_parcel_id_fkey FOREIGN KEY (parcel_id) REFERENCES fulfilment.parcels(parcel_id) ON DELETE CASCADE,
  constraint parcel_lines_quantity_check CHECK ((quantity > 0))
);

create table fulfilment.parcels (
  parcel_id uuid not null,
  brand_id uuid not null,
  order_id uuid not null,
  number integer not null,
  state text not null,
  carrier text not null default ''::text,
  tracking text not null default ''::text,
  packed_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  box_id uuid,
  constraint parcels_pkey PRIMARY KEY (parcel_id),
  constraint parcels_order_id_number_key UNIQUE (order_id, number),
  constraint parcels_check CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL))),
  constraint parcels_number_check CHECK ((number > 0)),
  constraint parcels_state_check CHECK ((state = ANY (ARRAY['packed'::text, 'sent'::text])))
);
CREATE INDEX parcels_box ON fulfilment.parcels USING btree (box_id) WHERE (box_id IS NOT NULL);
CREATE INDEX parcels_brand ON fulfilment.parcels USING btree (brand_id, state, parcel_id DESC);

create table fulfilment.refund_lines (
  refund_id uuid not null,
  line_id uuid not null,
  quantity integer not null,
  constraint refund_lines_pkey PRIMARY KEY (refund_id, line_id),
  constraint refund_lines_refund_id_fkey FOREIGN KEY (refund_id) REFERENCES fulfilment.refunds(refund_id) ON DELETE CASCADE,
  constraint refund_lines_quantity_check CHECK ((quantity > 0))
);

create table fulfilment.refunds (
  refund_id uuid not null,
  order_id uuid not null,
  amount_minor bigint not null,
  delivery_minor bigint not null,
  reason text not null,
  asked_at timestamp with time zone not null,
  constraint refunds_pkey PRIMARY KEY (refund_id),
  constraint refunds_amount_minor_check CHECK ((amount_minor > 0)),
  constraint refunds_check CHECK (((delivery_minor >= 0) AND (delivery_minor <= amount_minor)))
);
CREATE INDEX refunds_order ON fulfilment.refunds USING btree (order_id);

create table fulfilment.return_lines (
  return_id uuid not null,
  line_id uuid not null,
  quantity integer not null,
  restocked integer not null default 0,
  scrapped integer not null default 0,
  constraint return_lines_pkey PRIMARY KEY (return_id, line_id),
  constraint return_lines_return_id_fkey FOREIGN KEY (return_id) REFERENCES fulfilment.returns(return_id) ON DELETE CASCADE,
  constraint return_lines_check CHECK (((restocked + scrapped) <= quantity)),
  constraint return_lines_quantity_check CHECK ((quantity > 0)),
  constraint return_lines_restocked_check CHECK ((restocked >= 0)),
  constraint return_lines_scrapped_check CHECK ((scrapped >= 0))
);

create table fulfilment.returns (
  return_id uuid not null,
  brand_id uuid not null,
  order_id uuid not null,
  person_id uuid not null,
  state text not null,
  reason text not null,
  words text not null,
  answer text not null default ''::text,
  asked_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  received_at timestamp with time zone,
  refund_id uuid,
  constraint returns_pkey PRIMARY KEY (return_id),
  constraint returns_check CHECK (((state = 'refunded'::text) = (refund_id IS NOT NULL))),
  constraint returns_check1 CHECK (((state <> ALL (ARRAY['received'::text, 'refunded'::text])) OR (received_at IS NOT NULL))),
  constraint returns_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'accepted'::text, 'refused'::text, 'withdrawn'::text, 'received'::text, 'refunded'::text])))
);
CREATE INDEX returns_brand ON fulfilment.returns USING btree (brand_id, return_id DESC);
CREATE INDEX returns_order ON fulfilment.returns USING btree (order_id);

create table fulfilment.settings (
  brand_id uuid not null,
  return_days integer not null,
  sender jsonb,
  return_words jsonb not null default '{}'::jsonb,
  constraint settings_pkey PRIMARY KEY (brand_id),
  constraint settings_return_days_check CHECK (((return_days >= 0) AND (return_days <= 365)))
);

create table gifts.catalogue (
  gift_id uuid not null,
  brand_id uuid not null,
  title jsonb not null,
  coins integer not null,
  tier text not null,
  picture text not null,
  "position" integer not null,
  retired boolean not null default false,
  constraint catalogue_pkey PRIMARY KEY (gift_id),
  constraint catalogue_coins_check CHECK (((coins >= 1) AND (coins <= 100000))),
  constraint catalogue_tier_check CHECK ((tier = ANY (ARRAY['small'::text, 'medium'::text, 'large'::text])))
);
CREATE INDEX catalogue_of_brand ON gifts.catalogue USING btree (brand_id, "position");

create table gifts.combos (
  combo_id uuid not null,
  show_id uuid not null,
  person_id uuid not null,
  name text not null,
  gift_id uuid not null,
  count integer not null,
  coins integer not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  thanked_at timestamp with time zone,
  constraint combos_pkey PRIMARY KEY (combo_id),
  constraint combos_gift_id_fkey FOREIGN KEY (gift_id) REFERENCES gifts.catalogue(gift_id),
  constraint combos_coins_check CHECK ((coins > 0)),
  constraint combos_count_check CHECK ((count > 0))
);
CREATE INDEX combos_growing ON gifts.combos USING btree (show_id, person_id, gift_id, last_at DESC);
CREATE INDEX combos_to_thank ON gifts.combos USING btree (show_id, coins DESC) WHERE (thanked_at IS NULL);

create table gifts.pledges (
  pledge_id uuid not null,
  brand_id uuid not null,
  show_id uuid not null,
  person_id uuid not null,
  name text not null,
  gift_id uuid not null,
  coins integer not null,
  taken jsonb not null,
  rate_from timestamp with time zone not null,
  unanswered text not null,
  at timestamp with time zone not null,
  state text not null default 'held'::text,
  ended_at timestamp with time zone,
  constraint pledges_pkey PRIMARY KEY (pledge_id),
  constraint pledges_gift_id_fkey FOREIGN KEY (gift_id) REFERENCES gifts.catalogue(gift_id),
  constraint pledges_check CHECK (((state = 'held'::text) = (ended_at IS NULL))),
  constraint pledges_coins_check CHECK ((coins > 0)),
  constraint pledges_state_check CHECK ((state = ANY (ARRAY['held'::text, 'given'::text, 'returned'::text]))),
  constraint pledges_unanswered_check CHECK ((unanswered = ANY (ARRAY['return'::text, 'keep'::text])))
);
CREATE INDEX pledges_held ON gifts.pledges USING btree (show_id) WHERE (state = 'held'::text);

create table gifts.question_terms (
  brand_id uuid not null,
  from_coins integer,
  unanswered text not null,
  constraint question_terms_pkey PRIMARY KEY (brand_id),
  constraint question_terms_from_coins_check CHECK (((from_coins >= 1) AND (from_coins <= 100000))),
  constraint question_terms_unanswered_check CHECK ((unanswered = ANY (ARRAY['return'::text, 'keep'::text])))
);

create table gifts.rates (
  brand_id uuid not null,
  from_at timestamp with time zone not null,
  host_bp integer not null,
  brand_bp integer not null,
  platform_bp integer not null,
  odd_to text not null,
  constraint rates_pkey PRIMARY KEY (brand_id, from_at),
  constraint rates_brand_bp_check CHECK ((brand_bp >= 0)),
  constraint rates_check CHECK ((((host_bp + brand_bp) + platform_bp) = 10000)),
  constraint rates_host_bp_check CHECK ((host_bp >= 0)),
  constraint rates_odd_to_check CHECK ((odd_to = ANY (ARRAY['host'::text, 'brand'::text, 'platform'::text]))),
  constraint rates_platform_bp_check CHECK ((platform_bp >= 0))
);

create table gifts.sends (
  person_id uuid not null,
  key text not null,
  show_id uuid not null,
  gift_id uuid not null,
  combo_id uuid not null,
  count integer not null,
  coins integer not null,
  at timestamp with time zone not null,
  constraint sends_pkey PRIMARY KEY (person_id, key),
  constraint sends_gift_id_fkey FOREIGN KEY (gift_id) REFERENCES gifts.catalogue(gift_id),
  constraint sends_coins_check CHECK ((coins > 0)),
  constraint sends_count_check CHECK ((count > 0))
);

create table gifts.supporters (
  show_id uuid not null,
  person_id uuid not null,
  name text not null,
  coins bigint not null,
  constraint supporters_pkey PRIMARY KEY (show_id, person_id),
  constraint supporters_coins_check CHECK ((coins > 0))
);
CREATE INDEX supporters_top ON gifts.supporters USING btree (show_id, coins DESC);

create table gifts.takings (
  show_id uuid not null,
  rate_from timestamp with time zone not null,
  currency text not null,
  minor bigint not null,
  shared_at timestamp with time zone,
  constraint takings_pkey PRIMARY KEY (show_id, rate_from, currency),
  constraint takings_minor_check CHECK ((minor >= 0))
);

create table handovers.turns (
  show_id uuid not null,
  person_id uuid not null,
  from_at timestamp with time zone not null,
  until_at timestamp with time zone,
  constraint turns_pkey PRIMARY KEY (show_id, from_at),
  constraint turns_check CHECK ((until_at >= from_at))
);
CREATE UNIQUE INDEX turns_now ON handovers.turns USING btree (show_id) WHERE (until_at IS NULL);

create table handovers.wishes (
  show_id uuid not null,
  from_id uuid not null,
  to_id uuid not null,
  asked_at timestamp with time zone not null,
  constraint wishes_pkey PRIMARY KEY (show_id),
  constraint wishes_check CHECK ((to_id <> from_id))
);

create table hosts.backs (
  refund_id text not null,
  line_id uuid not null,
  gross bigint not null,
  undone boolean not null default false,
  constraint backs_pkey PRIMARY KEY (refund_id, line_id),
  constraint backs_line_id_fkey FOREIGN KEY (line_id) REFERENCES hosts.lines(line_id),
  constraint backs_gross_check CHECK ((gross > 0))
);

create table hosts.bank_accounts (
  person_id uuid not null,
  holder text not null,
  sealed bytea not null,
  last4 text not null,
  is_iban boolean not null,
  bic text,
  changed_at timestamp with time zone not null,
  constraint bank_accounts_pkey PRIMARY KEY (person_id)
);

create table hosts.batches (
  batch_id uuid not null,
  brand_id uuid not null,
  currency text not null,
  state text not null,
  hold_days integer not null,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  approved_by uuid,
  approved_at timestamp with time zone,
  constraint batches_pkey PRIMARY KEY (batch_id),
  constraint batches_check CHECK (((state = 'approved'::text) = ((approved_at IS NOT NULL) AND (approved_by IS NOT NULL)))),
  constraint batches_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'approved'::text, 'cancelled'::text])))
);
CREATE INDEX batches_of_brand ON hosts.batches USING btree (brand_id, batch_id DESC);

create table hosts.contracts (
  contract_id uuid not null,
  brand_id uuid not null,
  person_id uuid not null,
  show_id uuid,
  from_at timestamp with time zone not null,
  fee_minor bigint not null,
  currency text not null,
  commission_bp integer not null,
  gift_bp integer,
  odd_to text not null,
  agreed_by uuid,
  agreed_at timestamp with time zone not null,
  constraint contracts_pkey PRIMARY KEY (contract_id),
  constraint contracts_commission_bp_check CHECK (((commission_bp >= 0) AND (commission_bp <= 10000))),
  constraint contracts_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint contracts_fee_minor_check CHECK ((fee_minor >= 0)),
  constraint contracts_gift_bp_check CHECK (((gift_bp >= 0) AND (gift_bp <= 10000))),
  constraint contracts_odd_to_check CHECK ((odd_to = ANY (ARRAY['host'::text, 'brand'::text])))
);
CREATE INDEX contracts_of_host ON hosts.contracts USING btree (brand_id, person_id, from_at DESC);
CREATE INDEX contracts_of_show ON hosts.contracts USING btree (show_id) WHERE (show_id IS NOT NULL);
CREATE TRIGGER contracts_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON hosts.contracts FOR EACH STATEMENT EXECUTE FUNCTION hosts.refuse_change();

create table hosts.earnings (
  key text not null,
  brand_id uuid not null,
  person_id uuid not null,
  show_id uuid not null,
  order_id uuid,
  kind text not null,
  minor bigint not null,
  currency text not null,
  at timestamp with time zone not null,
  since timestamp with time zone not null,
  constraint earnings_pkey PRIMARY KEY (key),
  constraint earnings_check CHECK (((kind = 'clawback'::text) OR (minor > 0))),
  constraint earnings_kind_check CHECK ((kind = ANY (ARRAY['fee'::text, 'commission'::text, 'clawback'::text, 'gifts'::text]))),
  constraint earnings_minor_check CHECK ((minor <> 0))
);
CREATE INDEX earnings_of_host ON hosts.earnings USING btree (brand_id, person_id, at);
CREATE INDEX earnings_of_person ON hosts.earnings USING btree (person_id);

create table hosts.holds (
  hold_id uuid not null,
  brand_id uuid not null,
  person_id uuid not null,
  show_id uuid not null,
  minor bigint not null,
  currency text not null,
  at timestamp with time zone not null,
  released_at timestamp with time zone,
  constraint holds_pkey PRIMARY KEY (hold_id),
  constraint holds_minor_check CHECK ((minor > 0))
);
CREATE INDEX holds_active ON hosts.holds USING btree (brand_id, person_id) WHERE (released_at IS NULL);

create table hosts.lines (
  line_id uuid not null,
  order_id uuid not null,
  show_id uuid,
  person_id uuid,
  currency text not null,
  quantity integer not null,
  gross bigint not null,
  back bigint not null default 0,
  tax_rate_bp integer not null,
  rate_bp integer not null,
  odd_to text not null,
  sold_at timestamp with time zone not null,
  constraint lines_pkey PRIMARY KEY (line_id),
  constraint lines_check CHECK (((back >= 0) AND (back <= gross))),
  constraint lines_check1 CHECK (((show_id IS NULL) = (person_id IS NULL))),
  constraint lines_gross_check CHECK ((gross >= 0)),
  constraint lines_quantity_check CHECK ((quantity > 0)),
  constraint lines_rate_bp_check CHECK (((rate_bp >= 0) AND (rate_bp <= 10000)))
);
CREATE INDEX lines_of_order ON hosts.lines USING btree (order_id);

create table hosts.payout_settings (
  brand_id uuid not null,
  payer text not null,
  sealed bytea,
  last4 text,
  bic text,
  hold_days integer not null,
  minimum_minor bigint not null,
  constraint payout_settings_pkey PRIMARY KEY (brand_id),
  constraint payout_settings_hold_days_check CHECK (((hold_days >= 0) AND (hold_days <= 120))),
  constraint payout_settings_minimum_minor_check CHECK ((minimum_minor >= 0))
);

create table hosts.payouts (
  payout_id uuid not null,
  batch_id uuid not null,
  brand_id uuid not null,
  person_id uuid not null,
  minor bigint not null,
  currency text not null,
  state text not null,
  holder text not null,
  sealed bytea not null,
  last4 text not null,
  is_iban boolean not null,
  bic text,
  reason text not null default ''::text,
  ended_at timestamp with time zone,
  constraint payouts_pkey PRIMARY KEY (payout_id),
  constraint payouts_batch_id_person_id_key UNIQUE (batch_id, person_id),
  constraint payouts_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES hosts.batches(batch_id),
  constraint payouts_check CHECK (((state = 'waiting'::text) = (ended_at IS NULL))),
  constraint payouts_minor_check CHECK ((minor > 0)),
  constraint payouts_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'paid'::text, 'failed'::text])))
);
CREATE INDEX payouts_of_host ON hosts.payouts USING btree (brand_id, person_id);
CREATE INDEX payouts_of_person ON hosts.payouts USING btree (person_id);

create table hosts.product_rates (
  contract_id uuid not null,
  product_id uuid not null,
  rate_bp integer not null,
  constraint product_rates_pkey PRIMARY KEY (contract_id, product_id),
  constraint product_rates_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES hosts.contracts(contract_id),
  constraint product_rates_rate_bp_check CHECK (((rate_bp >= 0) AND (rate_bp <= 10000)))
);
CREATE TRIGGER product_rates_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON hosts.product_rates FOR EACH STATEMENT EXECUTE FUNCTION hosts.refuse_change();

create table hosts.shows (
  show_id uuid not null,
  brand_id uuid not null,
  person_id uuid not null,
  contract_id uuid,
  frozen_at timestamp with time zone,
  constraint shows_pkey PRIMARY KEY (show_id),
  constraint shows_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES hosts.contracts(contract_id),
  constraint shows_check CHECK (((contract_id IS NULL) OR (frozen_at IS NOT NULL)))
);
CREATE INDEX shows_of_host ON hosts.shows USING btree (brand_id, person_id);

create table house.answers (
  caller text not null,
  key text not null,
  operation text not null,
  input_hash bytea not null,
  answer jsonb,
  at timestamp with time zone not null,
  constraint answers_pkey PRIMARY KEY (caller, key)
);
CREATE INDEX answers_at ON house.answers USING btree (at);

create table house.migrations (
  name text not null,
  hash text not null,
  ran_at timestamp with time zone not null default now(),
  constraint migrations_pkey PRIMARY KEY (name)
);

create table invoices.counters (
  brand_id uuid not null,
  kind text not null,
  year integer not null,
  last integer not null,
  constraint counters_pkey PRIMARY KEY (brand_id, kind, year),
  constraint counters_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'credit'::text]))),
  constraint counters_last_check CHECK ((last > 0))
);

create table invoices.invoices (
  invoice_id uuid not null,
  brand_id uuid not null,
  order_id uuid not null,
  kind text not null,
  year integer not null,
  sequence integer not null,
  number text not null,
  refund_id uuid,
  total_minor bigint not null,
  currency text not null,
  document jsonb not null,
  issued_at timestamp with time zone not null,
  constraint invoices_pkey PRIMARY KEY (invoice_id),
  constraint invoices_brand_id_kind_year_sequence_key UNIQUE (brand_id, kind, year, sequence),
  constraint invoices_brand_id_number_key UNIQUE (brand_id, number),
  constraint invoices_refund_id_key UNIQUE (refund_id),
  constraint invoices_check CHECK (((kind = 'credit'::text) = (refund_id IS NOT NULL))),
  constraint invoices_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'credit'::text]))),
  constraint invoices_sequence_check CHECK ((sequence > 0))
);
CREATE INDEX invoices_brand ON invoices.invoices USING btree (brand_id, invoice_id DESC);
CREATE INDEX invoices_credits ON invoices.invoices USING btree (order_id);
CREATE UNIQUE INDEX invoices_order ON invoices.invoices USING btree (order_id) WHERE (kind = 'invoice'::text);
CREATE TRIGGER stay BEFORE DELETE OR UPDATE ON invoices.invoices FOR EACH ROW EXECUTE FUNCTION invoices.stay();

create table invoices.settings (
  brand_id uuid not null,
  legal_name text not null,
  address jsonb not null,
  tax_number text not null,
  registration text not null,
  footer text not null,
  prefix text not null,
  constraint settings_pkey PRIMARY KEY (brand_id),
  constraint settings_prefix_check CHECK ((prefix ~ '^[A-Z0-9-]{0,12}$'::text))
);

create table ledger.accounts (
  account_id bigint not null generated always as identity,
  book_id uuid not null,
  purpose text not null,
  owner text not null default ''::text,
  currency text not null,
  floor bigint,
  posted bigint not null default 0,
  held bigint not null default 0,
  open_since timestamp with time zone,
  constraint accounts_pkey PRIMARY KEY (account_id),
  constraint accounts_book_id_purpose_owner_currency_key UNIQUE (book_id, purpose, owner, currency),
  constraint accounts_book_id_fkey FOREIGN KEY (book_id) REFERENCES ledger.books(book_id),
  constraint accounts_check CHECK (((floor IS NULL) OR ((posted - held) >= floor))),
  constraint accounts_check1 CHECK (((posted = 0) = (open_since IS NULL))),
  constraint accounts_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint accounts_held_check CHECK ((held >= 0))
);

create table ledger.books (
  book_id uuid not null,
  head bigint not null default 0,
  hash bytea not null,
  constraint books_pkey PRIMARY KEY (book_id),
  constraint books_hash_check CHECK ((length(hash) = 32)),
  constraint books_head_check CHECK ((head >= 0))
);

create table ledger.entries (
  account_id bigint not null,
  seq bigint not null,
  minor bigint not null,
  balance bigint not null,
  constraint entries_pkey PRIMARY KEY (account_id, seq),
  constraint entries_account_id_fkey FOREIGN KEY (account_id) REFERENCES ledger.accounts(account_id),
  constraint entries_minor_check CHECK ((minor <> 0))
);
CREATE TRIGGER entries_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.entries FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

create table ledger.submitted (
  submitted_id bigint not null generated always as identity,
  book_id uuid not null,
  wish jsonb not null,
  at timestamp with time zone not null,
  refused text,
  constraint submitted_pkey PRIMARY KEY (submitted_id)
);

create table ledger.transfers (
  book_id uuid not null,
  seq bigint not null,
  key text not null,
  input_hash bytea not null,
  kind text not null,
  phase text not null,
  ends bigint,
  postings json not null,
  show_id uuid,
  order_id uuid,
  at timestamp with time zone not null,
  hash bytea not null,
  constraint transfers_pkey PRIMARY KEY (book_id, seq),
  constraint transfers_book_id_key_key UNIQUE (book_id, key),
  constraint transfers_book_id_fkey FOREIGN KEY (book_id) REFERENCES ledger.books(book_id),
  constraint transfers_check CHECK (((ends IS NOT NULL) = (phase = ANY (ARRAY['settled'::text, 'released'::text])))),
  constraint transfers_hash_check CHECK ((length(hash) = 32)),
  constraint transfers_input_hash_check CHECK ((length(input_hash) = 32)),
  constraint transfers_phase_check CHECK ((phase = ANY (ARRAY['posted'::text, 'reserved'::text, 'settled'::text, 'released'::text]))),
  constraint transfers_seq_check CHECK ((seq > 0))
);
CREATE UNIQUE INDEX transfers_ends ON ledger.transfers USING btree (book_id, ends) WHERE (ends IS NOT NULL);
CREATE INDEX transfers_of_order ON ledger.transfers USING btree (order_id, seq) WHERE (order_id IS NOT NULL);
CREATE INDEX transfers_of_show ON ledger.transfers USING btree (show_id, seq) WHERE (show_id IS NOT NULL);
CREATE TRIGGER transfers_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.transfers FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

create table log.events (
  log_id uuid not null,
  seq bigint not null,
  at timestamp with time zone not null,
  type text not null,
  body jsonb not null,
  constraint events_pkey PRIMARY KEY (log_id, seq),
  constraint events_seq_check CHECK ((seq > 0))
);

create table log.heads (
  log_id uuid not null,
  head bigint not null,
  constraint heads_pkey PRIMARY KEY (log_id),
  constraint heads_head_check CHECK ((head >= 0))
);

create table messaging.choices (
  person_id uuid not null,
  brand_id uuid not null,
  kind text not null,
  channel text not null,
  wanted boolean not null,
  at timestamp with time zone not null,
  constraint choices_pkey PRIMARY KEY (person_id, brand_id, kind, channel),
  constraint choices_channel_check CHECK ((channel = ANY (ARRAY['push'::text, 'email'::text, 'inbox'::text]))),
  constraint choices_check CHECK ((wanted OR (kind <> 'orders'::text) OR (channel <> 'email'::text))),
  constraint choices_kind_check CHECK ((kind = ANY (ARRAY['asked'::text, 'news'::text, 'offers'::text, 'orders'::text])))
);

create table messaging.messages (
  notice_id uuid not null,
  person_id uuid not null,
  brand_id uuid not null,
  at timestamp with time zone not null,
  in_inbox boolean not null,
  read_at timestamp with time zone,
  push text,
  email text,
  disturbs boolean generated always as ((COALESCE((push = ANY (ARRAY['now'::text, 'later'::text])), false) OR COALESCE((email = ANY (ARRAY['now'::text, 'later'::text])), false))) stored,
  constraint messages_pkey PRIMARY KEY (notice_id, person_id),
  constraint messages_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES messaging.notices(notice_id) ON DELETE CASCADE
);
CREATE INDEX messages_of_person ON messaging.messages USING btree (person_id, at DESC, notice_id DESC) WHERE in_inbox;
CREATE INDEX messages_that_disturb ON messaging.messages USING btree (person_id, brand_id, at) WHERE disturbs;
CREATE INDEX messages_unread ON messaging.messages USING btree (person_id) WHERE (in_inbox AND (read_at IS NULL));

create table messaging.notices (
  notice_id uuid not null,
  brand_id uuid not null,
  kind text not null,
  title jsonb not null,
  body jsonb not null,
  path text not null,
  happens_at timestamp with time zone,
  made_at timestamp with time zone not null,
  constraint notices_pkey PRIMARY KEY (notice_id),
  constraint notices_kind_check CHECK ((kind = ANY (ARRAY['asked'::text, 'news'::text, 'offers'::text, 'orders'::text])))
);
CREATE INDEX notices_by_age ON messaging.notices USING btree (made_at);
CREATE INDEX notices_of_brand ON messaging.notices USING btree (brand_id, made_at) WHERE (kind <> 'orders'::text);

create table messaging.readers (
  person_id uuid not null,
  time_zone text not null,
  quiet_from smallint,
  quiet_until smallint,
  constraint readers_pkey PRIMARY KEY (person_id),
  constraint readers_check CHECK (((quiet_from IS NULL) = (quiet_until IS NULL))),
  constraint readers_quiet_from_check CHECK (((quiet_from >= 0) AND (quiet_from <= 1439))),
  constraint readers_quiet_until_check CHECK (((quiet_until >= 0) AND (quiet_until <= 1439)))
);

create table messaging.rules (
  brand_id uuid not null,
  day_most integer,
  week_most integer,
  caps_asked boolean not null,
  constraint rules_pkey PRIMARY KEY (brand_id),
  constraint rules_day_most_check CHECK (((day_most >= 1) AND (day_most <= 100))),
  constraint rules_week_most_check CHECK (((week_most >= 1) AND (week_most <= 500)))
);

create table news.sendings (
  notice_id uuid not null,
  person_id uuid not null,
  channel text not null,
  target uuid not null,
  locale text not null,
  time_zone text not null,
  state text not null,
  reason text,
  tries integer not null default 0,
  due_at timestamp with time zone not null,
  claimed_at timestamp with time zone,
  done_at timestamp with time zone,
  constraint sendings_pkey PRIMARY KEY (notice_id, channel, target),
  constraint sendings_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES news.tellings(notice_id),
  constraint sendings_channel_check CHECK ((channel = ANY (ARRAY['push'::text, 'email'::text]))),
  constraint sendings_check CHECK (((state = 'refused'::text) = (reason IS NOT NULL))),
  constraint sendings_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'refused'::text])))
);
CREATE INDEX news_open ON news.sendings USING btree (notice_id, channel, due_at) WHERE (state = ANY (ARRAY['waiting'::text, 'sending'::text]));

create table news.tellings (
  notice_id uuid not null,
  brand_id uuid not null,
  show_id uuid not null,
  what text not null,
  told_by uuid not null,
  told_at timestamp with time zone not null,
  constraint tellings_pkey PRIMARY KEY (notice_id),
  constraint tellings_show_id_what_key UNIQUE (show_id, what),
  constraint tellings_what_check CHECK ((what = ANY (ARRAY['announced'::text, 'started'::text])))
);

create table orders.bag_lines (
  line_id uuid not null,
  person_id uuid not null,
  brand_id uuid not null,
  product_id uuid not null,
  variant_id uuid not null,
  quantity integer not null,
  show_id uuid,
  drop_id uuid,
  hold_id uuid,
  hold_expires_at timestamp with time zone,
  unit_minor bigint,
  compare_minor bigint,
  currency text,
  added_at timestamp with time zone not null,
  personal jsonb not null default '[]'::jsonb,
  pop_up_id uuid,
  constraint bag_lines_pkey PRIMARY KEY (line_id),
  constraint bag_lines_hold_id_key UNIQUE (hold_id),
  constraint bag_lines_check CHECK ((compare_minor >= unit_minor)),
  constraint bag_lines_check1 CHECK ((num_nulls(hold_id, hold_expires_at, unit_minor, currency) = ANY (ARRAY[0, 4]))),
  constraint bag_lines_check2 CHECK (((hold_id IS NOT NULL) OR (drop_id IS NULL))),
  constraint bag_lines_held_plain CHECK (((hold_id IS NULL) OR (personal = '[]'::jsonb))),
  constraint bag_lines_personal_check CHECK ((jsonb_typeof(personal) = 'array'::text)),
  constraint bag_lines_quantity_check CHECK (((quantity >= 1) AND (quantity <= 99))),
  constraint bag_lines_unit_minor_check CHECK ((unit_minor >= 0))
);
CREATE INDEX bag_lines_expiry ON orders.bag_lines USING btree (hold_expires_at) WHERE (hold_id IS NOT NULL);
CREATE UNIQUE INDEX bag_lines_open ON orders.bag_lines USING btree (person_id, variant_id, md5((personal)::text)) WHERE (hold_id IS NULL);
CREATE INDEX bag_lines_person ON orders.bag_lines USING btree (person_id, brand_id);

create table orders.delivery_bands (
  brand_id uuid not null,
  delivery_method_id text not null,
  currency text not null,
  over_grams integer not null,
  price_minor bigint not null,
  constraint delivery_bands_pkey PRIMARY KEY (brand_id, delivery_method_id, currency, over_grams),
  constraint delivery_bands_brand_id_delivery_method_id_currency_fkey FOREIGN KEY (brand_id, delivery_method_id, currency) REFERENCES orders.delivery_prices(brand_id, delivery_method_id, currency) ON DELETE CASCADE,
  constraint delivery_bands_over_grams_check CHECK ((over_grams > 0)),
  constraint delivery_bands_price_minor_check CHECK ((price_minor >= 0))
);

create table orders.delivery_methods (
  brand_id uuid not null,
  delivery_method_id text not null,
  "position" integer not null,
  title jsonb not null,
  tax_rate_bp integer not null,
  days_least integer not null,
  days_most integer not null,
  countries text[] not null,
  archived_at timestamp with time zone,
  max_grams integer,
  constraint delivery_methods_pkey PRIMARY KEY (brand_id, delivery_method_id),
  constraint delivery_methods_check CHECK ((days_most >= days_least)),
  constraint delivery_methods_days_least_check CHECK ((days_least >= 0)),
  constraint delivery_methods_max_grams_check CHECK ((max_grams > 0)),
  constraint delivery_methods_tax_rate_bp_check CHECK (((tax_rate_bp >= 0) AND (tax_rate_bp <= 5000)))
);

create table orders.delivery_prices (
  brand_id uuid not null,
  delivery_method_id text not null,
  currency text not null,
  price_minor bigint not null,
  free_from_minor bigint,
  constraint delivery_prices_pkey PRIMARY KEY (brand_id, delivery_method_id, currency),
  constraint delivery_prices_brand_id_delivery_method_id_fkey FOREIGN KEY (brand_id, delivery_method_id) REFERENCES orders.delivery_methods(brand_id, delivery_method_id),
  constraint delivery_prices_free_from_minor_check CHECK ((free_from_minor >= 0)),
  constraint delivery_prices_price_minor_check CHECK ((price_minor >= 0))
);

create table orders.discounts (
  order_id uuid not null,
  promotion_id uuid not null,
  "position" integer not null,
  title jsonb not null,
  code text,
  minor bigint not null,
  constraint discounts_pkey PRIMARY KEY (order_id, promotion_id),
  constraint discounts_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders.orders(order_id),
  constraint discounts_minor_check CHECK ((minor >= 0))
);

create table orders.lines (
  line_id uuid not null,
  order_id uuid not null,
  "position" integer not null,
  product_id uuid not null,
  variant_id uuid not null,
  sku text not null,
  title jsonb not null,
  options jsonb not null,
  picture_url text,
  quantity integer not null,
  unit_minor bigint not null,
  compare_minor bigint,
  tax_rate_bp integer not null,
  show_id uuid,
  drop_id uuid,
  hold_id uuid not null,
  off_minor bigint not null default 0,
  origin text not null default 'list'::text,
  packed_quantity integer not null default 0,
  sent_quantity integer not null default 0,
  cancelled_quantity integer not null default 0,
  returned_quantity integer not null default 0,
  personal jsonb not null default '[]'::jsonb,
  surcharge_minor bigint not null default 0,
  final boolean not null default false,
  bundle jsonb,
  pop_up_id uuid,
  weight_grams integer,
  constraint lines_pkey PRIMARY KEY (line_id),
  constraint lines_hold_id_key UNIQUE (hold_id),
  constraint lines_order_id_position_key UNIQUE (order_id, "position"),
  constraint lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders.orders(order_id),
  constraint lines_check CHECK ((compare_minor >= unit_minor)),
  constraint lines_check1 CHECK (((surcharge_minor >= 0) AND (surcharge_minor <= unit_minor))),
  constraint lines_off_minor_check CHECK ((off_minor >= 0)),
  constraint lines_off_most CHECK ((off_minor <= (unit_minor * quantity))),
  constraint lines_origin CHECK ((origin = ANY (ARRAY['list'::text, 'member'::text, 'live'::text, 'drop'::text, 'gift'::text, 'auction'::text]))),
  constraint lines_personal_check CHECK ((jsonb_typeof(personal) = 'array'::text)),
  constraint lines_quantity_check CHECK ((quantity > 0)),
  constraint lines_unit_minor_check CHECK ((unit_minor >= 0)),
  constraint lines_units CHECK (((cancelled_quantity >= 0) AND (packed_quantity >= sent_quantity) AND (sent_quantity >= returned_quantity) AND (returned_quantity >= 0) AND ((packed_quantity + cancelled_quantity) <= quantity))),
  constraint lines_weight_grams_check CHECK ((weight_grams >= 0))
);
CREATE INDEX lines_show ON orders.lines USING btree (show_id) WHERE (show_id IS NOT NULL);

create table orders.orders (
  order_id uuid not null,
  brand_id uuid not null,
  person_id uuid not null,
  number text not null,
  state text not null,
  email text not null,
  locale text not null,
  address jsonb not null,
  return_to text not null,
  delivery_method_id text not null,
  currency text not null,
  items_minor bigint not null,
  discount_minor bigint not null,
  delivery_minor bigint not null,
  tax_minor bigint not null,
  total_minor bigint not null,
  placed_at timestamp with time zone not null,
  pay_before timestamp with time zone not null,
  paid_at timestamp with time zone,
  intent_id uuid,
  paid_intent_id uuid,
  cancelled_by text,
  carrier text,
  tracking text,
  sent_at timestamp with time zone,
  tax_included boolean not null default true,
  tax_regime text,
  delivery_rate_bp integer,
  link_version integer not null default 1,
  ships_with uuid,
  delivery_kept boolean not null default false,
  store_id uuid,
  billing jsonb,
  gift jsonb,
  sold_at timestamp with time zone,
  in_review boolean not null default false,
  constraint orders_pkey PRIMARY KEY (order_id),
  constraint orders_brand_id_number_key UNIQUE (brand_id, number),
  constraint orders_ships_with_fkey FOREIGN KEY (ships_with) REFERENCES orders.orders(order_id),
  constraint orders_store_id_fkey FOREIGN KEY (store_id) REFERENCES orders.stores(store_id),
  constraint orders_cancelled_by_check CHECK ((cancelled_by = ANY (ARRAY['buyer'::text, 'staff'::text, 'time'::text, 'stock'::text]))),
  constraint orders_check CHECK (((tax_minor >= 0) AND (tax_minor <= total_minor))),
  constraint orders_check1 CHECK ((ships_with <> order_id)),
  constraint orders_check2 CHECK (((state <> ALL (ARRAY['paid'::text, 'sent'::text, 'refunded'::text])) OR ((paid_at IS NOT NULL) AND (paid_intent_id IS NOT NULL)))),
  constraint orders_check3 CHECK (((state = 'cancelled'::text) <= (cancelled_by IS NOT NULL))),
  constraint orders_check4 CHECK (((state <> 'sent'::text) OR (sent_at IS NOT NULL))),
  constraint orders_check5 CHECK (((sold_at IS NULL) OR (paid_at IS NOT NULL))),
  constraint orders_delivery_minor_check CHECK ((delivery_minor >= 0)),
  constraint orders_delivery_rate_bp_check CHECK (((delivery_rate_bp >= 0) AND (delivery_rate_bp <= 5000))),
  constraint orders_discount_minor_check CHECK ((discount_minor >= 0)),
  constraint orders_link_version_check CHECK ((link_version > 0)),
  constraint orders_state_check CHECK ((state = ANY (ARRAY['unpaid'::text, 'paid'::text, 'sent'::text, 'cancelled'::text, 'refunded'::text]))),
  constraint orders_tax_regime_check CHECK ((tax_regime = ANY (ARRAY['home'::text, 'oss'::text, 'uk'::text, 'export'::text]))),
  constraint orders_total CHECK ((total_minor = (((items_minor - discount_minor) + delivery_minor) +
CASE
    WHEN tax_included THEN (0)::bigint
    ELSE tax_minor
END)))
);
CREATE INDEX orders_brand ON orders.orders USING btree (brand_id, order_id DESC);
CREATE INDEX orders_person ON orders.orders USING btree (person_id, order_id DESC);
CREATE INDEX orders_to_pack ON orders.orders USING btree (brand_id, order_id) WHERE (state = 'paid'::text);
CREATE INDEX orders_together ON orders.orders USING btree (ships_with) WHERE (ships_with IS NOT NULL);
CREATE INDEX orders_unpaid ON orders.orders USING btree (pay_before) WHERE (state = 'unpaid'::text);

create table orders.pay_links (
  pay_link_id uuid not null,
  brand_id uuid not null,
  made_by uuid not null,
  made_by_name text not null,
  note text not null,
  lines jsonb not null,
  currency text not null,
  items_minor bigint not null,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  cancelled_at timestamp with time zone,
  order_id uuid,
  constraint pay_links_pkey PRIMARY KEY (pay_link_id),
  constraint pay_links_order_id_key UNIQUE (order_id),
  constraint pay_links_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders.orders(order_id),
  constraint pay_links_check CHECK ((expires_at > made_at)),
  constraint pay_links_check1 CHECK (((cancelled_at IS NULL) OR (order_id IS NULL))),
  constraint pay_links_items_minor_check CHECK ((items_minor >= 0))
);
CREATE INDEX pay_links_brand ON orders.pay_links USING btree (brand_id, pay_link_id DESC);

create table orders.settings (
  brand_id uuid not null,
  together_hours integer not null,
  assumed_grams integer,
  constraint settings_pkey PRIMARY KEY (brand_id),
  constraint settings_assumed_grams_check CHECK ((assumed_grams > 0)),
  constraint settings_together_hours_check CHECK (((together_hours >= 0) AND (together_hours <= 168)))
);

create table orders.stores (
  store_id uuid not null,
  brand_id uuid not null,
  name text not null,
  address jsonb not null,
  hours jsonb not null,
  note jsonb not null,
  ready_hours integer not null,
  keep_days integer not null,
  archived_at timestamp with time zone,
  constraint stores_pkey PRIMARY KEY (store_id),
  constraint stores_keep_days_check CHECK (((keep_days >= 1) AND (keep_days <= 60))),
  constraint stores_ready_hours_check CHECK (((ready_hours >= 0) AND (ready_hours <= 336)))
);
CREATE INDEX stores_brand ON orders.stores USING btree (brand_id);

create table orders.tax_rates (
  brand_id uuid not null,
  country text not null,
  home_rate_bp integer not null,
  rate_bp integer not null,
  constraint tax_rates_pkey PRIMARY KEY (brand_id, country, home_rate_bp),
  constraint tax_rates_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES orders.tax_settings(brand_id),
  constraint tax_rates_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint tax_rates_home_rate_bp_check CHECK (((home_rate_bp >= 0) AND (home_rate_bp <= 5000))),
  constraint tax_rates_rate_bp_check CHECK (((rate_bp >= 0) AND (rate_bp <= 5000)))
);

create table orders.tax_settings (
  brand_id uuid not null,
  oss boolean not null,
  uk_vat boolean not null,
  exports text not null,
  constraint tax_settings_pkey PRIMARY KEY (brand_id),
  constraint tax_settings_exports_check CHECK ((exports = ANY (ARRAY['taxed'::text, 'same'::text, 'net'::text])))
);

create table orders.timeline (
  entry_id bigint not null generated always as identity,
  order_id uuid not null,
  at timestamp with time zone not null,
  what text not null,
  detail text,
  person_id uuid,
  person_name text,
  internal boolean not null default false,
  constraint timeline_pkey PRIMARY KEY (entry_id),
  constraint timeline_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders.orders(order_id)
);
CREATE INDEX timeline_order ON orders.timeline USING btree (order_id);

create table packets.budgets (
  show_id uuid not null,
  brand_id uuid not null,
  currency text not null,
  put_minor bigint not null default 0,
  changes integer not null default 0,
  closed_at timestamp with time zone,
  constraint budgets_pkey PRIMARY KEY (show_id),
  constraint budgets_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint budgets_put_minor_check CHECK ((put_minor >= 0))
);

create table packets.grabs (
  packet_id uuid not null,
  place integer not null,
  person_id uuid not null,
  grab_id uuid not null,
  minor bigint not null,
  name text,
  device text,
  at timestamp with time zone not null,
  constraint grabs_pkey PRIMARY KEY (packet_id, place),
  constraint grabs_grab_id_key UNIQUE (grab_id),
  constraint grabs_packet_id_person_id_key UNIQUE (packet_id, person_id),
  constraint grabs_packet_id_fkey FOREIGN KEY (packet_id) REFERENCES packets.packets(packet_id),
  constraint grabs_minor_check CHECK ((minor > 0)),
  constraint grabs_place_check CHECK ((place > 0))
);
CREATE UNIQUE INDEX grabs_device ON packets.grabs USING btree (packet_id, device) WHERE (device IS NOT NULL);
CREATE INDEX grabs_person ON packets.grabs USING btree (person_id, packet_id);

create table packets.packets (
  packet_id uuid not null,
  show_id uuid not null,
  brand_id uuid not null,
  kind text not null,
  currency text not null,
  total_minor bigint not null,
  pieces integer not null,
  list text[] not null default '{}'::text[],
  greeting text not null default ''::text,
  password text,
  eligibility text not null,
  lasts_seconds integer not null,
  state text not null default 'prepared'::text,
  prepared_at timestamp with time zone not null,
  seed text,
  opens_at timestamp with time zone,
  expires_at timestamp with time zone,
  taken integer not null default 0,
  spent_minor bigint not null default 0,
  chain text,
  best_place integer,
  best_minor bigint,
  best_name text,
  ended_at timestamp with time zone,
  ended_why text,
  watch_minutes integer,
  constraint packets_pkey PRIMARY KEY (packet_id),
  constraint packets_check CHECK (((taken >= 0) AND (taken <= pieces))),
  constraint packets_check1 CHECK (((spent_minor >= 0) AND (spent_minor <= total_minor))),
  constraint packets_check10 CHECK (((ended_why <> 'empty'::text) OR ((taken = pieces) AND (spent_minor = total_minor)))),
  constraint packets_check2 CHECK ((total_minor >= pieces)),
  constraint packets_check3 CHECK (((kind = 'list'::text) = (cardinality(list) > 0))),
  constraint packets_check4 CHECK (((state = 'prepared'::text) = (opens_at IS NULL))),
  constraint packets_check5 CHECK (((state = 'ended'::text) = (ended_at IS NOT NULL))),
  constraint packets_check6 CHECK ((((opens_at IS NULL) = (expires_at IS NULL)) AND ((opens_at IS NULL) = (chain IS NULL)))),
  constraint packets_check7 CHECK ((expires_at > opens_at)),
  constraint packets_check8 CHECK (((state = 'prepared'::text) OR ((kind = 'random'::text) = (seed IS NOT NULL)))),
  constraint packets_check9 CHECK (((ended_at IS NULL) = (ended_why IS NULL))),
  constraint packets_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint packets_eligibility_check CHECK ((eligibility = ANY (ARRAY['anyone'::text, 'commented'::text, 'bought'::text, 'followed'::text, 'watched'::text]))),
  constraint packets_ended_why_check CHECK ((ended_why = ANY (ARRAY['empty'::text, 'time'::text, 'show'::text]))),
  constraint packets_kind_check CHECK ((kind = ANY (ARRAY['equal'::text, 'random'::text, 'list'::text]))),
  constraint packets_lasts_seconds_check CHECK (((lasts_seconds >= 10) AND (lasts_seconds <= 86400))),
  constraint packets_pieces_check CHECK (((pieces >= 1) AND (pieces <= 10000))),
  constraint packets_state_check CHECK ((state = ANY (ARRAY['prepared'::text, 'open'::text, 'ended'::text]))),
  constraint packets_watch_minutes_check CHECK (((watch_minutes >= 1) AND (watch_minutes <= 600))),
  constraint packets_watched CHECK (((eligibility = 'watched'::text) = (watch_minutes IS NOT NULL)))
);
CREATE INDEX packets_open ON packets.packets USING btree (expires_at) WHERE (state = 'open'::text);
CREATE INDEX packets_show ON packets.packets USING btree (show_id, packet_id);

create table payments.cares (
  care_id uuid not null,
  brand_id uuid,
  intent_id uuid,
  what text not null,
  provider text not null,
  provider_ref text not null,
  came_minor bigint not null,
  came_currency text not null,
  detail text not null,
  refund_id uuid,
  at timestamp with time zone not null,
  seen_at timestamp with time zone,
  seen_by text,
  note text,
  constraint cares_pkey PRIMARY KEY (care_id),
  constraint cares_intent_id_fkey FOREIGN KEY (intent_id) REFERENCES payments.intents(intent_id),
  constraint cares_refund_id_fkey FOREIGN KEY (refund_id) REFERENCES payments.refunds(refund_id),
  constraint cares_check CHECK (((seen_at IS NULL) = (note IS NULL))),
  constraint cares_what_check CHECK ((what = ANY (ARRAY['wrongAmount'::text, 'wrongNotice'::text, 'unknown'::text, 'late'::text, 'second'::text, 'refundFailed'::text])))
);
CREATE INDEX cares_brand ON payments.cares USING btree (brand_id, at DESC);

create table payments.customers (
  person_id uuid not null,
  provider text not null,
  customer_ref text not null,
  constraint customers_pkey PRIMARY KEY (person_id, provider)
);

create table payments.disputes (
  dispute_id uuid not null,
  intent_id uuid not null,
  brand_id uuid not null,
  provider text not null,
  provider_ref text not null,
  reason text not null,
  amount_minor bigint not null,
  currency text not null,
  stage text not null,
  withdrawn boolean not null,
  due_at timestamp with time zone,
  fees jsonb not null default '{}'::jsonb,
  opened_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  note text not null default ''::text,
  papers text[] not null default '{}'::text[],
  answer text,
  answer_id uuid,
  answered_by uuid,
  answered_at timestamp with time zone,
  trouble text,
  constraint disputes_pkey PRIMARY KEY (dispute_id),
  constraint disputes_provider_provider_ref_key UNIQUE (provider, provider_ref),
  constraint disputes_intent_id_fkey FOREIGN KEY (intent_id) REFERENCES payments.intents(intent_id),
  constraint disputes_amount_minor_check CHECK ((amount_minor > 0)),
  constraint disputes_answer_check CHECK ((answer = ANY (ARRAY['responding'::text, 'responded'::text, 'accepting'::text, 'accepted'::text, 'failed'::text]))),
  constraint disputes_check CHECK ((withdrawn OR (stage = ANY (ARRAY['inquiry'::text, 'dropped'::text])))),
  constraint disputes_check1 CHECK (((ended_at IS NOT NULL) = (stage = ANY (ARRAY['dropped'::text, 'won'::text, 'lost'::text])))),
  constraint disputes_stage_check CHECK ((stage = ANY (ARRAY['inquiry'::text, 'dropped'::text, 'needsResponse'::text, 'underReview'::text, 'won'::text, 'lost'::text])))
);
CREATE INDEX disputes_brand ON payments.disputes USING btree (brand_id, opened_at DESC);
CREATE INDEX disputes_intent ON payments.disputes USING btree (intent_id);

create table payments.inbox (
  provider text not null,
  event_id text not null,
  intent_id text not null,
  body jsonb not null,
  received_at timestamp with time zone not null,
  outcome text not null,
  constraint inbox_pkey PRIMARY KEY (provider, event_id)
);
CREATE INDEX inbox_early ON payments.inbox USING btree (intent_id) WHERE (outcome = 'early'::text);

create table payments.intents (
  intent_id uuid not null,
  order_id uuid,
  person_id uuid not null,
  brand_id uuid not null,
  order_number text not null,
  description text not null,
  email text not null,
  locale text not null,
  return_url text not null,
  amount_minor bigint not null,
  currency text not null,
  provider text not null,
  provider_ref text,
  state text not null,
  reason text,
  refunded_minor bigint not null default 0,
  created_at timestamp with time zone not null,
  ask_at timestamp with time zone,
  method text not null default 'card'::text,
  provider_method text not null default 'card'::text,
  device text not null default 'phone'::text,
  buyer_address text,
  step jsonb,
  dispute text,
  keeps boolean not null default false,
  kept_ref text,
  off_session boolean not null default false,
  step_up boolean not null default false,
  top_up_id uuid,
  constraint intents_pkey PRIMARY KEY (intent_id),
  constraint intents_provider_provider_ref_key UNIQUE (provider, provider_ref),
  constraint intents_amount_minor_check CHECK ((amount_minor >= 0)),
  constraint intents_check1 CHECK (((refunded_minor >= 0) AND (refunded_minor <= amount_minor))),
  constraint intents_check2 CHECK (((refunded_minor = 0) OR (state = ANY (ARRAY['captured'::text, 'refunded'::text])))),
  constraint intents_check3 CHECK (((amount_minor = 0) OR ((state = 'refunded'::text) = (refunded_minor = amount_minor)))),
  constraint intents_device_check CHECK ((device = ANY (ARRAY['desk'::text, 'phone'::text, 'wechat'::text, 'alipay'::text]))),
  constraint intents_dispute_check CHECK ((dispute = ANY (ARRAY['open'::text, 'won'::text, 'lost'::text]))),
  constraint intents_pays CHECK (((order_id IS NULL) <> (top_up_id IS NULL))),
  constraint intents_state_check CHECK ((state = ANY (ARRAY['created'::text, 'waiting'::text, 'pending'::text, 'captured'::text, 'declined'::text, 'cancelled'::text, 'refunded'::text, 'review'::text]))),
  constraint intents_step_check CHECK (((state <> 'waiting'::text) OR (step IS NOT NULL)))
);
CREATE INDEX intents_ask ON payments.intents USING btree (ask_at) WHERE (ask_at IS NOT NULL);
CREATE INDEX intents_order ON payments.intents USING btree (order_id);
CREATE INDEX intents_person ON payments.intents USING btree (person_id);
CREATE INDEX intents_review ON payments.intents USING btree (brand_id) WHERE (state = 'review'::text);
CREATE INDEX intents_top_up ON payments.intents USING btree (top_up_id) WHERE (top_up_id IS NOT NULL);

create table payments.kept_methods (
  kept_id uuid not null,
  person_id uuid not null,
  provider text not null,
  provider_ref text not null,
  method text not null,
  label text not null,
  expires text,
  kept_at timestamp with time zone not null,
  constraint kept_methods_pkey PRIMARY KEY (kept_id),
  constraint kept_methods_provider_provider_ref_key UNIQUE (provider, provider_ref)
);
CREATE INDEX kept_methods_person ON payments.kept_methods USING btree (person_id);

create table payments.payers (
  person_id uuid not null,
  provider text not null,
  payer_id text not null,
  known_at timestamp with time zone not null,
  constraint payers_pkey PRIMARY KEY (person_id, provider)
);

create table payments.refunds (
  refund_id uuid not null,
  intent_id uuid not null,
  amount_minor bigint not null,
  reason text not null,
  asked_at timestamp with time zone not null,
  state text not null default 'asked'::text,
  foreign_id text,
  constraint refunds_pkey PRIMARY KEY (refund_id),
  constraint refunds_intent_id_foreign_id_key UNIQUE (intent_id, foreign_id),
  constraint refunds_intent_id_fkey FOREIGN KEY (intent_id) REFERENCES payments.intents(intent_id),
  constraint refunds_amount_minor_check CHECK ((amount_minor > 0)),
  constraint refunds_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'done'::text, 'failed'::text])))
);
CREATE INDEX refunds_intent ON payments.refunds USING btree (intent_id);

create table polls.polls (
  poll_id uuid not null,
  show_id uuid not null,
  kind text not null,
  question text not null,
  options jsonb not null,
  right_option integer,
  seconds integer,
  state text not null default 'prepared'::text,
  prepared_at timestamp with time zone not null,
  opened_at timestamp with time zone,
  closes_at timestamp with time zone,
  closed_at timestamp with time zone,
  told_at timestamp with time zone,
  untold boolean not null default false,
  constraint polls_pkey PRIMARY KEY (poll_id),
  constraint polls_check CHECK (((right_option >= 0) AND (right_option < jsonb_array_length(options)))),
  constraint polls_check1 CHECK (((kind = 'quiz'::text) = (right_option IS NOT NULL))),
  constraint polls_check2 CHECK (((state = 'prepared'::text) = (opened_at IS NULL))),
  constraint polls_check3 CHECK (((state = ANY (ARRAY['closed'::text, 'hidden'::text])) = (closed_at IS NOT NULL))),
  constraint polls_kind_check CHECK ((kind = ANY (ARRAY['poll'::text, 'quiz'::text]))),
  constraint polls_options_check CHECK (((jsonb_array_length(options) >= 2) AND (jsonb_array_length(options) <= 6))),
  constraint polls_seconds_check CHECK (((seconds >= 10) AND (seconds <= 3600))),
  constraint polls_state_check CHECK ((state = ANY (ARRAY['prepared'::text, 'open'::text, 'closed'::text, 'hidden'::text])))
);
CREATE INDEX polls_of_show ON polls.polls USING btree (show_id, prepared_at);
CREATE UNIQUE INDEX polls_open ON polls.polls USING btree (show_id) WHERE (state = 'open'::text);

create table polls.votes (
  poll_id uuid not null,
  person_id uuid not null,
  choice integer not null,
  at timestamp with time zone not null,
  constraint votes_pkey PRIMARY KEY (poll_id, person_id),
  constraint votes_poll_id_fkey FOREIGN KEY (poll_id) REFERENCES polls.polls(poll_id) ON DELETE CASCADE,
  constraint votes_choice_check CHECK (((choice >= 0) AND (choice <= 5)))
);

create table programme.episodes (
  show_id uuid not null,
  series_id uuid not null,
  constraint episodes_pkey PRIMARY KEY (show_id),
  constraint episodes_series_id_fkey FOREIGN KEY (series_id) REFERENCES programme.series(series_id) ON DELETE CASCADE
);
CREATE INDEX episodes_of_series ON programme.episodes USING btree (series_id);

create table programme.series (
  series_id uuid not null,
  brand_id uuid not null,
  slug text not null,
  title jsonb not null,
  text jsonb not null,
  cover_picture_id uuid,
  host_name text not null,
  host_picture_id uuid,
  every_weeks integer not null,
  weekday integer not null,
  at_time text not null,
  template_id uuid,
  changed_at timestamp with time zone not null,
  constraint series_pkey PRIMARY KEY (series_id),
  constraint series_brand_id_slug_key UNIQUE (brand_id, slug),
  constraint series_template_id_fkey FOREIGN KEY (template_id) REFERENCES programme.templates(template_id) ON DELETE SET NULL,
  constraint series_at_time_check CHECK ((at_time ~ '^[0-2][0-9]:[0-5][0-9]$'::text)),
  constraint series_every_weeks_check CHECK (((every_weeks >= 1) AND (every_weeks <= 8))),
  constraint series_slug_check CHECK ((slug ~ '^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$'::text)),
  constraint series_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7)))
);

create table programme.settings (
  brand_id uuid not null,
  time_zone text not null,
  listed boolean not null,
  constraint settings_pkey PRIMARY KEY (brand_id)
);

create table programme.templates (
  template_id uuid not null,
  brand_id uuid not null,
  name text not null,
  contents jsonb not null,
  saved_at timestamp with time zone not null,
  constraint templates_pkey PRIMARY KEY (template_id),
  constraint templates_brand_id_name_key UNIQUE (brand_id, name),
  constraint templates_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 80)))
);

create table promotions.live_shows (
  show_id uuid not null,
  brand_id uuid not null,
  started_at timestamp with time zone not null,
  constraint live_shows_pkey PRIMARY KEY (show_id)
);
CREATE INDEX live_shows_of_brand ON promotions.live_shows USING btree (brand_id);

create table promotions.promotions (
  promotion_id uuid not null,
  brand_id uuid not null,
  title jsonb not null,
  kind text not null,
  rate_bp integer,
  off_minor bigint,
  gift_variant_id uuid,
  currency text not null,
  product_ids uuid[] not null default '{}'::uuid[],
  also_reduced boolean not null,
  least_minor bigint,
  new_buyers_only boolean not null,
  during_live boolean not null,
  show_id uuid,
  starts_at timestamp with time zone,
  ends_at timestamp with time zone,
  code text,
  combines boolean not null,
  is_on boolean not null,
  uses_most integer,
  per_buyer integer,
  budget_minor bigint,
  uses integer not null default 0,
  spent_minor bigint not null default 0,
  created_at timestamp with time zone not null,
  person_id uuid,
  constraint promotions_pkey PRIMARY KEY (promotion_id),
  constraint promotions_budget_minor_check CHECK ((budget_minor > 0)),
  constraint promotions_check CHECK (((kind = 'percentage'::text) = (rate_bp IS NOT NULL))),
  constraint promotions_check1 CHECK (((kind = 'amount'::text) = (off_minor IS NOT NULL))),
  constraint promotions_check2 CHECK (((kind = 'gift'::text) = (gift_variant_id IS NOT NULL))),
  constraint promotions_check3 CHECK (((show_id IS NULL) OR during_live)),
  constraint promotions_check4 CHECK ((ends_at > starts_at)),
  constraint promotions_check5 CHECK (((uses_most IS NULL) OR (uses <= uses_most))),
  constraint promotions_check6 CHECK (((budget_minor IS NULL) OR (spent_minor <= budget_minor))),
  constraint promotions_code_check CHECK ((code = upper(code))),
  constraint promotions_kind_check CHECK ((kind = ANY (ARRAY['percentage'::text, 'amount'::text, 'gift'::text]))),
  constraint promotions_least_minor_check CHECK ((least_minor > 0)),
  constraint promotions_off_minor_check CHECK ((off_minor > 0)),
  constraint promotions_per_buyer_check CHECK ((per_buyer > 0)),
  constraint promotions_rate_bp_check CHECK (((rate_bp >= 1) AND (rate_bp <= 10000))),
  constraint promotions_spent_minor_check CHECK ((spent_minor >= 0)),
  constraint promotions_uses_check CHECK ((uses >= 0)),
  constraint promotions_uses_most_check CHECK ((uses_most > 0))
) with (fillfactor=70);
CREATE UNIQUE INDEX promotions_code ON promotions.promotions USING btree (brand_id, code) WHERE (code IS NOT NULL);
CREATE INDEX promotions_for ON promotions.promotions USING btree (brand_id, person_id);
CREATE INDEX promotions_of_brand ON promotions.promotions USING btree (brand_id, promotion_id);

create table promotions.redemptions (
  redemption_id uuid not null,
  promotion_id uuid not null,
  order_id uuid not null,
  person_id uuid not null,
  email_hash bytea not null,
  minor bigint not null,
  state text not null default 'active'::text,
  at timestamp with time zone not null,
  constraint redemptions_pkey PRIMARY KEY (redemption_id),
  constraint redemptions_promotion_id_order_id_key UNIQUE (promotion_id, order_id),
  constraint redemptions_promotion_id_fkey FOREIGN KEY (promotion_id) REFERENCES promotions.promotions(promotion_id),
  constraint redemptions_minor_check CHECK ((minor >= 0)),
  constraint redemptions_state_check CHECK ((state = ANY (ARRAY['active'::text, 'released'::text])))
);
CREATE INDEX redemptions_of_email ON promotions.redemptions USING btree (promotion_id, email_hash) WHERE (state = 'active'::text);
CREATE INDEX redemptions_of_order ON promotions.redemptions USING btree (order_id);
CREATE INDEX redemptions_of_person ON promotions.redemptions USING btree (promotion_id, person_id) WHERE (state = 'active'::text);

create table questions.questions (
  question_id uuid not null,
  show_id uuid not null,
  author_id uuid not null,
  author_name text not null,
  kind text not null,
  product_id uuid,
  text text not null,
  alike_id uuid not null,
  state text not null,
  held_because text,
  asked_at timestamp with time zone not null,
  taken_at timestamp with time zone,
  settled_at timestamp with time zone,
  settled_by uuid,
  answer text,
  reason text,
  seconds integer not null default 0,
  seconds_told integer not null default 0,
  gift jsonb,
  constraint questions_pkey PRIMARY KEY (question_id),
  constraint questions_answer_check CHECK (((char_length(answer) >= 1) AND (char_length(answer) <= 1000))),
  constraint questions_check CHECK (((kind = 'question'::text) OR (product_id IS NOT NULL))),
  constraint questions_check1 CHECK (((kind <> 'question'::text) OR (text <> ''::text))),
  constraint questions_check2 CHECK (((state = ANY (ARRAY['held'::text, 'shadowed'::text, 'open'::text, 'onAir'::text])) = (settled_at IS NULL))),
  constraint questions_check3 CHECK (((state = 'dismissed'::text) = (reason IS NOT NULL))),
  constraint questions_kind_check CHECK ((kind = ANY (ARRAY['question'::text, 'inside'::text, 'angle'::text, 'worn'::text, 'fabric'::text]))),
  constraint questions_reason_check CHECK ((reason = ANY (ARRAY['answered'::text, 'offTopic'::text, 'later'::text, 'unsuitable'::text]))),
  constraint questions_state_check CHECK ((state = ANY (ARRAY['held'::text, 'shadowed'::text, 'open'::text, 'onAir'::text, 'answered'::text, 'private'::text, 'dismissed'::text, 'refused'::text, 'removed'::text]))),
  constraint questions_text_check CHECK ((char_length(text) <= 300))
);
CREATE INDEX questions_of_author ON questions.questions USING btree (author_id, show_id, asked_at);
CREATE UNIQUE INDEX questions_on_air ON questions.questions USING btree (show_id) WHERE (state = 'onAir'::text);
CREATE INDEX questions_to_tell ON questions.questions USING btree (show_id) WHERE (seconds <> seconds_told);
CREATE INDEX questions_waiting ON questions.questions USING btree (show_id, asked_at) WHERE (state = ANY (ARRAY['held'::text, 'open'::text, 'onAir'::text]));

create table questions.rooms (
  show_id uuid not null,
  told_at timestamp with time zone,
  constraint rooms_pkey PRIMARY KEY (show_id)
);

create table questions.seconds (
  question_id uuid not null,
  person_id uuid not null,
  at timestamp with time zone not null,
  constraint seconds_pkey PRIMARY KEY (question_id, person_id),
  constraint seconds_question_id_fkey FOREIGN KEY (question_id) REFERENCES questions.questions(question_id)
);
CREATE INDEX seconds_of_person ON questions.seconds USING btree (person_id);

create table recordings.recordings (
  show_id uuid not null,
  brand_id uuid not null,
  state text not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  warning text,
  failure text,
  attempts integer not null default 0,
  made jsonb,
  delete_at timestamp with time zone,
  deleted_at timestamp with time zone,
  removed_at timestamp with time zone,
  constraint recordings_pkey PRIMARY KEY (show_id),
  constraint recordings_attempts_check CHECK ((attempts >= 0)),
  constraint recordings_check CHECK (((state = 'recording'::text) OR (state = 'deleted'::text) OR (ended_at IS NOT NULL))),
  constraint recordings_check1 CHECK (((state <> 'ready'::text) OR (made IS NOT NULL))),
  constraint recordings_check2 CHECK (((state = 'deleted'::text) = (deleted_at IS NOT NULL))),
  constraint recordings_check3 CHECK (((removed_at IS NULL) OR (state = 'deleted'::text))),
  constraint recordings_state_check CHECK ((state = ANY (ARRAY['recording'::text, 'preparing'::text, 'ready'::text, 'failed'::text, 'deleted'::text]))),
  constraint recordings_warning_check CHECK ((warning = ANY (ARRAY['diskFull'::text, 'diskFailed'::text, 'diskSlow'::text])))
);
CREATE INDEX recordings_of_brand ON recordings.recordings USING btree (brand_id);
CREATE INDEX recordings_shown ON recordings.recordings USING gin (jsonb_path_query_array(made, '$."clips"[*]?(exists (@."shown"))."productId"'::jsonpath)) WHERE (state = 'ready'::text);
CREATE INDEX recordings_to_delete ON recordings.recordings USING btree (delete_at) WHERE (state = ANY (ARRAY['ready'::text, 'failed'::text]));

create table recordings.settings (
  brand_id uuid not null,
  keep_days integer,
  publish boolean not null,
  constraint settings_pkey PRIMARY KEY (brand_id),
  constraint settings_keep_days_check CHECK (((keep_days >= 1) AND (keep_days <= 3650)))
);

create table rehearsals.keys (
  show_id uuid not null,
  use text not null,
  key_hash bytea not null,
  issued_at timestamp with time zone not null,
  constraint keys_pkey PRIMARY KEY (show_id, use),
  constraint keys_key_hash_key UNIQUE (key_hash),
  constraint keys_show_id_fkey FOREIGN KEY (show_id) REFERENCES rehearsals.rehearsals(show_id) ON DELETE CASCADE,
  constraint keys_use_check CHECK ((use = ANY (ARRAY['browser'::text, 'encoder'::text])))
);

create table rehearsals.rehearsals (
  show_id uuid not null,
  started_by uuid not null,
  started_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  picture text not null default 'none'::text,
  constraint rehearsals_pkey PRIMARY KEY (show_id),
  constraint rehearsals_check CHECK ((ends_at > started_at)),
  constraint rehearsals_picture_check CHECK ((picture = ANY (ARRAY['none'::text, 'coming'::text, 'lost'::text])))
);

create table reminders.notices (
  notice_id uuid not null,
  show_id uuid not null,
  kind text not null,
  starts_at timestamp with time zone,
  made_at timestamp with time zone not null,
  constraint notices_pkey PRIMARY KEY (notice_id),
  constraint notices_kind_check CHECK ((kind = ANY (ARRAY['soon'::text, 'started'::text, 'moved'::text, 'cancelled'::text])))
);
CREATE INDEX notices_of_show ON reminders.notices USING btree (show_id, made_at);
CREATE UNIQUE INDEX notices_once ON reminders.notices USING btree (show_id, kind) WHERE (kind = ANY (ARRAY['started'::text, 'cancelled'::text]));

create table reminders.reminders (
  reminder_id uuid not null,
  show_id uuid not null,
  brand_id uuid not null,
  person_id uuid not null,
  channel text not null,
  subscription_id uuid,
  email text,
  locale text not null,
  time_zone text not null,
  state text not null,
  ended_for text,
  asked_at timestamp with time zone not null,
  active_at timestamp with time zone,
  ended_at timestamp with time zone,
  mailed_at timestamp with time zone,
  constraint reminders_pkey PRIMARY KEY (reminder_id),
  constraint reminders_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES reminders.subscriptions(subscription_id) ON DELETE SET NULL,
  constraint reminders_channel_check CHECK ((channel = ANY (ARRAY['push'::text, 'email'::text, 'calendar'::text]))),
  constraint reminders_check CHECK (((channel = 'email'::text) = (email IS NOT NULL))),
  constraint reminders_check1 CHECK (((state = 'ended'::text) = (ended_for IS NOT NULL))),
  constraint reminders_check2 CHECK (((channel <> 'push'::text) OR (subscription_id IS NOT NULL) OR (state = 'ended'::text))),
  constraint reminders_email_check CHECK ((email = lower(email))),
  constraint reminders_ended_for_check CHECK ((ended_for = ANY (ARRAY['withdrawn'::text, 'unsubscribed'::text, 'gone'::text, 'bounced'::text]))),
  constraint reminders_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'active'::text, 'ended'::text])))
);
CREATE INDEX reminders_by_email ON reminders.reminders USING btree (email, mailed_at) WHERE (channel = 'email'::text);
CREATE UNIQUE INDEX reminders_calendar ON reminders.reminders USING btree (show_id, person_id) WHERE (channel = 'calendar'::text);
CREATE UNIQUE INDEX reminders_email ON reminders.reminders USING btree (show_id, email) WHERE (channel = 'email'::text);
CREATE INDEX reminders_of_person ON reminders.reminders USING btree (person_id, show_id);
CREATE INDEX reminders_of_subscription ON reminders.reminders USING btree (subscription_id);
CREATE UNIQUE INDEX reminders_push ON reminders.reminders USING btree (show_id, subscription_id) WHERE (channel = 'push'::text);

create table reminders.sendings (
  notice_id uuid not null,
  reminder_id uuid not null,
  channel text not null,
  state text not null,
  reason text,
  tries integer not null default 0,
  due_at timestamp with time zone not null,
  claimed_at timestamp with time zone,
  done_at timestamp with time zone,
  constraint sendings_pkey PRIMARY KEY (notice_id, reminder_id),
  constraint sendings_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES reminders.notices(notice_id),
  constraint sendings_reminder_id_fkey FOREIGN KEY (reminder_id) REFERENCES reminders.reminders(reminder_id),
  constraint sendings_channel_check CHECK ((channel = ANY (ARRAY['push'::text, 'email'::text]))),
  constraint sendings_check CHECK (((state = 'refused'::text) = (reason IS NOT NULL))),
  constraint sendings_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'refused'::text])))
);
CREATE INDEX sendings_open ON reminders.sendings USING btree (notice_id, channel, due_at) WHERE (state = ANY (ARRAY['waiting'::text, 'sending'::text]));

create table reminders.shows (
  show_id uuid not null,
  brand_id uuid not null,
  starts_at timestamp with time zone,
  told_starts_at timestamp with time zone,
  moved_at timestamp with time zone,
  sequence integer not null default 0,
  soon_told boolean not null default false,
  over boolean not null default false,
  constraint shows_pkey PRIMARY KEY (show_id),
  constraint shows_sequence_check CHECK ((sequence >= 0))
);
CREATE INDEX shows_to_tell ON reminders.shows USING btree (starts_at) WHERE (NOT over);

create table reminders.subscriptions (
  subscription_id uuid not null,
  person_id uuid not null,
  endpoint_hash bytea not null,
  sealed bytea not null,
  created_at timestamp with time zone not null,
  constraint subscriptions_pkey PRIMARY KEY (subscription_id),
  constraint subscriptions_endpoint_hash_key UNIQUE (endpoint_hash)
);
CREATE INDEX subscriptions_of_person ON reminders.subscriptions USING btree (person_id);

create table reports.arrivals (
  show_id uuid not null,
  viewer text not null,
  at timestamp with time zone not null,
  source text not null,
  name text,
  campaign text,
  constraint arrivals_pkey PRIMARY KEY (show_id, viewer),
  constraint arrivals_campaign_check CHECK (((char_length(campaign) >= 1) AND (char_length(campaign) <= 80))),
  constraint arrivals_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 80))),
  constraint arrivals_source_check CHECK ((source = ANY (ARRAY['direct'::text, 'site'::text, 'search'::text, 'social'::text, 'link'::text, 'campaign'::text, 'code'::text, 'invitation'::text, 'article'::text, 'show'::text]))),
  constraint arrivals_viewer_check CHECK (((char_length(viewer) >= 1) AND (char_length(viewer) <= 64)))
);

create table reports.kept (
  show_id uuid not null,
  brand_id uuid not null,
  started_at timestamp with time zone not null,
  figures jsonb not null,
  kept_at timestamp with time zone not null,
  constraint kept_pkey PRIMARY KEY (show_id)
);
CREATE INDEX kept_of_brand ON reports.kept USING btree (brand_id, started_at DESC);

create table reports.origins (
  show_id uuid not null,
  person_id uuid not null,
  at timestamp with time zone not null,
  source text not null,
  name text,
  campaign text,
  constraint origins_pkey PRIMARY KEY (show_id, person_id, at)
);
CREATE INDEX origins_of_person ON reports.origins USING btree (person_id);

create table reports.reach (
  show_id uuid not null,
  name text not null,
  reads integer not null,
  constraint reach_pkey PRIMARY KEY (show_id, name),
  constraint reach_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 80))),
  constraint reach_reads_check CHECK ((reads >= 0))
);

create table reports.touches (
  show_id uuid not null,
  viewer text not null,
  kind text not null,
  product_id uuid,
  at timestamp with time zone not null,
  constraint touches_check CHECK (((kind = ANY (ARRAY['product'::text, 'bag'::text])) = (product_id IS NOT NULL))),
  constraint touches_kind_check CHECK ((kind = ANY (ARRAY['shop'::text, 'product'::text, 'bag'::text, 'share'::text]))),
  constraint touches_viewer_check CHECK (((char_length(viewer) >= 1) AND (char_length(viewer) <= 64)))
);
CREATE UNIQUE INDEX touches_once ON reports.touches USING btree (show_id, viewer, kind, COALESCE(product_id, show_id), date_trunc('minute'::text, (at AT TIME ZONE 'UTC'::text)));

create table risk.decisions (
  decision_id uuid not null,
  brand_id uuid not null,
  person_id uuid not null,
  rule text not null,
  action text not null,
  about text not null,
  subject text not null,
  seen jsonb not null,
  others uuid[] not null default '{}'::uuid[],
  state text not null,
  times integer not null default 1,
  made_at timestamp with time zone not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  note text not null default ''::text,
  constraint decisions_pkey PRIMARY KEY (decision_id),
  constraint decisions_brand_id_about_key UNIQUE (brand_id, about),
  constraint decisions_action_check CHECK ((action = ANY (ARRAY['note'::text, 'stepUp'::text, 'hold'::text, 'refuse'::text]))),
  constraint decisions_check CHECK (((state = ANY (ARRAY['approved'::text, 'declined'::text])) = ((decided_at IS NOT NULL) AND (decided_by IS NOT NULL)))),
  constraint decisions_state_check CHECK ((state = ANY (ARRAY['noted'::text, 'waiting'::text, 'approved'::text, 'declined'::text])))
);
CREATE INDEX decisions_of_brand ON risk.decisions USING btree (brand_id, decision_id DESC);
CREATE INDEX decisions_of_person ON risk.decisions USING btree (brand_id, person_id, made_at DESC);
CREATE INDEX decisions_waiting ON risk.decisions USING btree (brand_id, decision_id DESC) WHERE (state = 'waiting'::text);

create table risk.flows (
  brand_id uuid not null,
  show_id uuid not null,
  payer_id uuid not null,
  host_id uuid not null,
  coins bigint not null,
  at timestamp with time zone not null,
  constraint flows_pkey PRIMARY KEY (show_id, payer_id),
  constraint flows_coins_check CHECK ((coins > 0))
);
CREATE INDEX flows_of_payer ON risk.flows USING btree (brand_id, payer_id, at DESC);

create table risk.held (
  decision_id uuid not null,
  kind text not null,
  subject_id uuid not null,
  at timestamp with time zone not null,
  constraint held_pkey PRIMARY KEY (decision_id, kind, subject_id),
  constraint held_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES risk.decisions(decision_id),
  constraint held_kind_check CHECK ((kind = ANY (ARRAY['order'::text, 'topUp'::text, 'gift'::text])))
);
CREATE INDEX held_subjects ON risk.held USING btree (kind, subject_id);

create table risk.marks (
  brand_id uuid not null,
  kind text not null,
  mark text not null,
  person_id uuid not null,
  at timestamp with time zone not null,
  constraint marks_pkey PRIMARY KEY (brand_id, kind, mark, person_id),
  constraint marks_kind_check CHECK ((kind = ANY (ARRAY['device'::text, 'network'::text, 'address'::text, 'phone'::text, 'card'::text])))
);
CREATE INDEX marks_by_age ON risk.marks USING btree (at);
CREATE INDEX marks_of_person ON risk.marks USING btree (brand_id, person_id, at DESC);

create table risk.rules (
  brand_id uuid not null,
  rule text not null,
  threshold integer not null,
  window_minutes integer not null,
  action text not null,
  changed_by uuid,
  changed_at timestamp with time zone not null,
  constraint rules_pkey PRIMARY KEY (brand_id, rule),
  constraint rules_action_check CHECK ((action = ANY (ARRAY['off'::text, 'note'::text, 'stepUp'::text, 'hold'::text, 'refuse'::text]))),
  constraint rules_threshold_check CHECK (((threshold >= 1) AND (threshold <= 100000))),
  constraint rules_window_minutes_check CHECK (((window_minutes >= 1) AND (window_minutes <= 44640)))
);

create table risk.sightings (
  brand_id uuid not null,
  what text not null,
  kind text not null,
  mark text not null,
  value text not null,
  at timestamp with time zone not null,
  constraint sightings_pkey PRIMARY KEY (brand_id, what, kind, mark, value)
);
CREATE INDEX sightings_by_age ON risk.sightings USING btree (at);
CREATE INDEX sightings_in_window ON risk.sightings USING btree (brand_id, what, kind, mark, at DESC);

create table risk.trail (
  trail_id uuid not null,
  brand_id uuid not null,
  at timestamp with time zone not null,
  person_id uuid not null,
  what text not null,
  decision_id uuid,
  rule text not null,
  detail text not null default ''::text,
  constraint trail_pkey PRIMARY KEY (trail_id),
  constraint trail_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES risk.decisions(decision_id),
  constraint trail_what_check CHECK ((what = ANY (ARRAY['approved'::text, 'declined'::text, 'ruleChanged'::text])))
);
CREATE INDEX trail_of_brand ON risk.trail USING btree (brand_id, trail_id DESC);
CREATE TRIGGER trail_stays BEFORE DELETE OR UPDATE OR TRUNCATE ON risk.trail FOR EACH STATEMENT EXECUTE FUNCTION risk.refuse_change();

create table shows.guests (
  show_id uuid not null,
  email text not null,
  constraint guests_pkey PRIMARY KEY (show_id, email),
  constraint guests_show_id_fkey FOREIGN KEY (show_id) REFERENCES shows.shows(show_id) ON DELETE CASCADE,
  constraint guests_email_check CHECK ((email = lower(email)))
);

create table shows.keys (
  show_id uuid not null,
  key_hash bytea not null,
  issued_at timestamp with time zone not null,
  use text not null,
  constraint keys_pkey PRIMARY KEY (show_id, use),
  constraint keys_key_hash_key UNIQUE (key_hash),
  constraint keys_show_id_fkey FOREIGN KEY (show_id) REFERENCES shows.shows(show_id) ON DELETE CASCADE,
  constraint keys_use_check CHECK ((use = ANY (ARRAY['browser'::text, 'encoder'::text])))
);

create table shows.run_of_show (
  show_id uuid not null,
  product_id uuid not null,
  "position" integer not null,
  talking_points text not null,
  minutes integer not null,
  constraint run_of_show_pkey PRIMARY KEY (show_id, product_id),
  constraint run_of_show_show_id_position_key UNIQUE (show_id, "position") DEFERRABLE INITIALLY DEFERRED,
  constraint run_of_show_show_id_fkey FOREIGN KEY (show_id) REFERENCES shows.shows(show_id) ON DELETE CASCADE,
  constraint run_of_show_minutes_check CHECK ((minutes >= 0)),
  constraint run_of_show_position_check CHECK (("position" > 0))
);
CREATE INDEX run_of_show_product ON shows.run_of_show USING btree (product_id);

create table shows.shows (
  show_id uuid not null,
  brand_id uuid not null,
  chat_log_id uuid not null,
  status text not null default 'draft'::text,
  kind text not null,
  title jsonb not null,
  description jsonb not null,
  starts_at timestamp with time zone,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  cover_picture_id uuid,
  portrait_picture_id uuid,
  host_name text not null,
  host_picture_id uuid,
  picture text not null default 'none'::text,
  created_at timestamp with time zone not null,
  ends_at timestamp with time zone,
  visibility text not null default 'public'::text,
  ticket_product_id uuid,
  topic text,
  constraint shows_pkey PRIMARY KEY (show_id),
  constraint shows_chat_log_id_key UNIQUE (chat_log_id),
  constraint shows_check CHECK (((status <> ALL (ARRAY['live'::text, 'ended'::text, 'replay'::text])) OR (started_at IS NOT NULL))),
  constraint shows_check1 CHECK (((status <> ALL (ARRAY['ended'::text, 'replay'::text])) OR (ended_at IS NOT NULL))),
  constraint shows_kind_check CHECK ((kind = ANY (ARRAY['video'::text, 'audio'::text]))),
  constraint shows_picture_check CHECK ((picture = ANY (ARRAY['none'::text, 'coming'::text, 'lost'::text]))),
  constraint shows_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'scheduled'::text, 'live'::text, 'ended'::text, 'replay'::text, 'cancelled'::text]))),
  constraint shows_ticket CHECK (((visibility = 'ticketed'::text) = (ticket_product_id IS NOT NULL))),
  constraint shows_topic_check CHECK ((topic = ANY (ARRAY['fashion'::text, 'beauty'::text, 'jewellery'::text, 'home'::text, 'food'::text, 'wellness'::text, 'craft'::text, 'technology'::text, 'family'::text, 'sport'::text, 'culture'::text]))),
  constraint shows_visibility_check CHECK ((visibility = ANY (ARRAY['public'::text, 'unlisted'::text, 'private'::text, 'ticketed'::text])))
);
CREATE INDEX shows_coming ON shows.shows USING btree (starts_at, show_id) WHERE (status = 'scheduled'::text);
CREATE INDEX shows_of_brand ON shows.shows USING btree (brand_id, show_id DESC);
CREATE INDEX shows_on_air ON shows.shows USING btree (status) WHERE (status = ANY (ARRAY['scheduled'::text, 'live'::text]));
CREATE INDEX shows_said_en ON shows.shows USING gin (to_tsvector('english'::regconfig, shows.said('en'::text, title, description, host_name)));
CREATE INDEX shows_said_fr ON shows.shows USING gin (to_tsvector('french'::regconfig, shows.said('fr'::text, title, description, host_name)));
CREATE INDEX shows_started ON shows.shows USING btree (started_at DESC, show_id DESC) WHERE (status = ANY (ARRAY['live'::text, 'replay'::text]));
CREATE INDEX shows_to_end ON shows.shows USING btree (ends_at) WHERE ((status = 'live'::text) AND (ends_at IS NOT NULL));

create table simulcast.choices (
  show_id uuid not null,
  target_id uuid not null,
  is_on boolean not null,
  constraint choices_pkey PRIMARY KEY (show_id, target_id),
  constraint choices_target_id_fkey FOREIGN KEY (target_id) REFERENCES simulcast.targets(target_id) ON DELETE CASCADE
);

create table simulcast.shows (
  show_id uuid not null,
  brand_id uuid not null,
  is_cut boolean not null default false,
  constraint shows_pkey PRIMARY KEY (show_id)
);
CREATE INDEX shows_of_brand ON simulcast.shows USING btree (brand_id);

create table simulcast.states (
  show_id uuid not null,
  target_id uuid not null,
  state text not null,
  code text,
  since timestamp with time zone not null,
  retry_at timestamp with time zone,
  constraint states_pkey PRIMARY KEY (show_id, target_id),
  constraint states_show_id_fkey FOREIGN KEY (show_id) REFERENCES simulcast.shows(show_id) ON DELETE CASCADE,
  constraint states_target_id_fkey FOREIGN KEY (target_id) REFERENCES simulcast.targets(target_id) ON DELETE CASCADE,
  constraint states_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'connecting'::text, 'live'::text, 'retrying'::text, 'unfit'::text, 'stopped'::text, 'locked'::text])))
);

create table simulcast.targets (
  target_id uuid not null,
  brand_id uuid not null,
  name text not null,
  url text not null,
  sealed_key bytea not null,
  every_show boolean not null,
  created_at timestamp with time zone not null,
  constraint targets_pkey PRIMARY KEY (target_id),
  constraint targets_name_check CHECK ((name <> ''::text)),
  constraint targets_url_check CHECK ((url ~ '^rtmps?://'::text))
);
CREATE INDEX targets_of_brand ON simulcast.targets USING btree (brand_id, target_id);

create table stock.adjustments (
  adjustment_id uuid not null,
  variant_id uuid not null,
  units integer not null,
  reason text not null,
  person_id uuid,
  at timestamp with time zone not null,
  constraint adjustments_pkey PRIMARY KEY (adjustment_id),
  constraint adjustments_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES stock.pools(pool_id),
  constraint adjustments_units_check CHECK ((units <> 0))
);
CREATE INDEX adjustments_of_variant ON stock.adjustments USING btree (variant_id, adjustment_id);

create table stock.holds (
  hold_id uuid not null,
  pool_id uuid not null,
  person_id uuid not null,
  quantity integer not null,
  state text not null default 'held'::text,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint holds_pkey PRIMARY KEY (hold_id),
  constraint holds_pool_id_fkey FOREIGN KEY (pool_id) REFERENCES stock.pools(pool_id),
  constraint holds_quantity_check CHECK ((quantity > 0)),
  constraint holds_state_check CHECK ((state = ANY (ARRAY['held'::text, 'sold'::text, 'released'::text, 'returned'::text])))
);
CREATE INDEX holds_expiring ON stock.holds USING btree (expires_at) WHERE (state = 'held'::text);
CREATE INDEX holds_of_person ON stock.holds USING btree (pool_id, person_id) WHERE (state = ANY (ARRAY['held'::text, 'sold'::text]));

create table stock.pools (
  pool_id uuid not null,
  variant_id uuid not null,
  brand_id uuid not null,
  kind text not null,
  free integer not null default 0,
  held integer not null default 0,
  sold integer not null default 0,
  closed_at timestamp with time zone,
  constraint pools_pkey PRIMARY KEY (pool_id),
  constraint pools_check CHECK (((kind = 'drop'::text) OR (pool_id = variant_id))),
  constraint pools_check1 CHECK (((kind = 'drop'::text) OR (closed_at IS NULL))),
  constraint pools_check2 CHECK (((closed_at IS NULL) OR (free = 0))),
  constraint pools_free_check CHECK (((free >= 0) AND (free <= 100000000))),
  constraint pools_held_check CHECK ((held >= 0)),
  constraint pools_kind_check CHECK ((kind = ANY (ARRAY['variant'::text, 'drop'::text]))),
  constraint pools_sold_check CHECK ((sold >= 0))
) with (fillfactor=50);
CREATE INDEX pools_brand ON stock.pools USING btree (brand_id, variant_id);

CREATE OR REPLACE FUNCTION accounts.tell_who()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  before text := case when tg_op <> 'INSERT' then to_jsonb(old) ->> tg_argv[0] end;
  after text := case when tg_op <> 'DELETE' then to_jsonb(new) ->> tg_argv[0] end;
begin
  if before is not null then perform pg_notify('who', before); end if;
  if after is not null and after is distinct from before then perform pg_notify('who', after); end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION hosts.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'what was agreed stays as it was agreed: agree anew';
end $function$;

CREATE OR REPLACE FUNCTION invoices.stay()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'an invoice is never changed: issue a credit note';
end $function$;

CREATE OR REPLACE FUNCTION ledger.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'what is in the ledger stays as it is: post the opposite';
end $function$;

CREATE OR REPLACE FUNCTION risk.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'what was done stays written down';
end $function$;

CREATE OR REPLACE FUNCTION shows.plain(text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select translate(lower($1), 'àâäáãåçéèêëíìîïñóòôöõúùûüýÿ', 'aaaaaaceeeeiiiinooooouuuuyy')
$function$;

CREATE OR REPLACE FUNCTION shows.said(locale text, title jsonb, description jsonb, host text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select shows.plain(concat_ws(' ',
    coalesce(title ->> locale, title ->> 'en', title ->> 'fr', title ->> 'zh-Hans'), host,
    coalesce(description ->> locale, description ->> 'en', description ->> 'fr', description ->> 'zh-Hans')))
$function$;
