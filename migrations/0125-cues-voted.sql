-- What viewers voted for is suggested too.

alter table cues.cues drop constraint cues_kind_check,
  add constraint cues_kind_check check (kind in ('soldOut', 'voted', 'behind', 'lastPieces', 'wanted', 'asked'));
