-- An invitation is mailed with a link: whoever has it may join. Only the SHA-256 of its key is kept.

alter table accounts.members add column invitation_hash bytea unique;
