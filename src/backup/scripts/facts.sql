-- What is in this database, as one line of JSON: run in the snapshot of a dump, and again in what was restored from it.
-- Reads only. Rows are counted, not estimated. What an extension brings is the extension's, and its dump's.
set local row_security = off;
set local search_path = pg_catalog;
set local extra_float_digits = 0;
with extensions_own as (
  select classid, objid from pg_depend where deptype = 'e'
), schemas as (
  -- Those of an extension too: what people have put there is dumped.
  select oid, nspname from pg_namespace
  where nspname not in ('pg_catalog', 'information_schema') and nspname !~ '^pg_(toast|temp)'
), relations as (
  select c.oid, format('%I.%I', s.nspname, c.relname) as name, c.relkind
  from pg_class c join schemas s on s.oid = c.relnamespace
  where c.relpersistence <> 't' and ('pg_class'::regclass, c.oid) not in (select classid, objid from extensions_own)
), tables as (
  select name, (xpath('/row/c/text()', query_to_xml('select count(*) as c from only ' || name, false, true, '')))[1]::text::bigint as rows
  from relations where relkind = 'r'
), sequences as (
  select name, coalesce(pg_sequence_last_value(oid), 0)::text as value from relations where relkind = 'S'
), kinds as (
  select 'relation ' || relkind::text as kind from relations
  union all select 'constraint ' || contype::text from pg_constraint
    where conrelid in (select oid from relations) or (contypid <> 0 and connamespace in (select oid from schemas))
  union all select 'function' from pg_proc
    where pronamespace in (select oid from schemas) and ('pg_proc'::regclass, oid) not in (select classid, objid from extensions_own)
  union all select 'trigger' from pg_trigger where not tgisinternal and tgrelid in (select oid from relations)
  union all select 'policy' from pg_policy where polrelid in (select oid from relations)
  union all select 'extension' from pg_extension
  union all select 'large object' from pg_largeobject_metadata
)
select json_build_object(
  'tables', (select coalesce(json_object_agg(name, rows order by name), '{}') from tables),
  'sequences', (select coalesce(json_object_agg(name, json_build_array(value, value) order by name), '{}') from sequences),
  'roles', (select coalesce(json_agg(rolname order by rolname), '[]') from pg_roles where rolname !~ '^pg_'),
  'objects', (select coalesce(json_object_agg(kind, n order by kind), '{}') from (select kind, count(*) as n from kinds group by kind) counted),
  'databaseBytes', pg_database_size(current_database())
);
