-- Reports: an article is a source of its own. Until now it stood there as a page of our own with a name.

alter table reports.arrivals drop constraint arrivals_source_check;
update reports.arrivals set source = 'article' where source = 'site' and name is not null;
update reports.origins set source = 'article' where source = 'site' and name is not null;
alter table reports.arrivals add constraint arrivals_source_check check
  (source in ('direct', 'site', 'search', 'social', 'link', 'campaign', 'code', 'invitation', 'article'));
