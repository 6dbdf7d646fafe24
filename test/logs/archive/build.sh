#!/usr/bin/env bash
# Builds the OpenTelemetry Collector from its Go modules into .archive/, with those components that the archive uses: the same versions
# as in the image of `src/model/images.ts`. It takes some minutes and needs Go; nothing else here does.
set -euo pipefail

version=0.145.0 stable=1.51.0
here=$PWD/.archive
mkdir -p "$here"
# Built for this version: nothing to do.
[ -x "$here/otelcol" ] && [ "$(cat "$here/version" 2>/dev/null)" = "$version" ] && exit 0

command -v go >/dev/null || { echo 'npm run archive needs Go (https://go.dev/dl) to build the collector.' >&2; exit 1; }

echo "Building the OpenTelemetry Collector $version …"
contrib=github.com/open-telemetry/opentelemetry-collector-contrib core=go.opentelemetry.io/collector
cat > "$here/builder.yaml" <<YAML
dist: {name: otelcol, output_path: $here/build, module: example.test/otelcol}
receivers:
  - gomod: $contrib/receiver/filelogreceiver v$version
  - gomod: $core/receiver/otlpreceiver v$version
exporters:
  - gomod: $contrib/exporter/awss3exporter v$version
  - gomod: $core/exporter/otlpexporter v$version
extensions:
  - gomod: $contrib/extension/storage/filestorage v$version
  - gomod: $contrib/extension/healthcheckextension v$version
providers:
  - gomod: $core/confmap/provider/envprovider v$stable
  - gomod: $core/confmap/provider/fileprovider v$stable
YAML
GOBIN=$here go install "$core/cmd/builder@v$version"
"$here/builder" --config "$here/builder.yaml" > "$here/build.log" 2>&1 || { cat "$here/build.log" >&2; exit 1; }
cp "$here/build/otelcol" "$here/otelcol"
echo "$version" > "$here/version"
