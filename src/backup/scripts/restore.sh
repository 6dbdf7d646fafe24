#!/usr/bin/env bash
# Restores a dump that download.sh brought into a NEW database of a running server, and proves that it is what its manifest says.
# Until then it has another name: a database of the name that was asked for is whole, or is not there.
#
#   BACKUP_TARGET   name of the new database
#   PGDATABASE      name of the live one: it is never written to
#   PGHOST, PGPORT, PGSSLMODE …, and PGUSER with PGPASSWORD or $BACKUP_LOGIN_DIR/{username,password}: a role that may create databases and roles
#   BACKUP_MAINTENANCE_DATABASE   a database to connect to meanwhile. Left out: postgres
#
# Lines on stdout are JSON; those of phase `restore` have `bytesDone` and `bytesTotal`. $BACKUP_WORK/restore.json is the result.
set -Eeuo pipefail
# shellcheck source=src/backup/scripts/common.sh
. "$BACKUP_SCRIPTS/common.sh"
need BACKUP_WORK BACKUP_TARGET PGHOST PGDATABASE
# shellcheck source=src/backup/scripts/restore-lib.sh
. "$BACKUP_SCRIPTS/restore-lib.sh"

live=$PGDATABASE
target=$BACKUP_TARGET
maintenance=${BACKUP_MAINTENANCE_DATABASE:-postgres}
export PGDATABASE=$maintenance PGCONNECT_TIMEOUT=${PGCONNECT_TIMEOUT:-10} 
hint_disk="Make room on the server: $live was not touched."
hint_extension='Install it on the server, or restore into a server that has it.'
hint_client='Use a newest minor version of psql.'
hint_roles='The role that restores is best a superuser (on RDS one of rds_superuser): else one that may create databases and roles, and is a member of those that own tables.'
partial=${target:0:40}_partial_$(date +%s)_$RANDOM
export PGAPPNAME=$partial
without_password=''

main() {
  check_names
  log_in
  stage verify 31
  check_server
  verify_download
  stage roles 32
  make_roles
  tell_roles
  stage restore 32
  make_database
  give_away
  restore_watched
  stage compare 33
  compare "$partial"
  stage analyze 32
  run psql -Xq -v ON_ERROR_STOP=1 -d "$partial" -c analyze >/dev/null 2>"$BACKUP_WORK/errors" ||
    warn analyze "The planner knows nothing of the new database: $(first_error "$BACKUP_WORK/errors"). Run vacuumdb --analyze-only $target."
  stage
  settle "$partial"
  result
  publish
  info finish "$target is what the manifest of $(<"$BACKUP_WORK/id") says. Nothing uses it yet: switch over." "\"result\":$(<"$BACKUP_WORK/restore.json")"
}

check_names() {
  [[ $target =~ ^[a-z_][a-z0-9_-]{0,62}$ ]] ||
    fail 10 settings "BACKUP_TARGET is '$target', which is no name for a new database: it is letters a to z, digits, _ and -, 63 at most, and begins with a letter."
  [ "$target" != "$live" ] ||
    fail 10 settings "BACKUP_TARGET is $target, the live database: a restore makes a new one, such as ${live}_restored, which you then switch to."
}

log_in() {
  if [ -z "${PGUSER:-}" ]; then
    need BACKUP_LOGIN_DIR
    read_login
  fi
  run psql -XAtqw -d "$maintenance" -c 'select 1' >/dev/null 2>"$BACKUP_WORK/errors" && return
  case $(<"$BACKUP_WORK/errors") in
    *'password authentication failed'* | *'no password supplied'* | *'does not exist'* | *'no pg_hba.conf entry'*)
      fail 11 connect "The server refuses the login: $(first_error "$BACKUP_WORK/errors"). Look at the role and password that restore, and at the database $maintenance." ;;
    *) fail 11 connect "The server does not answer: $(first_error "$BACKUP_WORK/errors"). Look at PGHOST, PGPORT and PGSSLMODE, and whether it runs." ;;
  esac
}

# What would fail later is told before anything is made.
check_server() {
  local there major
  there=$(ask "$maintenance" "select count(*) from pg_database where datname = '$target'") || fail 11 connect 'The server does not say which databases it has.'
  [ "$there" = 0 ] || fail 32 prepare "There is a database $target already: a restore never writes into one. Take another name, or drop it yourself if nobody needs it."
  major=$(ask "$maintenance" "select current_setting('server_version_num')::int / 10000 < (:'manifest'::jsonb -> 'server' ->> 'major')::int" 2>/dev/null) || major=f
  [ "$major" != t ] || fail 32 prepare "The server's major version is lower than that of the dump ($(ask "$maintenance" "select :'manifest'::jsonb -> 'server' ->> 'version'")): restore into one of the same version."
}

