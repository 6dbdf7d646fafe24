-- Value of each sequence of this database now, as one line of JSON: those that facts.sql has, by the same names.
select coalesce(json_object_agg(format('%I.%I', s.nspname, c.relname), coalesce(pg_sequence_last_value(c.oid), 0)::text), '{}')
from pg_catalog.pg_class c join pg_catalog.pg_namespace s on s.oid = c.relnamespace
where c.relkind = 'S' and c.relpersistence <> 't' and s.nspname not in ('pg_catalog', 'information_schema') and s.nspname !~ '^pg_(toast|temp)'
  and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e');
