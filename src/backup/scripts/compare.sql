-- Compares what is in a restored database with what its manifest says, exactly: one line for each difference, and none where there is none.
-- BACKUP_MANIFEST and BACKUP_FACTS name the files of JSON. Roles that a server has beyond those of the manifest are its own.
\set QUIET on
\set manifest `cat "$BACKUP_MANIFEST"`
\set facts `cat "$BACKUP_FACTS"`
\pset tuples_only on
\pset format unaligned
with
  documents as (select (:'manifest'::jsonb) -> 'facts' as wanted, :'facts'::jsonb as got),
  wanted_tables as (select key as name, value::bigint as rows from documents, jsonb_each_text(wanted -> 'tables')),
  got_tables as (select key as name, value::bigint as rows from documents, jsonb_each_text(got -> 'tables')),
  wanted_sequences as (
    select key as name, least((value ->> 0)::bigint, (value ->> 1)::bigint) as low, greatest((value ->> 0)::bigint, (value ->> 1)::bigint) as high
    from documents, jsonb_each(wanted -> 'sequences')
  ),
  got_sequences as (select key as name, (value ->> 0)::bigint as value from documents, jsonb_each(got -> 'sequences')),
  wanted_objects as (select key as kind, value::bigint as n from documents, jsonb_each_text(wanted -> 'objects')),
  got_objects as (select key as kind, value::bigint as n from documents, jsonb_each_text(got -> 'objects')),
  -- As PostgreSQL's catalogue abbreviates them.
  names (kind, name) as (
    values ('relation r', 'tables'), ('relation p', 'partitioned tables'), ('relation i', 'indexes'), ('relation I', 'partitioned indexes'),
      ('relation S', 'sequences'), ('relation v', 'views'), ('relation m', 'materialized views'), ('relation c', 'composite types'),
      ('relation f', 'foreign tables'), ('relation t', 'TOAST tables'), ('constraint c', 'check constraints'),
      ('constraint f', 'foreign keys'), ('constraint p', 'primary keys'), ('constraint u', 'unique constraints'),
      ('constraint n', 'not-null constraints'), ('constraint t', 'constraint triggers'), ('constraint x', 'exclusion constraints'),
      ('function', 'functions'), ('trigger', 'triggers'), ('large object', 'large objects'), ('policy', 'row security policies'), ('extension', 'extensions')
  ),
  differences (rank, name, difference) as (
    select 1, name, case
        when got_tables.name is null then format('table %s is missing', name)
        when wanted_tables.name is null then format('table %s is not in the manifest', name)
        else format('table %s has %s rows instead of %s', name, got_tables.rows, wanted_tables.rows)
      end
    from wanted_tables full join got_tables using (name)
    where wanted_tables.rows is distinct from got_tables.rows
    union all
    select 2, name, case
        when got_sequences.name is null then format('sequence %s is missing', name)
        when wanted_sequences.name is null then format('sequence %s is not in the manifest', name)
        when low = high then format('sequence %s stands at %s instead of %s', name, value, low)
        else format('sequence %s stands at %s instead of %s to %s', name, value, low, high)
      end
    from wanted_sequences full join got_sequences using (name)
    where (value between low and high) is distinct from true
    union all
    select 3, role, format('role %s is missing', role)
    from documents, jsonb_array_elements_text(wanted -> 'roles') as role
    where not got -> 'roles' ? role
    union all
    select 4, kind, format('there are %s %s instead of %s', coalesce(got_objects.n, 0), coalesce(names.name, kind), coalesce(wanted_objects.n, 0))
    from wanted_objects full join got_objects using (kind) left join names using (kind)
    where wanted_objects.n is distinct from got_objects.n
      -- PostgreSQL 18 made constraints of what NOT NULL was before.
      and not (kind = 'constraint n' and coalesce(wanted_objects.n, 0) = 0)
  )
select difference from differences order by rank, name;
