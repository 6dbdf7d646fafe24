#!/usr/bin/env bash
# Dumps the database: exactly what one snapshot shows, with what is in it counted, into $BACKUP_WORK. What upload.sh finds there is whole.
set -Eeuo pipefail
# shellcheck source=src/backup/scripts/common.sh
. "$BACKUP_SCRIPTS/common.sh"
need BACKUP_WORK BACKUP_KIND BACKUP_LOGIN_DIR PGHOST PGPORT PGDATABASE PGSSLMODE

out=$BACKUP_WORK/out
scratch=$BACKUP_WORK/scratch
# Of the lock that says that a dump runs: any number, but always the same.
lock=4201718650
lock_timeout=${BACKUP_LOCK_TIMEOUT:-60s}
began=$(clock)
snapshot_name='' dump_seconds=''
# Who writes to a session that is gone goes on, to say why it is.
trap : PIPE

main() {
  prepare
  phase connect 11
  connect
  phase snapshot 13
  may_read
  lock_tables
  snapshot
  phase dump 14
  dump
  phase roles 17
  roles
  phase facts 13
  finish_facts
  phase manifest 25
  manifest
  info finish "Dumped $PGDATABASE: $(stat -c %s "$out/database.sql.gz") bytes in $(seconds_since "$began") s."
}

prepare() {
  read_login
  rm -rf "$out" "$scratch" "$BACKUP_WORK"/{id,sha256sums,manifest.json}
  on_exit clean
  mkdir -p "$out" "$scratch"
  printf '%s-%s\n' "$(date -u +%Y%m%dT%H%M%SZ)" "$(suffix)" >"$BACKUP_WORK/id"
}

# The last part of the pod's name, which Kubernetes makes anew for every pod.
suffix() {
  local last=${HOSTNAME##*-}
  last=${last//[^a-z0-9]/}
  printf '%s' "${last:0:10}"
}

# Half a dump is of no use to anybody, and fills the disk.
clean() {
  rm -rf "$scratch"
  [ "$1" = 0 ] || rm -rf "$out" "$BACKUP_WORK"/{id,sha256sums,manifest.json}
}

# A session that stays until the end: it holds the lock, and the snapshot that everything else looks at.
connect() {
  local answer newest
  coproc session { exec psql -XAtq -v ON_ERROR_STOP=1 -d "$keepalives" 2>"$scratch/session.log"; }
  # bash forgets its own when psql ends, with what that said last unread.
  # shellcheck disable=SC2154 # coproc sets it
  session_pid=$session_PID
  exec {answers}<&"${session[0]}"- {questions}>&"${session[1]}"-
  ask "select set_config(name, '0', false) from pg_settings
         where name in ('statement_timeout', 'idle_in_transaction_session_timeout', 'idle_session_timeout', 'transaction_timeout') \\g /dev/null
       set lock_timeout = '$lock_timeout';
       \\encoding UTF8
       \\echo :SERVER_VERSION_NUM
       select pg_try_advisory_lock($lock);"
  hear answer || fail 11 connect "$(why_no_session) $(why session.log)"
  newest=$(pg_dump --version)
  newest=${newest#*) }
  [ "${newest%%[!0-9]*}" -ge $((answer / 10000)) ] ||
    fail 12 connect "pg_dump is version ${newest%%.*} and the server $((answer / 10000)): set backup.postgresMajor to that of the server."
  hear answer || fail 11 connect "The server ended the session: $(why session.log)"
  [ "$answer" = t ] || fail 75 connect 'Another dump of this database runs, and holds the lock: this one does nothing.'
}

# Writes to the session. One that is gone says so when it is heard.
ask() { printf '%s\n' "$1" 2>/dev/null 1>&"$questions" || true; }

# Reads a line that the session says. False where it ended.
hear() { IFS= read -r "$1" <&"$answers"; }

why_no_session() {
  case $(<"$scratch/session.log") in
    *'password authentication failed'* | *'role "'*'" does not exist'* | *'no pg_hba.conf entry'* | *'no password supplied'* | *'not permitted to log in'*)
      echo 'The server refuses the login: look at the Secret backup.secret, and at the role.' ;;
    *'database "'*'" does not exist'*) echo 'The server has no such database: look at database.connection.database.' ;;
    *'too many '* | *'remaining connection slots'*) echo 'The server has no connection left.' ;;
    *) echo 'The database does not answer: look at database.connection, at the network policies, and whether it runs.' ;;
  esac
}

