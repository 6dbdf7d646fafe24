#!/usr/bin/env bash
# Downloads the newest dump, or the one that BACKUP_ID names, to $BACKUP_WORK/in: its manifest, and the files that the manifest names.
# BACKUP_FOLDER is dumps where it is left out, or verified: copies of those that were proven.
# What has no manifest is no backup. Whether the bytes are those of the manifest is for the next step: here is nothing that reads JSON.
set -Eeuo pipefail
# shellcheck source=src/backup/scripts/common.sh
. "$BACKUP_SCRIPTS/common.sh"
need BACKUP_WORK BACKUP_BUCKET BACKUP_PREFIX AWS_REGION

folder=${BACKUP_FOLDER:-dumps}
in=$BACKUP_WORK/in
id_pattern='[0-9]{8}T[0-9]{6}Z-[a-z0-9]{1,10}'

main() {
  phase download 20
  local began id file
  began=$(clock)
  mkdir -p "$in"
  id=${BACKUP_ID:-}
  if [ -z "$id" ]; then
    run list || fail 20 choose "s3://$BACKUP_BUCKET/$BACKUP_PREFIX/$folder/ cannot be listed: $(s3_error). $hint_s3"
    id=$(newest) || exit
    [ -n "$id" ] || fail 30 choose "There is no backup in s3://$BACKUP_BUCKET/$BACKUP_PREFIX/$folder/: no folder there has a manifest. Look at why no dump was taken, and whether bucket and prefix are the right ones."
  elif ! [[ $id =~ ^$id_pattern$ ]]; then
    fail 10 choose "BACKUP_ID is '$id', which is no name of a backup: it is one such as 20260307T060000Z-x7k2p."
  fi
  info download "Downloading $folder/$id."
  printf '%s\n' "$id" >"$BACKUP_WORK/id"
  fetch "$id" manifest.json
  while IFS= read -r file; do fetch "$id" "$file"; done < <(files_of "$(<"$in/manifest.json")")
  seconds_since "$began" >"$BACKUP_WORK/download-seconds"
  info download "Downloaded $folder/$id."
}

# The client asks for page after page; of a page without a match it says None.
list() {
  s3api list-objects-v2 --bucket "$BACKUP_BUCKET" --prefix "$BACKUP_PREFIX/$folder/" \
    --query 'Contents[].[Key]' --output text >"$BACKUP_WORK/keys" 2>"$BACKUP_WORK/errors"
}

# Names sort as their times do. Whatever else lies there is no backup; and what is dated in the future would be the newest for ever.
newest() {
  local key found='' now
  now=$(date -u +%Y%m%dT%H%M%SZ)~
  while IFS= read -r key; do
    [[ $key =~ ^"$BACKUP_PREFIX/$folder/"($id_pattern)/manifest\.json$ ]] || continue
    [[ ${BASH_REMATCH[1]} < $now ]] || continue
    [[ ${BASH_REMATCH[1]} < $found ]] || found=${BASH_REMATCH[1]}
  done <"$BACKUP_WORK/keys"
  printf '%s' "$found"
}

# Names of files in a manifest: those before `{ "bytes"`. None has a slash, so that none leaves its folder.
files_of() {
  local rest=$1 name='"([a-z0-9][a-z0-9._-]*)"[[:space:]]*:[[:space:]]*\{[[:space:]]*"(bytes|sha256)"'
  while [[ $rest =~ $name ]]; do
    printf '%s\n' "${BASH_REMATCH[1]}"
    rest=${rest#*"${BASH_REMATCH[0]}"}
  done
}

fetch() {
  local from=s3://$BACKUP_BUCKET/$BACKUP_PREFIX/$folder/$1/$2
  run s3_get "$from" "$in/$2" && return
  case $(<"$BACKUP_WORK/errors") in
    *'No space left on device'*) fail 31 download "The disk is full: $from does not fit. Raise backup.scratchGiB." ;;
    *404* | *NoSuchKey* | *'Not Found'*)
      [ "$2" = manifest.json ] && fail 30 download "There is no backup $1: s3://$BACKUP_BUCKET/$BACKUP_PREFIX/$folder/ has no manifest of that name. fraiseql-monitoring restore --list says which there are."
      fail 31 download "$2 of $1 is gone from the bucket, though its manifest names it. Use another dump, and find out who deleted it."
      ;;
    *) fail 20 download "$from cannot be read: $(s3_error). $hint_s3" ;;
  esac
}

s3_get() { s3 cp --only-show-errors --no-progress "$1" "$2" 2>"$BACKUP_WORK/errors"; }

main
