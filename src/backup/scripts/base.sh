#!/usr/bin/env bash
# Copies the whole server: what the log is replayed onto. Leaves it for upload.sh.
set -Eeuo pipefail
# shellcheck source=src/backup/scripts/common.sh
. "$BACKUP_SCRIPTS/common.sh"
need BACKUP_WORK BACKUP_LOGIN_DIR PGHOST PGPORT PGDATABASE

out=$BACKUP_WORK/out
errors=$BACKUP_WORK/errors
# Level 1 takes half the time of level 6, for 9 % more bytes.
level=1

main() {
  local began
  began=$(moment)
  id=$(date -u +%Y%m%dT%H%M%SZ)-$(suffix)
  read_login
  rm -rf "$out" "$BACKUP_WORK"/{id,sha256sums,manifest.json}
  on_exit clean
  mkdir -p "$out"
  printf '%s\n' "$id" >"$BACKUP_WORK/id"
  phase connect 11
  ask_server
  phase base 18
  copy
  verify
  phase manifest 25
  checksums
  manifest "$began"
  info 'done' "Copied the server: $((data_bytes >> 20)) MiB of data as $id." "\"dataBytes\":$data_bytes,\"bytes\":$(total_of)"
}

# Half a copy is of no use to anybody, and fills the disk.
clean() {
  [ "$1" = 0 ] || rm -rf "$out" "$BACKUP_WORK"/{id,sha256sums,manifest.json}
}

moment() { date -u +%Y-%m-%dT%H:%M:%S.%3NZ; }

# The last part of the pod's name, which Kubernetes makes anew for every pod.
suffix() {
  local last=${HOSTNAME##*-}
  last=${last//[^a-z0-9]/}
  printf '%s' "${last:0:10}"
}

# What the server is. The version of the client must be its own: a copy of another cannot be started.
ask_server() {
  run psql -XAtqw -F ' ' -c "select system_identifier, current_setting('server_version_num')::int / 10000,
    (select setting from pg_settings where name = 'wal_segment_size'), current_setting('server_version') from pg_control_system()" \
    -c 'select rolname from pg_roles where oid = 10' >"$BACKUP_WORK/answer" 2>"$errors" ||
    fail 11 connect "The server does not answer, or refuses the login: $(said). The role needs LOGIN and REPLICATION, and CONNECT on $PGDATABASE."
  { read -r system major segment_bytes version && IFS= read -r superuser; } <"$BACKUP_WORK/answer"
  client=$(pg_basebackup --version) client=${client#*) }
  [ "${client%%[!0-9]*}" = "$major" ] ||
    fail 12 connect "pg_basebackup is version ${client%%.*} and the server $major: set backup.postgresMajor to that of the server."
}

# A fast checkpoint: a spread one would have the copy wait for minutes, of which nobody has anything.
copy() {
  local watcher began
  began=$(clock)
  watch &
  watcher=$!
  run pg_basebackup --no-password -D "$out" -Ft -z -Z "$level" -X stream --checkpoint=fast --progress --label "fraiseql $id" 2>"$errors" ||
    { end "$watcher"; fail 18 base "The server cannot be copied: $(said). $(hint)"; }
  end "$watcher"
  copy_seconds=$(seconds_since "$began")
}

end() { kill "$1" 2>/dev/null || true; wait "$1" 2>/dev/null || true; }

# How far it is, every ten seconds: from the last line in which pg_basebackup says so.
watch() {
  local line kilobytes
  while sleep 10; do
    line=$(tail -n 1 "$errors" 2>/dev/null | tr '\r' '\n' | tail -n 1)
    [[ $line =~ ([0-9]+)/([0-9]+)\ kB ]] || continue
    kilobytes=${BASH_REMATCH[1]}
    info base "Copied $((kilobytes >> 10)) of about $((BASH_REMATCH[2] >> 10)) MiB." "\"bytesDone\":$((kilobytes << 10)),\"bytesTotal\":$((BASH_REMATCH[2] << 10))"
  done
}

# Every archive is read to its end, and the manifest that pg_verifybackup reads says which log it needs.
verify() {
  local file began
  began=$(clock)
  [[ -s $out/base.tar.gz && -s $out/backup_manifest ]] || fail 18 base 'pg_basebackup left no base.tar.gz, or no backup_manifest.'
  for file in "$out"/*.tar.gz; do
    run tar -tzf "$file" >/dev/null 2>"$errors" || fail 18 base "${file##*/} is not whole: $(said)."
  done
  wal_range=$(perl -0ne 'while (/"Timeline": (\d+), "Start-LSN": "([0-9A-F\/]+)", "End-LSN": "([0-9A-F\/]+)"/g) { $start //= $2; ($timeline, $end) = ($1, $3) } print "$timeline $start $end" if $end' "$out/backup_manifest")
  [ -n "$wal_range" ] || fail 18 base 'backup_manifest does not say which log the copy needs.'
  data_bytes=$(perl -ne '$sum += $1 while /"Size": (\d+)/g; END { print $sum + 0 }' "$out/backup_manifest")
  verify_seconds=$(seconds_since "$began")
}

checksums() {
  (cd "$out" && run sha256sum -- * >"$BACKUP_WORK/sha256sums") || fail 25 manifest 'The checksums cannot be written: look at the disk.'
}

manifest() {
  local timeline start finish files='' sum name
  read -r timeline start finish <<<"$wal_range"
  while read -r sum name; do
    files+=$(printf '%s"%s":{"bytes":%s,"sha256":"%s"}' "${files:+,}" "$name" "$(stat -c %s "$out/$name")" "$sum")
  done <"$BACKUP_WORK/sha256sums"
  printf '{"format":1,"kind":"base","id":"%s","startedAt":"%s","finishedAt":"%s","server":{"version":"%s","major":%s,"systemIdentifier":"%s"},"files":{%s},"superuser":%s,"wal":{"timeline":%s,"start":"%s","end":"%s","segmentBytes":%s},"dataBytes":%s,"seconds":{"copy":%s,"verify":%s}}\n' \
    "$id" "$1" "$(moment)" "${version//[\"\\]/}" "$major" "$system" "$files" "$(json "$superuser")" "$timeline" "$start" "$finish" "$segment_bytes" "$data_bytes" "$copy_seconds" "$verify_seconds" \
    >"$BACKUP_WORK/manifest.part" || fail 25 manifest 'The manifest cannot be written: look at the disk.'
  mv "$BACKUP_WORK/manifest.part" "$BACKUP_WORK/manifest.json"
}

total_of() { stat -c %s "$out"/* | perl -ne '$sum += $_; END { print $sum }'; }

# The line in which a program says what is wrong.
said() {
  local line found=''
  while IFS= read -r line; do
    case $line in *error:* | *FATAL:* | *ERROR:* | tar:* | gzip:*) found=${line##*error: } ;; esac
  done < <(tr '\r' '\n' <"$errors")
  printf '%s' "${found:-it did not say why}"
}

hint() {
  case $(<"$errors") in
    *'No space left'*) echo 'The disk of the node is full: raise backup.scratchGiB.' ;;
    *pg_hba.conf* | *'replication role'* | *'permission denied'*) echo 'The role needs REPLICATION, and pg_hba.conf a line for the database replication.' ;;
    *max_wal_senders* | *'too many'*) echo 'Raise max_wal_senders: a copy takes two connections.' ;;
    *incompatible*) echo 'Set images.postgres… to the major version of the server.' ;;
    *) echo 'Nothing is uploaded. It is tried again.' ;;
  esac
}

main