# The line in which a program says what is wrong: those after it show its queries. Where the server is, is left out.
why() {
  local line last=''
  while IFS= read -r line; do
    case $line in
      *error:* | *ERROR:* | *FATAL:*) printf '%s' "${line#*' failed: '}" && return ;;
      *[![:space:]]*) last=$line ;;
    esac
  done <"$scratch/$1"
  printf '%s' "${last:-It did not say why.}"
}

# Fails, by what filled the disk where that is the cause: then nobody could write down why.
give_up() {
  local free
  free=$(df --output=avail --block-size=K "$BACKUP_WORK")
  free=${free##*$'\n'}
  [ "${free//[!0-9]/}" -ge 16 ] || fail 14 "$2" 'The disk is full: raise backup.scratchGiB.'
  fail "$@"
}

# Tables of this database that pg_dump reads, those of extensions apart: what it says of them depends on them.
tables="pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and c.relpersistence <> 't' and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
    and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')"

# Said before anything is done: what pg_dump would only say in the middle.
may_read() {
  local answer
  ask "select count(*), count(*) filter (where forbidden), coalesce(min(name) filter (where forbidden), '') from (
         select format('%I.%I', n.nspname, c.relname) as name, not has_schema_privilege(n.oid, 'usage') or not has_table_privilege(c.oid, 'select')
           or row_security_active(c.oid) as forbidden from $tables) asked;"
  hear answer || fail 13 snapshot "The tables cannot be listed: $(why session.log)"
  case $answer in
    0\|*) fail 16 snapshot 'The database has no table: it is another than it should be, or somebody emptied it. No backup is made of it.' ;;
    *\|0\|*) ;;
    *) answer=${answer#*|}
      fail 13 snapshot "The role may not read all of ${answer%%|*} of the tables, such as ${answer#*|}: it needs pg_read_all_data, and BYPASSRLS where tables have policies." ;;
  esac
}

# Before the snapshot, and until the end: TRUNCATE and ALTER TABLE empty a table for older snapshots too, and then it would be dumped, or
# counted, as empty. Reading and writing go on.
lock_tables() {
  local answer
  ask "select string_agg(format('only %I.%I', n.nspname, c.relname), ', ') as tables from $tables \\gset
       begin isolation level repeatable read, read only;
       lock table :tables in access share mode;
       \\echo locked"
  hear answer && return
  case $(<"$scratch/session.log") in
    *'lock timeout'*) fail 14 dump "A table is locked by somebody else for more than $lock_timeout, such as by a migration: $(why session.log)" ;;
    *) fail 13 snapshot "The tables cannot be locked: $(why session.log)" ;;
  esac
}

