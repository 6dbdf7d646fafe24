#!/usr/bin/env bash
# Finds the engines that the tests run, and installs them with apt where it may. A missing one never skips a test.
set -euo pipefail

declare -A package=(
  [promtool]=prometheus
  [prometheus]=prometheus
  [amtool]=prometheus-alertmanager
  [prometheus-blackbox-exporter]=prometheus-blackbox-exporter
  [prometheus-postgres-exporter]=prometheus-postgres-exporter
  [initdb]=postgresql
  [redis-server]=redis-server
  [chromium]=chromium
  [openssl]=openssl
  [aws]=awscli
  [shellcheck]=shellcheck
  [setpriv]=util-linux
  [prometheus-alertmanager]=prometheus-alertmanager
)

# Debian keeps PostgreSQL's server off the PATH.
missing() {
  local PATH=$PATH:$(printf '%s:' /usr/lib/postgresql/*/bin)
  for tool in "${!package[@]}"; do
    command -v "$tool" >/dev/null || echo "${package[$tool]}"
  done | sort -u
}

wanted=$(missing)
[ -z "$wanted" ] && exit 0

if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing ${wanted//$'\n'/ } for the tests …"
  export DEBIAN_FRONTEND=noninteractive
  # The packages would start a server each: the tests start their own.
  [ -e /usr/sbin/policy-rc.d ] || { printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d && trap 'rm -f /usr/sbin/policy-rc.d' EXIT; }
  apt-get update -qq
  # shellcheck disable=SC2086
  apt-get install -qq -y --no-install-recommends $wanted >/dev/null
fi

wanted=$(missing)
[ -z "$wanted" ] && exit 0

cat >&2 <<TXT
The tests run real engines, and these are not on the PATH: ${wanted//$'\n'/ }.
  Debian, Ubuntu   sudo apt-get install ${wanted//$'\n'/ }
  macOS            brew install prometheus alertmanager blackbox_exporter postgres_exporter postgresql redis chromium awscli shellcheck && ln -s alertmanager "\$(brew --prefix)/bin/prometheus-alertmanager"
  container        docker run --rm --privileged -v "\$PWD:/project" -w /project node:20-bookworm bash -c 'npm ci && npm test'
TXT
exit 1
