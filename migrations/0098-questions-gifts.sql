-- The gift that a question came with, as the room is told of it: {title, picture, coins}.
alter table questions.questions add column gift jsonb;
