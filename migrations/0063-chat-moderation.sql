-- Moderation: the rules of each room, the words of each brand, what waits for a moderator, who objects, and who did what.

alter table chat.messages
  add column state text not null default 'said' check (state in ('said', 'held', 'shadowed', 'rejected')),
  add column held_because text check (held_because in ('word', 'network', 'raid', 'approval')),
  -- What the room is told of its author, kept for a message that is said later.
  add column author_name text not null default '',
  add column bought boolean not null default false,
  -- Where it came from, as a digest; forgotten after a day.
  add column network bytea;
create index messages_waiting on chat.messages (show_id, message_id) where state = 'held';
create index messages_with_network on chat.messages (posted_at) where network is not null;

alter table chat.sanctions
  drop constraint sanctions_kind_check,
  drop constraint sanctions_check,
  add constraint sanctions_kind_check check (kind in ('mute', 'ban', 'shadow')),
  -- A mute ends by itself; the others do not.
  add constraint sanctions_check check ((kind = 'mute') = (until is not null)),
  -- Guests who come from there wait for a moderator for a day.
  add column network bytea,
  add column appeal text,
  add column appealed_at timestamptz;
create index sanctions_of_network on chat.sanctions (brand_id, network) where network is not null;

create table chat.rooms (
  show_id uuid primary key,
  rules jsonb not null
);

create table chat.word_lists (
  brand_id uuid primary key,
  version integer not null,
  words jsonb not null
);

create table chat.acts (
  act_id uuid primary key,
  brand_id uuid not null,
  show_id uuid not null,
  at timestamptz not null,
  -- Nobody: the house did it by itself.
  by_person_id uuid,
  what text not null,
  person_id uuid,
  message_id uuid,
  detail text not null default ''
);
create index acts_of_show on chat.acts (show_id, act_id desc);
