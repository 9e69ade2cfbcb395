-- Shows: what they are about, and finding them by their words. No extension is needed: Chinese, which the text search
-- of PostgreSQL does not cut into words, is looked for as it is written.

alter table shows.shows add column topic text check (topic in ('fashion', 'beauty', 'jewellery', 'home', 'food',
  'wellness', 'craft', 'technology', 'family', 'sport', 'culture'));

-- Lower case, without the accents of French: as people type.
create function shows.plain(text) returns text language sql immutable parallel safe as $$
  select translate(lower($1), 'àâäáãåçéèêëíìîïñóòôöõúùûüýÿ', 'aaaaaaceeeeiiiinooooouuuuyy')
$$;

-- Title, host and description in a language, or in the first one there is.
create function shows.said(locale text, title jsonb, description jsonb, host text) returns text
language sql immutable parallel safe as $$
  select shows.plain(concat_ws(' ',
    coalesce(title ->> locale, title ->> 'en', title ->> 'fr', title ->> 'zh-Hans'), host,
    coalesce(description ->> locale, description ->> 'en', description ->> 'fr', description ->> 'zh-Hans')))
$$;

create index shows_said_en on shows.shows
  using gin (to_tsvector('english'::regconfig, shows.said('en', title, description, host_name)));
create index shows_said_fr on shows.shows
  using gin (to_tsvector('french'::regconfig, shows.said('fr', title, description, host_name)));
create index shows_coming on shows.shows (starts_at, show_id) where status = 'scheduled';
create index shows_started on shows.shows (started_at desc, show_id desc) where status in ('live', 'replay');
