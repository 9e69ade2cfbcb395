-- Shows: who may come in. Anybody, anybody with the link, those on a list, or those who bought the ticket.

alter table shows.shows
  add column visibility text not null default 'public' check (visibility in ('public', 'unlisted', 'private', 'ticketed')),
  -- Whoever has paid for it may come in.
  add column ticket_product_id uuid,
  add constraint shows_ticket check ((visibility = 'ticketed') = (ticket_product_id is not null));

-- Accounts that may come in, by their proven e-mail; to private shows, and to ticketed ones beside the buyers.
create table shows.guests (
  show_id uuid not null references shows.shows on delete cascade,
  email text not null check (email = lower(email)),
  primary key (show_id, email)
);