snapshot() {
  ask "select pg_export_snapshot();
       select to_char(statement_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') as snapshot_at \\gset
       \\o $scratch/before.json
       \\i $BACKUP_SCRIPTS/sequences.sql
       \\o $scratch/database.json
       \\i $BACKUP_SCRIPTS/database.sql
       \\o
       \\echo ready"
  { hear snapshot_name && hear _; } || give_up 13 snapshot "No snapshot can be had: $(why session.log)"
  # Counted while pg_dump works: both see the same.
  ask "\\o $scratch/facts.json
       \\i $BACKUP_SCRIPTS/facts.sql
       \\o
       \\echo counted"
}

# Whichever ends first: a session that is gone has no counts, and then the dump is in vain.
dump() {
  local copy code=0 first=''
  dump_began=$(clock)
  mkfifo "$scratch/sum.pipe" "$scratch/check.pipe"
  : >"$out/database.sql.gz"
  copy &
  copy=$!
  wait -n -p first "$copy" "$session_pid" || code=$?
  [ "${first:-}" = "$copy" ] || fail 13 facts "The session that counts ended during the dump: $(why session.log)"
  [ "$code" = 0 ] || give_up 14 dump "The dump could not be compressed and written: exit code $code."
  judge "$(<"$scratch/codes")"
  [[ $(<"$scratch/dump.log") != *warning:* ]] || warn dump "pg_dump left something out, or warns of it: $(warnings)"
  dump_seconds=$(seconds_since "$dump_began")
}

warnings() {
  local line
  while IFS= read -r line; do [[ $line != *warning:* ]] || printf '%s. ' "${line#*warning: }"; done <"$scratch/dump.log"
}

# Compresses what pg_dump says; and on the way takes the checksum, and decompresses it again to see its end: nothing is read twice.
copy() {
  local readers codes
  roomy nice sha256sum <"$scratch/sum.pipe" >"$scratch/sum" &
  readers=$!
  { roomy nice gzip -dc <"$scratch/check.pipe" | tail -c 4096 >"$scratch/end"; } 2>"$scratch/check.log" &
  readers="$readers $!"
  # Where it is restored there may be other tablespaces, or none.
  pg_dump --format=plain --no-tablespaces --snapshot="$snapshot_name" --lock-wait-timeout="$lock_timeout" -d "$keepalives" 2>"$scratch/dump.log" |
    roomy gzip -6 2>"$scratch/gzip.log" |
    roomy tee --output-error=exit "$scratch/sum.pipe" "$scratch/check.pipe" 2>"$scratch/tee.log" >"$out/database.sql.gz" &&
    codes=${PIPESTATUS[*]} || codes=${PIPESTATUS[*]}
  # Without a writer nobody would open their pipes.
  # shellcheck disable=SC2086
  [ "$codes" = '0 0 0' ] || kill $readers 2>/dev/null || true
  # shellcheck disable=SC2086
  for reader in $readers; do wait "$reader" && codes+=' 0' || codes+=" $?"; done
  printf '%s\n' "$codes" >"$scratch/codes"
}

# Runs what reads a pipe, with as much room in it as a kernel gives anybody: whoever writes then seldom waits for it.
roomy() { perl -e 'fcntl(STDIN, 1031, 1 << 20); exec @ARGV' "$@"; }

# Exit codes of pg_dump, gzip, tee, sha256sum, and of the check. Whoever writes into a pipe that is gone ends by that: the cause comes first.
judge() {
  local dumped zipped written summed checked
  read -r dumped zipped written summed checked <<<"$1"
  [ "$dumped" = 0 ] || [ "$dumped" = 141 ] || give_up 14 dump "$(why_not_dumped) $(why dump.log)"
  [ "$checked" = 0 ] || [[ $(<"$scratch/check.log") == *'unexpected end of file'* ]] ||
    give_up 15 dump "What gzip wrote cannot be decompressed: $(why check.log)"
  [ "$zipped $written $summed" = '0 0 0' ] ||
    give_up 14 dump "The dump could not be compressed and written: gzip ended with $zipped, tee with $written, sha256sum with $summed. $(why tee.log)"
  [ "$checked" = 0 ] || give_up 15 dump "What gzip wrote has no end: $(why check.log)"
  # Newer versions write a line after it.
  [[ $(tr -d '\0' <"$scratch/end") == *'-- PostgreSQL database dump complete'* ]] ||
    fail 15 dump 'The dump has no end: pg_dump says that it is done, and its last line is not there.'
  [ "$dumped" = 0 ] || give_up 14 dump "$(why_not_dumped) $(why dump.log)"
}

why_not_dumped() {
  case $(<"$scratch/dump.log") in
    *'lock timeout'*) echo "A table is locked by somebody else for more than $lock_timeout, such as by a migration." ;;
    *'permission denied'* | *'row-level security'*) echo 'The role may not read everything: it needs pg_read_all_data, and BYPASSRLS where tables have policies.' ;;
    *'server closed the connection'* | *'terminating connection'* | *'connection to server was lost'*) echo 'The server ended the connection during the dump.' ;;
    *'server version mismatch'*) echo 'pg_dump is older than the server.' ;;
    *) echo 'pg_dump failed.' ;;
  esac
}

