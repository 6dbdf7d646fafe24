#!/usr/bin/env bash
# Makes a server of a copy and the log after it, as of a moment. It needs no network and no credentials: `restore` has brought everything.
#
#   RECOVER_FROM      folder with base/ (the files of a base backup, with its manifest.json), wal/ (segments, and .history files), and reach:
#                     the position that `latest` must at least come to
#   RECOVER_DATA      directory of the new server: empty, or not there yet
#   RECOVER_TARGET    a moment such as 2026-03-07T14:22:05Z, or `latest`
#   RECOVER_TIMELINE  timeline to end on. Left out: that of the base
#   RECOVER_CHECK     `read` reads every table; `amcheck` looks at every page and index; `none` does neither. Left out: read
#   RECOVER_THEN      `stop` leaves a stopped server; `run` leaves it running on a socket in RECOVER_SOCKET. Left out: stop
#   RECOVER_SOCKET    folder of the socket meanwhile. Left out: a new one
#   RECOVER_USER      a superuser of the server. Left out: the one that the base backup names, or postgres
#   RECOVER_PATIENCE  seconds after which it gives up. Left out: 14400
#
# Lines on stdout are JSON. Exit codes: 40 refused, nothing was written · 41 the copy is not whole · 42 the server does not start, or the
# log does not replay · 43 the moment cannot be reached with this log · 44 what was restored cannot be read · 45 gave up waiting
set -Eeuo pipefail
BACKUP_SCRIPTS=${BACKUP_SCRIPTS:-$(cd "$(dirname "$0")" && pwd)}
# shellcheck source=src/backup/scripts/common.sh
. "$BACKUP_SCRIPTS/common.sh"
need RECOVER_FROM RECOVER_DATA RECOVER_TARGET

base=$RECOVER_FROM/base
data=$RECOVER_DATA
# Of the socket, whatever the port of the first server was.
port=5432
began=$(clock)
stages='' socket='' running='' result=''

main() {
  check
  timed unpack unpack
  timed verify verify_copy
  timed replay replay
  timed check read_all
  finish
}

# Everything that could be wrong, before anything is written.
check() {
  local owner
  [[ -s $base/manifest.json && -s $base/base.tar.gz ]] || fail 40 check "There is no base backup in $base: it needs manifest.json and base.tar.gz."
  [ ! -e "$data" ] || [ -d "$data" ] || fail 40 check "$data is no directory."
  [ ! -d "$data" ] || [ -z "$(ls -A "$data")" ] ||
    fail 40 check "$data is not empty: a recovery never writes over a server. Take another directory, or move what is there away."
  [[ $RECOVER_TARGET == latest || $RECOVER_TARGET =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$ ]] ||
    fail 40 check "RECOVER_TARGET is '$RECOVER_TARGET': it must be \`latest\`, or a moment with its zone, such as 2026-03-07T14:22:05Z."
  [[ ${RECOVER_CHECK:-read} =~ ^(read|amcheck|none)$ ]] || fail 40 check 'RECOVER_CHECK must be read, amcheck or none.'
  owner=$(id -u)
  [ "$owner" != 0 ] || fail 40 check 'PostgreSQL does not run as root: run this as another user, such as with sudo -u postgres.'
  major=$(field major) timeline=${RECOVER_TIMELINE:-$(field timeline)}
  # Over the socket any role is trusted: one that is a superuser.
  user=${RECOVER_USER:-$(superuser)} user=${user:-postgres}
  [ ! -d "/usr/lib/postgresql/$major/bin" ] || PATH=/usr/lib/postgresql/$major/bin:$PATH
  version=$(postgres -V 2>/dev/null || true) version=${version#*) }
  [ "${version%%[!0-9]*}" = "$major" ] ||
    fail 40 check "The copy is of PostgreSQL $major, and here is ${version:-none}: only a server of the same major version starts it."
}

# A number of the manifest. It was written by base.sh, or by `restore` with spaces.
field() { perl -0ne "print \$1 if /\"$1\":\\s*(\\d+)/" "$base/manifest.json"; }

superuser() { perl -0ne 'print $1 if /"superuser":\s*"([^"\\]+)"/' "$base/manifest.json"; }

timed() {
  local name=$1 from
  from=$(clock)
  "$2"
  stages+="${stages:+,}\"$name\":$(seconds_since "$from")"
}

unpack() {
  local file oid
  info unpack "Unpacking the copy into $data."
  mkdir -p "$data" && chmod 700 "$data"
  errors=$(mktemp "${TMPDIR:-/tmp}/recover-XXXXXX")
  on_exit clean
  untar "$base/base.tar.gz" "$data"
  mkdir -p "$data/pg_wal"
  [ ! -f "$base/pg_wal.tar.gz" ] || untar "$base/pg_wal.tar.gz" "$data/pg_wal"
  for file in "$base"/[0-9]*.tar.gz; do
    [ -f "$file" ] || continue
    oid=${file##*/} oid=${oid%.tar.gz}
    mkdir -p "$data.tablespaces/$oid"
    untar "$file" "$data.tablespaces/$oid"
    ln -s "$(cd "$data.tablespaces/$oid" && pwd)" "$data/pg_tblspc/$oid"
  done
}

untar() {
  run tar -xzf "$1" -C "$2" 2>"$errors" && return
  case $(<"$errors") in
    *'No space left'*) fail 41 unpack 'The disk is full: a recovery needs room for the data and for the log.' ;;
    *) fail 41 unpack "${1##*/} is not whole. Download it again; if it stays so, restore from the base backup before." ;;
  esac
}

