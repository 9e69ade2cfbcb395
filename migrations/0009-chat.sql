-- Chat: what was said, by whom, and who may not. Rooms follow the chat's log; this is what moderation works on.

create schema chat;

create table chat.messages (
  message_id uuid primary key,
  show_id uuid not null,
  author_id uuid not null,
  text text not null check (char_length(text) between 1 and 500),
  posted_at timestamptz not null,
  deleted_at timestamptz,
  deleted_by uuid
);
create index messages_of_author on chat.messages (author_id, show_id);

create table chat.sanctions (
  brand_id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('mute', 'ban')),
  -- A mute ends by itself; a ban does not.
  until timestamptz check ((kind = 'mute') = (until is not null)),
  reason text not null,
  by_person_id uuid,
  at timestamptz not null,
  primary key (brand_id, person_id, kind)
);
