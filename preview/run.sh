#!/usr/bin/env bash
# Renders the boards: brings this package's own dependencies when they are missing or old, and finds the programs that it runs.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! cmp -s preview/package-lock.json preview/node_modules/.installed; then
  npm ci --prefix preview --loglevel=error
  cp preview/package-lock.json preview/node_modules/.installed
fi

declare -A package=([prometheus]=prometheus [promtool]=prometheus [chromium]=chromium)

missing() {
  for program in "${!package[@]}"; do
    [ "$program" = chromium ] && [ -n "${CHROMIUM:-}" ] && continue
    command -v "$program" >/dev/null || echo "${package[$program]}"
  done | sort -u
}

wanted=$(missing)
if [ -n "$wanted" ] && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing ${wanted//$'\n'/ } …"
  # The package of Prometheus would start a server: the preview starts its own.
  export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
  apt-get update -qq
  # shellcheck disable=SC2086
  apt-get install -qq -y --no-install-recommends $wanted >/dev/null
  wanted=$(missing)
fi
if [ -n "$wanted" ]; then
  echo "The preview runs ${wanted//$'\n'/ }, which is not on the PATH: sudo apt-get install ${wanted//$'\n'/ }, or brew install prometheus chromium." >&2
  exit 1
fi

exec node_modules/.bin/tsx preview/src/main.ts "$@"