# Every file of the copy has a checksum. The log that came with it is replayed, which checks it.
verify_copy() {
  local link
  [ -s "$base/backup_manifest" ] || fail 41 verify 'There is no backup_manifest beside the copy: it is not whole.'
  run pg_verifybackup -n -q -m "$base/backup_manifest" "$data" >/dev/null 2>"$errors" ||
    fail 41 verify "The copy is not what the server was: $(last_error). Download it again; if it stays so, restore from the base backup before."
  [ -s "$data/tablespace_map" ] || return 0
  for link in "$data"/pg_tblspc/*; do printf '%s %s\n' "${link##*/}" "$(readlink "$link")"; done >"$data/tablespace_map"
}

# Settings while it recovers: nobody connects but this script, nothing is archived, no standby is waited for, and it is no subscriber. Those of
# the first server for a recovery of its own are taken back, before one is set: they stay in its files for ever.
options() {
  local option
  printf '%s=\n' recovery_target recovery_target_lsn recovery_target_name recovery_target_time recovery_target_xid \
    recovery_end_command archive_cleanup_command primary_slot_name external_pid_file
  printf '%s\n' "port=$port" "data_directory=$(absolute "$data")" recovery_target_inclusive=on recovery_min_apply_delay=0 max_logical_replication_workers=0
  printf '%s\n' "listen_addresses=" "unix_socket_directories=$socket" "hba_file=$socket/hba" "ident_file=$socket/ident" "ssl=off" "archive_mode=off" \
    "synchronous_standby_names=" "primary_conninfo=" "hot_standby=on" "recovery_target_timeline=$timeline" "recovery_target_action=promote" \
    "restore_command=cp \"$(absolute "$RECOVER_FROM")/wal/%f\" \"%p\"" "logging_collector=off" "log_destination=stderr" "lc_messages=C" "log_min_messages=log"
  # While options are read, the server knows no names of zones yet: not even Z.
  [ "$RECOVER_TARGET" = latest ] || printf '%s\n' "recovery_target_time=${RECOVER_TARGET/%Z/+00:00}"
  # A server replays only with at least the room that the first one had.
  while IFS=: read -r option value; do
    case $option in
      'max_connections setting' | 'max_worker_processes setting' | 'max_wal_senders setting' | 'max_prepared_xacts setting' | 'max_locks_per_xact setting')
        option=${option% setting} option=${option/%xacts/transactions} option=${option/%xact/transaction}
        printf '%s=%s\n' "$option" "${value//[^0-9]/}"
        ;;
    esac
  done < <(pg_controldata "$data")
}

absolute() { (cd "$1" && pwd); }

replay() {
  local arguments=() option
  socket=${RECOVER_SOCKET:-$(mktemp -d "${TMPDIR:-/tmp}/recover-XXXXXX")}
  mkdir -p "$socket" && chmod 700 "$socket"
  server_log=$socket/log
  printf 'local all all trust\n' >"$socket/hba"
  : >"$socket/ident"
  # Where its configuration lies elsewhere (Debian, a ConfigMap), the copy has none.
  [ -e "$data/postgresql.conf" ] || : >"$data/postgresql.conf"
  : >"$data/recovery.signal"
  rm -f "$data/standby.signal"
  while IFS= read -r option; do arguments+=(-c "$option"); done < <(options)
  info replay "Replaying the log to $RECOVER_TARGET, on timeline $timeline."
  postgres -D "$data" "${arguments[@]}" >"$server_log" 2>&1 &
  running=$!
  wait_for_promotion
  [ "$RECOVER_TARGET" != latest ] || reached_all
}

sql() { psql -XAtqw -h "$socket" -p "$port" -U "$user" -d "${2:-template1}" -v ON_ERROR_STOP=1 -c "$1"; }

wait_for_promotion() {
  local waited=0 state
  while kill -0 "$running" 2>/dev/null; do
    state=$(sql 'select pg_is_in_recovery()' 2>"$errors" || true)
    [ "$state" != f ] || return 0
    [[ $(<"$errors") != *'role "'*'" does not exist'* ]] || fail 44 replay "The server has no role $user: say a superuser of it as RECOVER_USER."
    waited=$((waited + 1))
    [ "$waited" -le $((${RECOVER_PATIENCE:-14400} * 2)) ] || fail 45 replay "The log was not replayed within ${RECOVER_PATIENCE:-14400} seconds. Raise RECOVER_PATIENCE."
    [ $((waited % 20)) != 0 ] || progress
    run sleep 0.5
  done
  running=''
  why_not
}

