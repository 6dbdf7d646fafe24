#!/usr/bin/env bash
# Receives the log of the server as it is written, into a folder from where `backup ship` takes it. It ends only when it is asked to: what it
# cannot receive it says once, and tries again. A slot has the server keep what was not received yet.
set -Eeuo pipefail
# shellcheck source=src/backup/scripts/common.sh
. "$BACKUP_SCRIPTS/common.sh"
need PGHOST PGPORT BACKUP_LOGIN_DIR

wal=${BACKUP_WAL:-/wal}
slot=fraiseql_backup
errors=$wal/.errors
said=''

main() {
  while :; do
    if join; then receive; fi
    run sleep "${BACKUP_RECEIVE_PAUSE:-2}" || true
  done
}

# Makes sure that the server and the folder go together, and that there is a slot.
join() {
  local system status
  # Read again each time: a password may change.
  read_login
  run replication IDENTIFY_SYSTEM >"$wal/.answer" 2>"$errors" || { trouble; return 1; }
  system=$(<"$wal/.answer") system=${system%%|*}
  if [ -s "$wal/.system" ] && [ "$(<"$wal/.system")" != "$system" ]; then
    set_aside "this is another server than before ($system instead of $(<"$wal/.system"))"
  fi
  printf '%s' "$system" >"$wal/.system"
  run psql -XAtq -c "select wal_status from pg_replication_slots where slot_name = '$slot'" >"$wal/.answer" 2>"$errors" || { trouble; return 1; }
  status=$(<"$wal/.answer")
  if [ "$status" = lost ]; then
    set_aside 'the server has deleted log that was not received: max_slot_wal_keep_size was reached'
    run pg_receivewal --no-password --slot "$slot" --drop-slot 2>"$errors" || { trouble; return 1; }
  fi
  run pg_receivewal --no-password --slot "$slot" --create-slot --if-not-exists 2>"$errors" || { trouble; return 1; }
}

replication() { psql -XAtq "dbname=postgres replication=yes" -c "$1"; }

# Every write is on the disk before the server is told so. A connection that breaks ends it, so that the reason can be looked at.
receive() {
  info receive "Receiving the log of the server into $wal."
  said=''
  run pg_receivewal --no-password -D "$wal" --slot "$slot" --synchronous --no-loop --status-interval 5 2>"$errors" || true
  if [[ $(<"$errors") == *'has already been removed'* ]]; then
    set_aside 'the server has deleted log that was not received: its slot was dropped, or made anew'
  else
    trouble
  fi
}

# The receiver goes on from what is in the folder, unless there is nothing. What it cannot go on from is shipped from another folder.
set_aside() {
  local to file
  to=$wal/left/$(date -u +%Y%m%dT%H%M%S).$$
  mkdir -p "$to"
  for file in "$wal"/[0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F]*; do
    [ ! -e "$file" ] || mv "$file" "$to/"
  done
  warn gap "Begins anew: $1. What was committed since the last base backup can be restored up to here; what comes now only from a new one: run one now."
}

# Says what does not work, once.
trouble() {
  local line what=''
  while IFS= read -r line; do
    case $line in *error:* | *FATAL:* | *ERROR:*) what=$line ;; esac
  done <"$errors"
  what=$(meaning "$what")
  [ "$what" = "$said" ] || warn receive "$what Trying again: the server keeps its log until then."
  said=$what
}

# What an error means, without the server's address.
meaning() {
  case $1 in
    *'password authentication failed'* | *'no pg_hba.conf entry'*) echo 'The server refuses the login: the role needs LOGIN and REPLICATION, and pg_hba.conf a line for replication.' ;;
    *'must be superuser or replication role'* | *'permission denied to'*) echo 'The role may not replicate: alter role … replication.' ;;
    *'starting up'* | *'shutting down'* | *'Connection refused'* | *'No such file or directory'* | *'could not translate'* | *'timeout expired'*) echo 'The server does not answer.' ;;
    *'is active for PID'*) echo "The slot $slot is used by another receiver: there may be one." ;;
    *'all replication slots are in use'*) echo 'The server has no replication slot left: raise max_replication_slots.' ;;
    *'is ahead of the WAL flush position'*) echo 'The server is behind what was received: it was put back to an earlier state without a promotion. Promote it onto a new timeline (database-recovery.md of the runbooks, "A server that was put back"), stop the receiver, empty its folder, drop its slot, start it again, and take a base backup, once you know why.' ;;
    *'No space left'*) echo 'The disk of the receiver is full: what is shipped is deleted, so look at why S3 takes nothing.' ;;
    *'terminated by administrator'* | *'server closed the connection'* | *'terminating connection'* | *'could not receive data'* | *'unexpected termination'*) echo 'The connection to the server broke.' ;;
    '') echo 'The connection to the server ended.' ;;
    *) printf '%s\n' "The log is not received: ${1##*error: }." ;;
  esac
}

# A receiver that is asked to end has done what it should. What it wrote is on the disk.
stop() {
  trap '' TERM INT
  end_children
  wait || true
  info stop 'Asked to end: what was received is on the disk, and the slot has the server keep what comes.'
  exit 0
}
trap stop TERM INT

main
