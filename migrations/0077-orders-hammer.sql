-- Orders: a line may cost what was bid for it.
do $$ declare old text; allowed text; begin
  select conname, pg_get_constraintdef(oid) into old, allowed from pg_constraint
    where conrelid = 'orders.lines'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%''gift''%';
  execute format('alter table orders.lines drop constraint %I', old);
  execute 'alter table orders.lines add constraint lines_origin '
    || replace(allowed, '''gift''::text', '''gift''::text, ''auction''::text');
end $$;
