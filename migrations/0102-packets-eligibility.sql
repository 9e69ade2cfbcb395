-- Packets can be for those who follow the brand, or who have watched for a while.
alter table packets.packets
  add column watch_minutes integer check (watch_minutes between 1 and 600),
  drop constraint packets_eligibility_check,
  add constraint packets_eligibility_check check (eligibility in ('anyone', 'commented', 'bought', 'followed', 'watched')),
  add constraint packets_watched check ((eligibility = 'watched') = (watch_minutes is not null));