# PostgreSQL takes a record that it cannot read for the end of the log, and says nothing.
reached_all() {
  local least at
  [ -s "$RECOVER_FROM/reach" ] || return 0
  least=$(<"$RECOVER_FROM/reach")
  at=$(sql "select pg_last_wal_replay_lsn() where coalesce(pg_last_wal_replay_lsn() < '$least', true)") ||
    fail 44 replay "The server does not say how far it was replayed: $(last_error)."
  [ -z "$at" ] || fail 43 replay "The log is damaged at $at, and was to go on to $least at the least: the last commit before that is of $(reached). Find out why, and take that moment, or an earlier one."
}

progress() {
  local at
  at=$(sql "select coalesce(pg_last_wal_replay_lsn()::text, '?') || ', ' || coalesce(to_char(pg_last_xact_replay_timestamp() at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), 'no commit yet')" 2>/dev/null || true)
  info replay "Replaying: ${at:-not consistent yet}."
}

# Says what the server said when it ended.
why_not() {
  case $(<"$server_log") in
    *'recovery ended before configured recovery target was reached'*)
      fail 43 replay "The log ends before $RECOVER_TARGET: its last commit is of $(reached). Take that moment, or \`latest\`." ;;
    *'before consistent recovery point'*) fail 43 replay "$RECOVER_TARGET is before the copy was whole: take a base backup that ended before it." ;;
    *'is not a child of this server'* | *'could not locate required checkpoint record'*) fail 43 replay "Timeline $timeline cannot be reached from this copy: take another timeline, or another base backup." ;;
    *'No space left'*) fail 42 replay 'The disk is full: a recovery needs room for the data and for the log.' ;;
    *'could not access file'* | *'could not load library'*) fail 42 replay "The server lacks an extension that the first one loads: $(last_fatal). Install it here." ;;
    *) fail 42 replay "The server ended: $(last_fatal)." ;;
  esac
}

last_fatal() { perl -ne '$found = $1 if /(?:FATAL|PANIC|ERROR):\s+(.*)/; END { print $found // "it did not say why" }' "$server_log"; }
last_error() { perl -ne '$found //= $1 if /(?:error|ERROR|FATAL):\s+(.*)/; END { print $found // "it did not say why" }' "$errors"; }

# When the last commit was that was replayed.
reached() { perl -ne '$found = $1 if /last completed transaction was at log time (.*)/; END { print $found // "before the copy ended" }' "$server_log"; }

# What cannot be read was not restored.
read_all() {
  local name count=0
  [ "${RECOVER_CHECK:-read}" != none ] || return 0
  info check "Reading what was restored (${RECOVER_CHECK:-read})."
  run sql "select datname from pg_database where datallowconn and datname <> 'template0'" >"$socket/databases" 2>"$errors" || fail 44 check "The server does not answer: $(last_error)."
  while IFS= read -r name; do
    if [ "${RECOVER_CHECK:-read}" = amcheck ]; then
      run pg_amcheck -w -h "$socket" -p "$port" -U "$user" -d "$name" --install-missing >"$errors" 2>&1 || fail 44 check "The database $name is damaged: $(last_error)."
    else
      run sql "select coalesce(sum((xpath('/row/c/text()', query_to_xml('select count(*) as c from only ' || oid::regclass, false, true, '')))[1]::text::bigint), 0)
        from pg_class where relkind in ('r', 'm') and relpersistence = 'p' and relispopulated" "$name" >"$socket/rows" 2>"$errors" || fail 44 check "A table of the database $name cannot be read: $(last_error)."
      count=$((count + $(<"$socket/rows")))
    fi
  done <"$socket/databases"
  result="\"rows\":$count,"
}

finish() {
  local now_timeline reached
  reached=$(reached)
  run sql checkpoint || fail 42 finish "The server cannot write a checkpoint: $(last_fatal)."
  now_timeline=$(sql "select timeline_id from pg_control_checkpoint()")
  if [ "${RECOVER_THEN:-stop}" = stop ]; then
    run pg_ctl -D "$data" -m fast -w -s stop || fail 42 finish 'The server does not stop.'
  else
    disown "$running"
  fi
  running=''
  info 'done' "Recovered: the last commit is of $reached. The server in $data is on timeline $now_timeline." \
    "\"target\":\"$RECOVER_TARGET\",\"reached\":\"$reached\",\"timeline\":$now_timeline,${result}\"seconds\":{$stages,\"total\":$(seconds_since "$began")}"
}

clean() {
  [ -z "$running" ] || { kill -QUIT "$running" 2>/dev/null || true; wait "$running" 2>/dev/null || true; }
  rm -f "$errors"
}

main