# They belong to no database, and without them nothing that they own can be restored. Passwords stay where they are.
roles() {
  run pg_dumpall --roles-only --no-role-passwords --encoding=UTF8 -d "$keepalives" --database="$PGDATABASE" >"$out/roles.sql" 2>"$scratch/roles.log" ||
    give_up 17 roles "The roles cannot be read: $(why roles.log)"
  # A comment to psql. Settings may hold secrets, which a manifest must not.
  printf -- '-- database %s\n' "$(<"$scratch/database.json")" >>"$out/roles.sql"
  printf '%s  %s\n' "$(cut -c -64 "$scratch/sum")" database.sql.gz >"$BACKUP_WORK/sha256sums"
  (cd "$out" && sha256sum roles.sql) >>"$BACKUP_WORK/sha256sums"
}

# Sequences stand outside of snapshots: what the dump has is between what they were before it and what they are now.
finish_facts() {
  local answer
  hear answer || give_up 13 facts "What is in the database cannot be counted: $(why session.log)"
  ask "\\o $scratch/after.json
       \\i $BACKUP_SCRIPTS/sequences.sql
       \\o
       \\set facts \`cat $scratch/facts.json\`
       select coalesce(sum(value::bigint), 0) from jsonb_each_text(:'facts'::jsonb -> 'tables');"
  hear answer || give_up 13 facts "Sequences cannot be read: $(why session.log)"
  [ "$answer" != 0 ] || fail 16 facts 'No table of the database has a row: somebody emptied it. No backup is made of it.'
}

# PostgreSQL makes the JSON: names of tables may hold anything.
manifest() {
  local answer
  ask "\\set before \`cat $scratch/before.json\`
       \\set after \`cat $scratch/after.json\`
       \\o $scratch/manifest.json
       with sequences as (
         select jsonb_object_agg(key, jsonb_build_array(b.value, coalesce(a.value, b.value))) as ranges
         from jsonb_each_text(:'before') b left join jsonb_each_text(:'after') a using (key)
       ), files as (
         select jsonb_object_agg(f ->> 'name', f - 'name') as files from jsonb_array_elements('[$(file database.sql.gz),$(file roles.sql)]') f
       )
       select jsonb_build_object('format', 1, 'kind', 'dump', 'id', '$(<"$BACKUP_WORK/id")', 'database', current_database(),
         'startedAt', $(moment "$began"), 'finishedAt', $(moment "$(clock)"), 'snapshotAt', :'snapshot_at',
         'server', jsonb_build_object('version', current_setting('server_version'), 'major', current_setting('server_version_num')::int / 10000,
           'systemIdentifier', (select system_identifier::text from pg_control_system())),
         'files', files, 'facts', :'facts'::jsonb || jsonb_build_object('sequences', coalesce(ranges, '{}')),
         'seconds', jsonb_build_object('dump', $dump_seconds, 'total', $(seconds_since "$began")))
       from sequences, files;
       \\o
       \\echo written"
  hear answer || give_up 25 manifest "The manifest cannot be written: $(why session.log)"
  [ -s "$scratch/manifest.json" ] || give_up 25 manifest 'The manifest is empty.'
  mv "$scratch/manifest.json" "$BACKUP_WORK/manifest.json"
  exec {questions}>&-
  wait "$session_pid" || true
}

# A file of the dump, from what was counted while it was written.
file() {
  local sum name
  while read -r sum name; do
    [ "$name" != "$1" ] || printf '{"name":"%s","bytes":%s,"sha256":"%s"}' "$name" "$(stat -c %s "$out/$name")" "$sum"
  done <"$BACKUP_WORK/sha256sums"
}

# A moment of `clock` as SQL for what the manifest has.
moment() { printf "to_char(to_timestamp(%s / 1000000.0) at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')" "$1"; }

main
