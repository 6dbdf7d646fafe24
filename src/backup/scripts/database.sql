-- What is the database's own and in no dump of it, as one line of JSON: how it sorts, its settings, and who may connect.
select jsonb_build_object(
  'encoding', pg_encoding_to_char(d.encoding), 'collate', d.datcollate, 'ctype', d.datctype,
  -- Names of columns that versions differ in.
  'icu', case to_jsonb(d) ->> 'datlocprovider' when 'i' then coalesce(to_jsonb(d) ->> 'daticulocale', to_jsonb(d) ->> 'datlocale') end,
  'settings', (
    select coalesce(jsonb_agg(jsonb_build_object('role', r.rolname, 'name', split_part(c, '=', 1), 'value', substr(c, strpos(c, '=') + 1))), '[]')
    from pg_catalog.pg_db_role_setting s cross join unnest(s.setconfig) c left join pg_catalog.pg_roles r on r.oid = s.setrole
    where s.setdatabase = d.oid
  ),
  -- Nothing where nobody ever granted or revoked.
  'grants', (
    select jsonb_agg(jsonb_build_object('to', r.rolname, 'privilege', a.privilege_type, 'grantable', a.is_grantable))
    from aclexplode(d.datacl) a left join pg_catalog.pg_roles r on r.oid = a.grantee
    where a.grantee <> d.datdba
  ), 'granted', d.datacl is not null
)
from pg_catalog.pg_database d where d.datname = current_database();
