# shellcheck shell=bash
# What a restore check and a restore into a running server share. The dump is in $in, and the server is that of the PG* variables.
# shellcheck disable=SC2034  # callers read some of what is set here

# Database to connect to meanwhile, and what to do where something is lacking: callers say.
maintenance=postgres hint_disk='' hint_extension='' hint_client='' hint_roles=''
# What was found: database of the dump, and the roles that were made.
dump_database='' made_roles=''
in=$BACKUP_WORK/in
# Manifest and roles are UTF-8, whatever a database is. A dump says itself what it is.
export BACKUP_MANIFEST=$in/manifest.json PGCLIENTENCODING=UTF8
stages='' stage='' stage_began=0

# stage <name> <exit code of what nobody expected>. Begins a stage, and ends the one before it. Without a name: ends the last.
stage() {
  [ -z "$stage" ] || stages+="${stages:+,}\"$stage\":$(seconds_since "$stage_began")"
  stage=${1-} stage_began=$(clock)
  [ -z "$stage" ] || phase "$stage" "$2"
}

# Asks the server, with the manifest as the variable `manifest`. The first argument is the database, the second the SQL.
ask() {
  psql -XAtq -v ON_ERROR_STOP=1 -d "$1" <<SQL
\set manifest \`cat "\$BACKUP_MANIFEST"\`
select set_config('statement_timeout', '60s', false) \g /dev/null
$2
SQL
}

# The first line in which a program says what is wrong: what follows may show people's data.
first_error() {
  local line
  while IFS= read -r line; do
    case $line in *ERROR:* | *FATAL:* | *error:* | gzip:*) printf '%s' "${line##*psql:<stdin>:}" && return ;; esac
  done <"$1"
  IFS= read -r line <"$1" || true
  [ -n "${line// /}" ] || line='it did not say why'
  printf '%s' "$line"
}

# Sets `dump_database`. The manifest is of this dump, and the files are those of the manifest. SHA-256 is the proof: sizes only make a better sentence.
verify_download() {
  local id listed format kind name bytes sha256 actual
  id=$(<"$BACKUP_WORK/id") || fail 31 verify "There is no $BACKUP_WORK/id: download.sh did not run before."
  [ -s "$BACKUP_MANIFEST" ] || fail 31 verify "There is no manifest of $id: download.sh did not run before."
  listed=$(ask "$maintenance" "
    select concat_ws(' ', coalesce(:'manifest'::jsonb ->> 'format', '?'), coalesce(:'manifest'::jsonb ->> 'kind', '?'), :'manifest'::jsonb ->> 'id', :'manifest'::jsonb ->> 'database');
    select concat_ws(' ', key, value ->> 'bytes', value ->> 'sha256') from jsonb_each(:'manifest'::jsonb -> 'files');" 2>"$BACKUP_WORK/errors") ||
    fail 31 verify "The manifest of $id cannot be read ($(first_error "$BACKUP_WORK/errors")): it is not what was uploaded. Use another dump, and find out who wrote to the bucket."
  read -r format kind name dump_database <<<"$listed"
  [ "$format $kind" = '1 dump' ] || fail 31 verify "The manifest of $id is of format and kind '$format $kind' instead of '1 dump': it is no dump that this version knows."
  [ "$name" = "$id" ] || fail 31 verify "The manifest in the folder of $id is that of $name: it was replaced. Use another dump, and find out who wrote to the bucket."
  for name in database.sql.gz roles.sql; do
    [[ $'\n'$listed == *$'\n'"$name "* ]] || fail 31 verify "The manifest of $id names no $name: it is not whole. Use another dump."
  done
  while read -r name bytes sha256; do
    [[ $name == */* || ! -f $in/$name ]] && fail 31 verify "$name of $id was not downloaded, though its manifest names it. Use another dump, and find out who deleted it from the bucket."
    actual=$(stat -c %s "$in/$name" 2>/dev/null || wc -c <"$in/$name")
    [ "$((actual))" = "$bytes" ] || fail 31 verify "$name of $id has $((actual)) bytes instead of the $bytes of its manifest: the download or the object is not whole. Try again; if it stays so, use another dump."
    run sha256_of "$in/$name" || fail 31 verify "$name of $id cannot be read."
    [ "$(<"$BACKUP_WORK/sha256")" = "$sha256" ] || fail 31 verify "$name of $id differs from its manifest (SHA-256): its bytes were changed in the bucket or on the way. Try again; if it stays so, use another dump."
  done <<<"${listed#*$'\n'}"
}

sha256_of() { sha256sum <"$1" | cut -c -64 >"$BACKUP_WORK/sha256"; }

# Makes the roles of the dump that the server lacks, and leaves those that it has as they are. Sets `made_roles`.
make_roles() {
  local missing
  missing=$(ask "$maintenance" "
    select quote_ident(role) from jsonb_array_elements_text(:'manifest'::jsonb -> 'facts' -> 'roles') role
    where role not in (select rolname from pg_roles) order by role;") ||
    fail 32 roles 'The server does not tell which roles it has.'
  made_roles=$missing
  [ -n "$missing" ] || return 0
  statements_of "$missing" <"$in/roles.sql" >"$BACKUP_WORK/missing-roles.sql"
  run psql -XAtq -v ON_ERROR_STOP=1 -1 -d "$maintenance" -f "$BACKUP_WORK/missing-roles.sql" >/dev/null 2>"$BACKUP_WORK/errors" ||
    fail 32 roles "The roles of the dump cannot be made: $(first_error "$BACKUP_WORK/errors"). $hint_roles"
  missing=$(ask "$maintenance" "
    select string_agg(role, ', ' order by role) from jsonb_array_elements_text(:'manifest'::jsonb -> 'facts' -> 'roles') role
    where role not in (select rolname from pg_roles);")
  [ -z "$missing" ] || fail 33 roles "Roles differ from the manifest: $missing missing in roles.sql. What belongs to them cannot be restored: use another dump, or make them by hand."
}

# The statements that make some roles. Who granted a membership is of no use elsewhere; and who is no superuser may not even say `NOSUPERUSER`.
statements_of() {
  ROLES=$1 perl -ne '
    BEGIN { %wanted = map { $_ => 1 } split /\n/, $ENV{ROLES}; $name = qr/"(?:[^"]|"")+"|[^\s;"]+/ }
    next unless /;$/;
    if (/^(?:CREATE|ALTER) ROLE ($name)/) { next unless $wanted{$1} }
    elsif (/^GRANT ($name) TO ($name)/) { next unless $wanted{$1} || $wanted{$2} }
    else { next }
    s/ GRANTED BY $name;$/;/;
    s/ NO(?:SUPERUSER|REPLICATION|BYPASSRLS)\b//g if /^ALTER ROLE $name WITH /;
    print'
}

# As `ask`, with what the dump says of the database itself as the variable `own`: nothing in dumps of before it was kept.
ask_own() {
  perl -ne 'print $1 if /^-- database (\{.*\})$/' "$in/roles.sql" >"$BACKUP_WORK/own.json"
  [ -s "$BACKUP_WORK/own.json" ] || printf '{}' >"$BACKUP_WORK/own.json"
  ask "$maintenance" "\\set own \`cat \"\$BACKUP_WORK/own.json\"\`
    $1"
}

# Gives a database the settings and the rights of the one that was dumped. What one of them needs may be lacking here: it is restored all the same.
settle() {
  ask_own "
    select format('alter %s set %I to %s', case when s ->> 'role' is null then format('database %I', '$1')
        else format('role %I in database %I', s ->> 'role', '$1') end, s ->> 'name',
      -- Lists are kept as they are written.
      case when s ->> 'name' !~ '^(search_path|temp_tablespaces|(local|session)_preload_libraries)\$' then quote_literal(s ->> 'value')
        when s ->> 'value' in ('', '\"\"') then '''''' else s ->> 'value' end)
    from jsonb_array_elements(:'own'::jsonb -> 'settings') s \gexec
    select format('revoke all on database %I from public', '$1') where :'own'::jsonb -> 'granted' = 'true' \gexec
    select format('grant %s on database %I to %s%s', g ->> 'privilege', '$1', coalesce(quote_ident(g ->> 'to'), 'public'),
      case when (g ->> 'grantable')::bool then ' with grant option' end)
    from jsonb_array_elements(nullif(:'own'::jsonb -> 'grants', 'null')) g \gexec" >/dev/null 2>"$BACKUP_WORK/errors" ||
    warn settle "Not all settings and rights of the database itself could be given to the new one: $(first_error "$BACKUP_WORK/errors"). Look at \\drds and \\l in psql."
}

# Pours the dump into a database that is empty. psql takes the end of a file for the end of its data: gzip must have said that it was whole,
# and the last line of pg_dump must have come.
restore_dump() {
  local last
  rm -f "$BACKUP_WORK/end" && mkfifo "$BACKUP_WORK/end"
  # Room for what is said when the disk is full.
  printf '%16384s' '' >"$BACKUP_WORK/errors"
  run pour "$1" 2<>"$BACKUP_WORK/errors" || fail 32 restore "$(why_not_restored)"
  last=$(<"$BACKUP_WORK/last")
  [[ $last == *$'\n-- PostgreSQL database dump complete\n'* ]] ||
    fail 32 restore 'The dump ends before its last line: pg_dump was cut off, and the rest is gone. Use another dump.'
  [[ ${last##*'-- PostgreSQL database dump complete'} =~ ^[[:space:]]*--[[:space:]]*(\\unrestrict\ [A-Za-z0-9]+[[:space:]]*)?$ ]] ||
    fail 32 restore 'The dump goes on after its last line: somebody appended to it. Use another dump, and find out who wrote to the bucket.'
}

pour() {
  set -o pipefail
  tail -c 4096 <"$BACKUP_WORK/end" | tr -d '\0' >"$BACKUP_WORK/last" &
  local trailer=$! code=0
  gzip -dc <"$in/database.sql.gz" | tee "$BACKUP_WORK/end" | psql -Xq -v ON_ERROR_STOP=1 -d "$1" >/dev/null || code=$?
  wait "$trailer"
  return "$code"
}

# What stopped a restore, as a sentence with what to do.
why_not_restored() {
  local said extension
  said=$(<"$BACKUP_WORK/errors")
  extension=${said#*extension \"} extension=${extension%%\"*}
  case $said in
    *'No space left on device'* | *': wrote only '*' of '*) echo "The disk is full. $hint_disk" ;;
    *"extension \""*' is not available'*) echo "The server lacks the extension $extension, which the database uses. $hint_extension" ;;
    *'invalid command \restrict'*) echo "psql is older than the pg_dump that wrote the dump. $hint_client" ;;
    *'permission denied'* | *'must be owner'* | *'must be member'* | *'must be able to SET ROLE'* | *'must be superuser'*)
      echo "The role may not restore that: $(first_error "$BACKUP_WORK/errors"). $hint_roles" ;;
    *gzip:*'trailing garbage'*) echo 'There is something after the end of database.sql.gz: somebody appended to it. Use another dump.' ;;
    *gzip:*) echo "database.sql.gz is damaged ($(first_error "$BACKUP_WORK/errors")): it is not whole. Use another dump." ;;
    *) echo "The dump does not restore: $(first_error "$BACKUP_WORK/errors"). Nothing after that was restored: use another dump, or look at what the statement needs." ;;
  esac
}

# Counts everything again in the restored database, and compares it with the manifest.
compare() {
  local database=$1 differences many
  export BACKUP_FACTS=$BACKUP_WORK/facts.json
  run psql -XAtq -v ON_ERROR_STOP=1 -d "$database" -c begin -f "$BACKUP_SCRIPTS/facts.sql" -c commit >"$BACKUP_FACTS" 2>"$BACKUP_WORK/errors" ||
    fail 33 compare "What was restored cannot be counted: $(first_error "$BACKUP_WORK/errors")."
  differences=$(psql -X -v ON_ERROR_STOP=1 -d "$maintenance" -f "$BACKUP_SCRIPTS/compare.sql" 2>"$BACKUP_WORK/errors") ||
    fail 33 compare "The manifest cannot be compared: $(first_error "$BACKUP_WORK/errors")."
  [ -n "$differences" ] || return 0
  mapfile -t many <<<"$differences"
  fail 33 compare "The restored database differs from its manifest: $(join_first 5 "${many[@]}"). The dump is not what the database was: use another, and find out what changed it."
}

# The first of some sentences, and how many more there are.
join_first() {
  local most=$1 text=$2 rest
  shift 2
  for rest in "${@:1:most-1}"; do text+="; $rest"; done
  [ $# -lt "$most" ] || text+="; and $(($# - most + 1)) more"
  printf '%s' "$text"
}
