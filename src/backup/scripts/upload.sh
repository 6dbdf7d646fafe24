#!/usr/bin/env bash
# Uploads what the container before it has made, and proves what S3 holds of it. The manifest is last: a backup without one is none.
# Of the image: bash, coreutils and aws, and nothing else.
set -Eeuo pipefail
# shellcheck source=src/backup/scripts/common.sh
. "$BACKUP_SCRIPTS/common.sh"
need BACKUP_WORK BACKUP_KIND BACKUP_BUCKET BACKUP_PREFIX BACKUP_KMS_KEY BACKUP_LEAST_SHARE AWS_REGION

# Of aws, which says why there.
errors=$BACKUP_WORK/errors
answer=$BACKUP_WORK/answer
id_pattern='[0-9]{8}T[0-9]{6}Z-[a-z0-9]{1,10}'
before=() keys=() sizes=()

main() {
  phase settings 10
  choose
  check
  phase repository 20
  list
  phase floor 21
  floor
  phase upload 22
  local sum name
  while read -r sum name; do upload "$sum" "$name"; done <"$BACKUP_WORK/sha256sums"
  phase manifest 25
  put_manifest
  phase tags 26
  supersede
  info finish "The backup $id is in s3://$BACKUP_BUCKET/$folder/$id/, $(total) bytes in $(seconds_since "$began") s."
}

choose() {
  began=$(clock)
  case $BACKUP_KIND in
    dump) folder=$BACKUP_PREFIX/dumps ;;
    base) folder=$BACKUP_PREFIX/base ;;
    *) fail 10 settings "BACKUP_KIND is '$BACKUP_KIND', and there are: dump, base." ;;
  esac
  [[ $BACKUP_LEAST_SHARE =~ ^(0|1|0?\.[0-9]+|1\.0+)$ ]] ||
    fail 10 settings "BACKUP_LEAST_SHARE is '$BACKUP_LEAST_SHARE', and is a number from 0 to 1."
  local file
  for file in id sha256sums manifest.json; do
    [ -s "$BACKUP_WORK/$file" ] || fail 22 upload "There is no $BACKUP_WORK/$file: the container before this one has made no backup."
  done
  id=$(<"$BACKUP_WORK/id")
}

# Whoever made it has left it whole: what the disk of the node has made of it since is seen here.
check() {
  local sum name
  while read -r sum name; do
    run sum_of "$BACKUP_WORK/out/$name" 2>"$errors" || fail 22 upload "$name cannot be read: $(s3_error)"
    [ "$(<"$answer")" = "$sum" ] || fail 22 upload "$name is not what the container before this one has made: its SHA-256 differs. Look at the node's disk."
  done <"$BACKUP_WORK/sha256sums"
}

# An answer that is lost is not an upload that is: whoever asks again to complete one of several parts is told that there is none.
arrived() {
  local why
  why=$(s3_error)
  if ! run head "$1" || [ "$(<"$answer")" != "$(wanted "$2" "$3")" ]; then
    fail 22 upload "${1##*/} cannot be uploaded: $why. $hint_s3"
  fi
  warn upload "S3 has ${1##*/}, though the client says: $why."
}

sum_of() { sha256sum <"$1" | cut -c -64 >"$answer"; }

# All that is there, in pages that the client asks for. Of an empty folder it says None, which is no key of a backup.
list() {
  local key size
  run s3api list-objects-v2 --bucket "$BACKUP_BUCKET" --prefix "$folder/" --query 'Contents[].[Key,Size]' --output text >"$answer" 2>"$errors" ||
    fail 20 repository "s3://$BACKUP_BUCKET/$folder/ cannot be listed: $(s3_error). $hint_s3"
  while IFS=$'\t' read -r key size; do
    [[ $key =~ ^"$folder/"($id_pattern)/[^/]+$ && ${BASH_REMATCH[1]} < $id ]] || continue
    keys+=("$key") sizes+=("$size")
    [[ $key != */manifest.json ]] || before+=("${BASH_REMATCH[1]}")
  done <"$answer"
}

