#!/usr/bin/env bash
# Proves that a dump restores: into a server of its own, in this pod, which nobody else can reach. Everything is counted again.
set -Eeuo pipefail
# shellcheck source=src/backup/scripts/common.sh
. "$BACKUP_SCRIPTS/common.sh"
need BACKUP_WORK BACKUP_SMOKE_QUERY PGDATABASE
# shellcheck source=src/backup/scripts/restore-lib.sh
. "$BACKUP_SCRIPTS/restore-lib.sh"

live=$PGDATABASE
maintenance=postgres
restored=restored
hint_disk='Raise backup.scratchGiB: a check needs room for the dump and for the restored database.'
hint_extension="Set images.postgres… to an image that has it: without it nobody can restore this dump into a new server either."
hint_client='Set images.postgres… to the newest minor version.'
hint_roles='Use another dump, or look at its roles.sql.'
server=$BACKUP_WORK/server
# Settings of PostgreSQL for data that nobody will miss. Locks are for dumps of many tables; shared memory is scarce in a pod.
settings=(
  listen_addresses= "unix_socket_directories=$server" unix_socket_permissions=0700
  fsync=off full_page_writes=off synchronous_commit=off autovacuum=off wal_level=minimal max_wal_senders=0
  dynamic_shared_memory_type=mmap max_parallel_workers_per_gather=0 max_parallel_maintenance_workers=0
  maintenance_work_mem=256MB max_locks_per_transaction=256 logging_collector=off
)

main() {
  stage verify 32
  start_server
  verify_download
  [ "$dump_database" = "$live" ] ||
    fail 31 verify "The dump is of the database $dump_database, and the settings are of $live: BACKUP_BUCKET and BACKUP_PREFIX are of another environment, or the name was changed after the dump."
  stage restore 32
  info restore "Restoring $(<"$BACKUP_WORK/id") into a server of its own."
  make_roles
  make_database
  restore_dump "$restored"
  stage compare 33
  compare "$restored"
  settle "$restored"
  smoke
  stage
  record
  info finish "The dump $(<"$BACKUP_WORK/id") restores: everything was counted, and is what its manifest says." "\"seconds\":{$stages}"
}

start_server() {
  local option options=()
  rm -rf "$server"
  mkdir -m 700 "$server"
  unset PGPORT PGPASSWORD PGSSLMODE PGSSLROOTCERT PGSERVICE PGPASSFILE
  export PGHOST=$server PGUSER=fraiseql_backup_check PGDATABASE=$maintenance PGCONNECT_TIMEOUT=10
  run initdb -D "$server/data" -U "$PGUSER" -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$BACKUP_WORK/server.log" 2>&1 ||
    fail 32 start "The server of the check cannot be made. $(server_said)"
  on_exit stop_server
  for option in "${settings[@]}"; do options+=("-c $option"); done
  run pg_ctl -D "$server/data" -l "$BACKUP_WORK/server.log" -w -s -o "${options[*]}" start >/dev/null 2>&1 ||
    fail 32 start "The server of the check does not start. $(server_said)"
}

# Of the encoding of the one that was dumped: what it holds need not be valid in another.
make_database() {
  local encoding options=()
  encoding=$(ask_own "select coalesce(:'own'::jsonb ->> 'encoding', 'UTF8')")
  [ "$encoding" = UTF8 ] || options=(-E "$encoding" --locale=C)
  createdb -T template0 "${options[@]}" "$restored" 2>"$BACKUP_WORK/errors" ||
    fail 32 restore "The server of the check cannot make a database: $(first_error "$BACKUP_WORK/errors"). $hint_disk"
}

stop_server() {
  pg_ctl -D "$server/data" -s -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$server"
}

server_said() {
  local log
  log=$(<"$BACKUP_WORK/server.log")
  if [[ $log == *'No space left on device'* ]]; then echo "The disk is full. $hint_disk"; else echo "It says: $(first_error "$BACKUP_WORK/server.log")"; fi
}

# What somebody wants to find in every restored database.
smoke() {
  local answer
  PGOPTIONS='-c default_transaction_read_only=on -c statement_timeout=60s' \
    run psql -XAtq -v ON_ERROR_STOP=1 -d "$restored" -c "$BACKUP_SMOKE_QUERY" >"$BACKUP_WORK/answer" 2>"$BACKUP_WORK/errors" ||
    fail 34 smoke "backup.smokeQuery fails in the restored database: $(first_error "$BACKUP_WORK/errors"). Correct the query, or use another dump."
  answer=$(<"$BACKUP_WORK/answer")
  answer=${answer%%$'\n'*} answer=${answer%%|*}
  case $answer in
    t | true) ;;
    *) fail 34 smoke "backup.smokeQuery must say true in a restored database, and says '${answer:-nothing}': what it looks for was not in the dump. Find out since when, or correct the query." ;;
  esac
}

# Leaves the result for record.sh.
record() {
  local download=0.000
  [ ! -s "$BACKUP_WORK/download-seconds" ] || download=$(<"$BACKUP_WORK/download-seconds")
  ask "$maintenance" "
    \\set facts \`cat \"\$BACKUP_FACTS\"\`
    select json_build_object('format', 1, 'id', :'manifest'::jsonb ->> 'id',
      'checkedAt', to_char(now() at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"'),
      'seconds', '{\"download\":$download,$stages}'::json,
      'databaseBytes', :'facts'::jsonb -> 'databaseBytes',
      'tables', (select count(*) from jsonb_object_keys(:'facts'::jsonb -> 'tables')),
      'rows', (select coalesce(sum(value::bigint), 0) from jsonb_each_text(:'facts'::jsonb -> 'tables')));" >"$BACKUP_WORK/check.part" 2>"$BACKUP_WORK/errors" ||
    fail 35 record "The result cannot be written: $(first_error "$BACKUP_WORK/errors")."
  mv "$BACKUP_WORK/check.part" "$BACKUP_WORK/check.json"
}

main
