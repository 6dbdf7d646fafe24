#!/usr/bin/env bash
# Records what a restore check found, and keeps a copy of the dump that was proven: the copy outlives the dumps where none is taken any more.
set -Eeuo pipefail
# shellcheck source=src/backup/scripts/common.sh
. "$BACKUP_SCRIPTS/common.sh"
need BACKUP_WORK BACKUP_BUCKET BACKUP_PREFIX BACKUP_KMS_KEY AWS_REGION

in=$BACKUP_WORK/in
verified=$BACKUP_PREFIX/verified

main() {
  local id
  phase record 35
  id=$(<"$BACKUP_WORK/id")
  [ -s "$BACKUP_WORK/check.json" ] || fail 35 record "There is no $BACKUP_WORK/check.json: check.sh did not run before."
  keep "$id"
  put "$BACKUP_WORK/check.json" "$BACKUP_PREFIX/checks/$(date -u +%Y%m%dT%H%M%SZ).json"
  info record "Recorded that $id restores."
  supersede "$id"
}

# The manifest comes last: without it the copy is none.
keep() {
  local file
  if run exists "$verified/$1/manifest.json"; then
    info record "verified/$1 is there already."
    return
  fi
  for file in "$in"/*; do
    [ "${file##*/}" = manifest.json ] || put "$file" "$verified/$1/${file##*/}"
  done
  put "$in/manifest.json" "$verified/$1/manifest.json"
}

exists() { s3api head-object --bucket "$BACKUP_BUCKET" --key "$1" >/dev/null 2>"$BACKUP_WORK/errors"; }

put() {
  run upload "$1" "$2" || fail 35 record "s3://$BACKUP_BUCKET/$2 cannot be written: $(s3_error). The dump restores, but nobody would know. $hint_s3"
  run stored "$2" || fail 35 record "s3://$BACKUP_BUCKET/$2 cannot be looked at after it was written: $(s3_error). $hint_s3"
  [ "$(<"$BACKUP_WORK/stored")" = "$(stat -c %s "$1")"$'\t'"aws:kms"$'\t'"$BACKUP_KMS_KEY" ] ||
    fail 35 record "s3://$BACKUP_BUCKET/$2 is not stored as it was sent: bytes, algorithm and key are $(<"$BACKUP_WORK/stored"). Look at the encryption of the bucket."
}

upload() { s3 cp --only-show-errors --no-progress --sse aws:kms --sse-kms-key-id "$BACKUP_KMS_KEY" "$1" "s3://$BACKUP_BUCKET/$2" 2>"$BACKUP_WORK/errors"; }

stored() {
  s3api head-object --bucket "$BACKUP_BUCKET" --key "$1" --query '[ContentLength,ServerSideEncryption,SSEKMSKeyId]' --output text \
    >"$BACKUP_WORK/stored" 2>"$BACKUP_WORK/errors"
}

# Lets the three before it expire: the newest never does.
supersede() {
  local key ids=() id keys=()
  run list || fail 35 tag "s3://$BACKUP_BUCKET/$verified/ cannot be listed: $(s3_error). The result is recorded, and the copies before it do not expire."
  while IFS= read -r key; do
    [[ $key =~ ^"$verified/"([0-9]{8}T[0-9]{6}Z-[a-z0-9]{1,10})/manifest\.json$ && ${BASH_REMATCH[1]} < $1 ]] && ids+=("${BASH_REMATCH[1]}")
    keys+=("$key")
  done <"$BACKUP_WORK/keys"
  mapfile -t ids < <(printf '%s\n' "${ids[@]}" | sort | tail -n 3)
  for id in "${ids[@]}"; do
    for key in "${keys[@]}"; do
      [[ -n $id && $key == "$verified/$id/"* ]] || continue
      run tag "$key" || fail 35 tag "s3://$BACKUP_BUCKET/$key cannot be tagged: $(s3_error). The result is recorded, and this copy does not expire."
    done
  done
}

list() {
  s3api list-objects-v2 --bucket "$BACKUP_BUCKET" --prefix "$verified/" --query 'Contents[].[Key]' --output text \
    >"$BACKUP_WORK/keys" 2>"$BACKUP_WORK/errors"
}

tag() {
  s3api put-object-tagging --bucket "$BACKUP_BUCKET" --key "$1" --tagging 'TagSet=[{Key=superseded,Value=true}]' >/dev/null 2>"$BACKUP_WORK/errors"
}

main
