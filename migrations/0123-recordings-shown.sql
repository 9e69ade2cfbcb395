-- Recordings: which of them show a product because somebody had wished to see it, found by the product.

create index recordings_shown on recordings.recordings
  using gin (jsonb_path_query_array(made, '$.clips[*] ? (exists (@.shown)).productId')) where state = 'ready';