# A database that shrinks by half overnight has lost something, even where its dump is whole.
floor() {
  local last=0 now share index
  [ ${#before[@]} -gt 0 ] || return 0
  for index in "${!keys[@]}"; do
    [[ ${keys[index]} != "$folder/${before[-1]}/"* || ${keys[index]} == */manifest.json ]] || last=$((last + sizes[index]))
  done
  now=$(total)
  printf -v share '%.0f' "${BACKUP_LEAST_SHARE}e3"
  [ $((now * 1000)) -ge $((last * share)) ] ||
    fail 21 floor "The backup has $now bytes, and ${before[-1]} has $last: less than $BACKUP_LEAST_SHARE of it. Is something gone? If it should be, set backup.leastShareOfPrevious to 0 for one run."
}

total() {
  local sum name bytes=0
  while read -r sum name; do bytes=$((bytes + $(stat -c %s "$BACKUP_WORK/out/$name"))); done <"$BACKUP_WORK/sha256sums"
  printf '%d' "$bytes"
}

# One file: sent, looked at, and read again.
upload() {
  local sum=$1 name=$2 file=$BACKUP_WORK/out/$2 key=$folder/$id/$2
  info upload "Uploading $name, $(stat -c %s "$file") bytes."
  run s3 cp --only-show-errors --no-guess-mime-type --sse aws:kms --sse-kms-key-id "$BACKUP_KMS_KEY" --metadata "sha256=$sum" \
    "$file" "s3://$BACKUP_BUCKET/$key" 2>"$errors" || arrived "$key" "$file" "$sum"
  look "$key" "$file" "$sum"
  read_back "$key" "$sum"
}

# What S3 says of it: a default of the bucket, or an alias of another key, encrypts without an error.
look() {
  local stored wanted
  run head "$1" || fail 23 look "${1##*/} cannot be looked at after it was uploaded: $(s3_error). $hint_s3"
  stored=$(<"$answer")
  wanted=$(wanted "$2" "$3")
  [ "$stored" = "$wanted" ] ||
    fail 23 look "S3 holds ${1##*/} otherwise than it was sent. Bytes, algorithm, key and SHA-256 are ${stored//$'\t'/, } instead of ${wanted//$'\t'/, }. $hint_s3"
}

head() {
  s3api head-object --bucket "$BACKUP_BUCKET" --key "$1" --output text \
    --query '[ContentLength,ServerSideEncryption,SSEKMSKeyId,Metadata.sha256]' >"$answer" 2>"$errors"
}

# Bytes, algorithm, key and SHA-256 as they were sent.
wanted() { printf '%s\taws:kms\t%s\t%s' "$(stat -c %s "$1")" "$BACKUP_KMS_KEY" "$2"; }

# What S3 gives back: the client may end well in the middle of an object.
read_back() {
  run sum_of_object "$1" 2>"$errors" || fail 24 read-back "${1##*/} cannot be read again: $(s3_error). $hint_s3"
  [ "$(<"$answer")" = "$2" ] || fail 24 read-back "S3 gives ${1##*/} back otherwise than it was sent: its SHA-256 differs."
}

sum_of_object() { s3 cp --only-show-errors "s3://$BACKUP_BUCKET/$1" - | sha256sum | cut -c -64 >"$answer"; }

# From here on the backup exists.
put_manifest() {
  run s3 cp --only-show-errors --sse aws:kms --sse-kms-key-id "$BACKUP_KMS_KEY" --content-type application/json \
    "$BACKUP_WORK/manifest.json" "s3://$BACKUP_BUCKET/$folder/$id/manifest.json" 2>"$errors" ||
    fail 25 manifest "The manifest cannot be written, and without it there is no backup: $(s3_error). $hint_s3"
}

# Lets the three before it expire when they are old enough: never the newest, should no other come. Three, so that one run may fail to.
supersede() {
  local one key clients=()
  : >"$errors"
  for one in "${before[@]:$((${#before[@]} > 3 ? ${#before[@]} - 3 : 0))}"; do
    for key in "${keys[@]}"; do
      if [[ $key == "$folder/$one/"* ]]; then tag "$key" & clients+=($!); fi
    done
    # A few at a time: each client takes some 60 MB.
    ended "${clients[@]}"
    clients=()
  done
}

ended() {
  local client
  for client; do
    wait "$client" || fail 26 tags "The backup $id is whole, but one before it cannot be tagged, and will not expire: $(s3_error). $hint_s3"
  done
}

tag() {
  s3api put-object-tagging --bucket "$BACKUP_BUCKET" --key "$1" --tagging 'TagSet=[{Key=superseded,Value=true}]' >/dev/null 2>>"$errors"
}

main
