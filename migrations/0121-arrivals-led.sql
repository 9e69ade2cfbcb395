-- Reports: the end of another show of the brand is a source of its own.

alter table reports.arrivals drop constraint arrivals_source_check;
alter table reports.arrivals add constraint arrivals_source_check check
  (source in ('direct', 'site', 'search', 'social', 'link', 'campaign', 'code', 'invitation', 'article', 'show'));
