#!/usr/bin/env bash
# Builds a real Filebeat from its Go module into .filebeat/. It takes about five minutes and needs Go; nothing else here does. Newer
# versions cannot be had so: from 8 on the module is published under a path that Go does not take for that version.
set -euo pipefail

version=7.17.29
here=$PWD/.filebeat
export GOBIN=$here/bin GOFLAGS=-mod=mod
mkdir -p "$here/bin" "$here/build"

[ -x "$here/bin/filebeat" ] && exit
command -v go >/dev/null || { echo 'npm run logs needs Go (https://go.dev/dl) to build Filebeat.' >&2; exit 1; }
echo 'Building filebeat …'

# A Go module that needs this one, since a program with replaced modules cannot be installed by itself: what the module replaces,
# we have to replace too, apart from folders of its own.
cd "$here/build"
[ -f go.mod ] || go mod init filebeat 2>/dev/null
mod=$(go mod download -json "github.com/elastic/beats/v7@v$version" | sed -n 's/.*"GoMod": "\(.*\)",/\1/p')
go mod edit -json "$mod" | node -e '
  const { Replace } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
  for (const { Old, New } of Replace ?? []) {
    if (New.Version) console.log(`${Old.Path}${Old.Version ? `@${Old.Version}` : ""}=${New.Path}@${New.Version}`);
  }' | while read -r replaced; do go mod edit -replace "$replaced"; done
go get "github.com/elastic/beats/v7/filebeat@v$version" 2>/dev/null
go build -o "$here/bin/filebeat" github.com/elastic/beats/v7/filebeat
