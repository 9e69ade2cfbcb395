-- Articles: what a brand writes around its shows, in blocks; what is written, what is published of it, and who read it.

create schema articles;

create table articles.articles (
  article_id uuid primary key,
  brand_id uuid not null,
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) between 2 and 80),
  -- Title, summary, cover and blocks, in all languages: as it is written.
  draft jsonb not null,
  -- The same as it was when it was published last.
  live jsonb,
  -- Grows with every change of the draft: two who write do not overwrite one another.
  version integer not null default 1 check (version > 0),
  -- The version that `live` was.
  live_version integer,
  -- Public from then on.
  published_at timestamptz,
  withdrawn_at timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by uuid,
  unique (brand_id, slug),
  check ((live is null) = (live_version is null)),
  check (published_at is null or live is not null)
);
create index articles_of_brand on articles.articles (brand_id, changed_at desc, article_id);

-- A person who read an article, once a day (UTC). A viewer is what a tab is called for as long as it is open.
create table articles.reads (
  article_id uuid not null references articles.articles,
  viewer text not null check (char_length(viewer) between 1 and 64),
  day date not null,
  at timestamptz not null,
  -- The shows whose card it carried when it was read.
  show_ids uuid[] not null,
  primary key (article_id, viewer, day)
);
create index reads_of_show on articles.reads using gin (show_ids);

-- Who came to a show over an article, told once: by the same names as the show's own arrivals.
create table articles.followed (
  show_id uuid not null,
  viewer text not null check (char_length(viewer) between 1 and 64),
  article_id uuid not null references articles.articles,
  at timestamptz not null,
  primary key (show_id, viewer)
);
