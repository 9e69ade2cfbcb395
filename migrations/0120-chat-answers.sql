-- Conversation: a message answers another, one is pinned above the others, and who objects is answered.

alter table chat.messages
  -- The message of the same room that it answers.
  add column answers uuid,
  -- Stands above the conversation since then; one in a room.
  add column pinned_at timestamptz;
create unique index message_pinned_in_show on chat.messages (show_id) where pinned_at is not null;

alter table chat.sanctions
  -- It stays, said whoever looked at what was objected.
  add column appeal_answer text check (appeal_answer is null or appeal is not null);
