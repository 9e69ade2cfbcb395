-- Coins that are not handed out before somebody has looked at how they were bought.

alter table coins.top_ups
  add column review text check (review in ('waiting', 'declined')),
  -- Who took the money.
  add column provider text;
