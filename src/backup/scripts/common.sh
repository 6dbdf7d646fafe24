# shellcheck shell=bash
# What every script of the backups begins with: lines of JSON, exit codes, children that end with it, and the way to S3.
# Exit codes are in src/backup/exits.ts and docs/backup.md.

# Each child is a process group of its own, so that a signal reaches all of it. The first process of a container has to pass SIGTERM on
# itself, and bash only hears it while it waits: whatever takes time runs by `run`.
set -m
export LC_ALL=C AWS_PAGER=''
phase=start phase_code=1 on_exit_commands=()

# Names what is done now, and the exit code of whatever goes wrong there without a word of its own.
phase() { phase=$1 phase_code=$2; }

# info <phase> <message> [<members of JSON>]
info() { say info "$@"; }
warn() { say warning "$@"; }

# fail <exit code> <phase> <message> [<members of JSON>]
fail() {
  local code=$1
  shift
  trap - ERR
  say error "$1" "$2" "\"code\":$code${3:+,$3}"
  exit "$code"
}

say() {
  local now
  TZ=UTC printf -v now '%(%Y-%m-%dT%H:%M:%S)T' -1
  printf '{"time":"%s.%sZ","level":"%s","phase":"%s","message":%s%s}\n' \
    "$now" "${EPOCHREALTIME: -6:3}" "$1" "$2" "$(json "$3")" "${4:+,$4}"
}

# A text as JSON has it.
json() {
  local text=$1
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\n'/\\n}
  text=${text//$'\t'/\\t}
  printf '"%s"' "${text//[[:cntrl:]]/}"
}

# All that is missing at once.
need() {
  local name missing=()
  for name; do [ -n "${!name:-}" ] || missing+=("$name"); done
  [ ${#missing[@]} = 0 ] || fail 10 settings "These variables are not set: ${missing[*]}. The synthesized manifests set them: was the CronJob edited by hand?"
}

# Runs a command or a function so that a signal need not wait for its end. Its files may be redirected as those of any command.
run() {
  local code=0
  "$@" &
  wait $! || code=$?
  return "$code"
}

# Calls a function at the end, whatever that is: the last that was given is called first.
on_exit() { on_exit_commands=("$1" "${on_exit_commands[@]}"); }

at_exit() {
  local code=$? command
  trap - ERR EXIT
  set +e
  end_children
  for command in "${on_exit_commands[@]}"; do "$command" "$code"; done
}

end_children() {
  local group groups
  groups=$(jobs -p)
  # Nobody needs to read in which state they ended.
  disown -a
  for group in $groups; do kill -TERM -- "-$group" 2>/dev/null; done
  return 0
}

# Everything else is gone with the first process of the container.
on_signal() { fail "$1" "$phase" "Stopped by $2: what was begun is not finished, and what is in the bucket without a manifest is no backup."; }

unexpected() {
  [ "$BASHPID" != "$$" ] || fail "$phase_code" "$phase" "Line $1 of ${0##*/} failed, which nobody expected: look at standard error."
}

trap at_exit EXIT
trap 'on_signal 143 SIGTERM' TERM
trap 'on_signal 130 SIGINT' INT
trap 'unexpected $LINENO' ERR

# Microseconds since 1970.
clock() { printf '%s' "${EPOCHREALTIME/[.,]/}"; }

# Seconds since a moment of `clock`, with three decimals.
seconds_since() {
  local took=$((($(clock) - $1) / 1000))
  printf '%d.%03d' $((took / 1000)) $((took % 1000))
}

# The login stands in files, so that it is in no manifest and in no listing of processes.
read_login() {
  local file
  for file in username password; do
    [ -s "$BACKUP_LOGIN_DIR/$file" ] || fail 10 settings "The Secret of the database has no ${file}: $BACKUP_LOGIN_DIR/$file is not there or empty."
  done
  PGUSER=$(<"$BACKUP_LOGIN_DIR/username") PGPASSWORD=$(<"$BACKUP_LOGIN_DIR/password")
  export PGUSER PGPASSWORD PGCONNECT_TIMEOUT=${PGCONNECT_TIMEOUT:-10} PGAPPNAME=${PGAPPNAME:-fraiseql_backup}
}

# A server that is gone without a word is noticed within a minute, instead of never.
# shellcheck disable=SC2034 # for the scripts
keepalives='keepalives_idle=30 keepalives_interval=10 keepalives_count=3'

# S3, as the settings have it. A connection that is silent is tried again; so is whatever S3 says may be.
s3() { aws "${aws_options[@]}" s3 "$@"; }
s3api() { aws "${aws_options[@]}" s3api "$@"; }
aws_options=(
  --cli-connect-timeout 10 --cli-read-timeout "${BACKUP_READ_TIMEOUT:-60}"
  ${AWS_REGION:+--region "$AWS_REGION"} ${BACKUP_ENDPOINT:+--endpoint-url "$BACKUP_ENDPOINT"}
)
# Credentials are those of the pod's account: never those of its node, which asking for takes long where there are none.
export AWS_RETRY_MODE=${AWS_RETRY_MODE:-standard} AWS_MAX_ATTEMPTS=${AWS_MAX_ATTEMPTS:-6} AWS_EC2_METADATA_DISABLED=true

# What the client said last, of $BACKUP_WORK/errors: the line in which it says why.
s3_error() {
  local line last=''
  while IFS= read -r line || [ -n "$line" ]; do [ -z "${line//[[:space:]]/}" ] || last=$line; done <"$BACKUP_WORK/errors"
  last=${last:-the client did not say why}
  # It stands in a sentence of ours.
  printf '%s' "${last%.}"
}
# shellcheck disable=SC2034 # for the scripts
hint_s3='Look at backup.repository in the settings, at the role of the account and its policy, and at the key.'
