-- Shows: a key for browsers and one for encoders, so that a host who goes live from a phone does not stop OBS's.

alter table shows.keys add column use text not null default 'browser' check (use in ('browser', 'encoder'));
alter table shows.keys alter column use drop default;
alter table shows.keys drop constraint keys_pkey, add primary key (show_id, use);