# Passwords are in no dump.
tell_roles() {
  local names
  [ -n "$made_roles" ] || return 0
  info roles "Made the roles that the server lacked: ${made_roles//$'\n'/, }."
  names=$(ask "$maintenance" "
    select string_agg(rolname, ', ' order by rolname) from pg_roles
    where rolcanlogin and quote_ident(rolname) = any (string_to_array(\$roles\$$made_roles\$roles\$, E'\\n'))")
  without_password=$names
  [ -z "$names" ] || warn roles "These roles have no password yet, and cannot log in by one: $names. Set it with \\password in psql."
}

# As the live one is, where there is one, or else as the one that was dumped: another collation could sort rows into another partition.
make_database() {
  local create
  on_exit drop_partial
  create=$(ask_own "
    with live as (select to_jsonb(d) as d, pg_encoding_to_char(d.encoding) as encoding from pg_database d where datname = \$live\$$live\$live\$),
    own as (
      select encoding, d ->> 'datcollate' as sorts, d ->> 'datctype' as letters,
        case d ->> 'datlocprovider' when 'i' then coalesce(d ->> 'daticulocale', d ->> 'datlocale') end as icu
      from live union all
      select o ->> 'encoding', o ->> 'collate', o ->> 'ctype', o ->> 'icu' from (select :'own'::jsonb as o) dumped
      where o ? 'encoding' and not exists (select from live)
    )
    select format('create database %I template template0 encoding %L lc_collate %L lc_ctype %L', '$partial', encoding, sorts, letters)
      || case when icu is null then '' else format(' locale_provider icu icu_locale %L', icu) end from own") || fail 11 connect 'The server does not answer any more.'
  [ -z "$create" ] || ! run psql -Xq -v ON_ERROR_STOP=1 -d "$maintenance" -c "$create" 2>"$BACKUP_WORK/errors" || return 0
  [ -z "$create" ] || [[ $(<"$BACKUP_WORK/errors") == *locale* ]] || fail 32 prepare "$(why_no_database)"
  [ -z "$create" ] || warn prepare "This server cannot sort as the one that was dumped did ($(first_error "$BACKUP_WORK/errors")): the new database sorts as this server does."
  run psql -Xq -v ON_ERROR_STOP=1 -d "$maintenance" -c "create database \"$partial\" template template0 encoding 'UTF8'" 2>"$BACKUP_WORK/errors" ||
    fail 32 prepare "$(why_no_database)"
}

why_no_database() { echo "A database cannot be made: $(first_error "$BACKUP_WORK/errors"). The role that restores needs CREATEDB."; }

# What was not finished, which this run alone has made. Its connections end first: one may still be making the database.
drop_partial() {
  [ -n "$partial" ] || return 0
  if PGAPPNAME=fraiseql-restore psql -XAtq -v ON_ERROR_STOP=1 -d "$maintenance" -c "set statement_timeout = '20s'" \
    -c "select pg_terminate_backend(pid, 10000) from pg_stat_activity where application_name = '$partial'" \
    -c "drop database if exists \"$partial\" with (force)" >/dev/null 2>"$BACKUP_WORK/drop-errors"; then
    info clean "Dropped again what was not finished. $live was not touched."
  else
    warn clean "What was not finished could not be dropped ($(first_error "$BACKUP_WORK/drop-errors")): run DROP DATABASE \"$partial\" WITH (FORCE)."
  fi
}

# The new database belongs to whom the live one belongs to, from the start: only the owner's tables may lie in its schema public.
give_away() {
  local owner
  owner=$(ask "$maintenance" "select quote_ident(pg_get_userbyid(datdba)) from pg_database where datname = \$live\$$live\$live\$")
  if [ -z "$owner" ]; then
    warn restore "There is no database $live here that could say who owns it: the new one belongs to $PGUSER. Once it is there, run ALTER DATABASE \"$target\" OWNER TO … for the role of its tables."
    return
  fi
  psql -Xq -v ON_ERROR_STOP=1 -d "$maintenance" -c "alter database \"$partial\" owner to $owner" 2>/dev/null ||
    warn restore "The new database belongs to $PGUSER, and $live to $owner: run ALTER DATABASE \"$target\" OWNER TO $owner as a superuser once it is there."
}

restore_watched() {
  local total watcher
  total=$(ask "$maintenance" "select :'manifest'::jsonb -> 'facts' -> 'databaseBytes'")
  info restore "Restoring $(<"$BACKUP_WORK/id") into $target." "\"bytesDone\":0,\"bytesTotal\":$total"
  watch_size "$total" &
  watcher=$!
  restore_dump "$partial"
  { kill -- "-$watcher" && wait "$watcher"; } 2>/dev/null || true
  info restore 'Restored all of it.' "\"bytesDone\":$total,\"bytesTotal\":$total"
}

# A database that was just restored is somewhat smaller than one that is in use. Whoever reads the lines must not wait for a sleep.
watch_size() {
  local size
  while sleep "${BACKUP_PROGRESS_SECONDS:-5}" >/dev/null 2>&1; do
    size=$(psql -XAtq -d "$maintenance" -c "select least(pg_database_size('$partial'), $1)" 2>/dev/null) || continue
    info restore "Restored $((size >> 20)) of about $(($1 >> 20)) MiB." "\"bytesDone\":$size,\"bytesTotal\":$1"
  done
}

# The only moment in which the name appears.
publish() {
  run psql -Xq -v ON_ERROR_STOP=1 -d "$maintenance" -c "alter database \"$partial\" rename to \"$target\"" 2>"$BACKUP_WORK/errors" ||
    fail 32 publish "The restored database cannot get its name $target: $(first_error "$BACKUP_WORK/errors"). Take another name."
  partial=''
}

result() {
  ask "$maintenance" "
    \\set facts \`cat \"\$BACKUP_FACTS\"\`
    select json_build_object('id', :'manifest'::jsonb ->> 'id', 'database', '$target', 'seconds', '{$stages}'::json,
      'databaseBytes', :'facts'::jsonb -> 'databaseBytes',
      'tables', (select count(*) from jsonb_object_keys(:'facts'::jsonb -> 'tables')),
      'rows', (select coalesce(sum(value::bigint), 0) from jsonb_each_text(:'facts'::jsonb -> 'tables')),
      'rolesWithoutPassword', to_jsonb(coalesce(string_to_array(nullif(\$roles\$$without_password\$roles\$, ''), ', '), '{}')))" >"$BACKUP_WORK/restore.json" ||
    fail 32 result 'The result cannot be written: look at the disk of the restore.'
}

main
