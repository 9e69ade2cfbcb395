-- People somebody sends presents to: kept beside one's own addresses, and never taken for one of them.

alter table accounts.addresses add column recipient boolean not null default false;
alter table accounts.addresses drop constraint addresses_person_id_fingerprint_key;
create unique index addresses_once on accounts.addresses (person_id, recipient, fingerprint);
