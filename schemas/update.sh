#!/usr/bin/env bash
# Makes src/schemas/*.json anew from packages of these versions. They are needed for nothing else, and not kept.
set -euo pipefail
cd "$(dirname "$0")/.."

sources=$(mktemp -d)
trap 'rm -rf "$sources"' EXIT

python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: --dest "$sources" \
  kubernetes-validate==1.37.0
python3 -m zipfile -e "$sources"/kubernetes_validate-*.whl "$sources/kubernetes-validate"

unpack() { # <folder> <package>
  mkdir "$sources/$1"
  tar -xzf "$sources/$(npm pack --silent --pack-destination "$sources" "$2")" -C "$sources/$1" --strip-components=1
}
unpack kubernetes-models kubernetes-models@5.1.0
unpack monitoring.coreos.com @kubernetes-models/prometheus-operator@6.0.0
unpack argoproj.io @kubernetes-models/argo-cd@4.0.0
unpack external-secrets.io @kubernetes-models/external-secrets@2.0.0

# kubernetes-models does not have the Grafana Operator: its custom resources come with its Go module.
mkdir "$sources/grafana.integreatly.org"
operator=$(go mod download -json github.com/grafana/grafana-operator/v5@v5.16.0 | sed -n 's/.*"Dir": "\(.*\)",/\1/p')
cp "$operator/config/crd/bases/grafana.integreatly.org_grafanadashboards.yaml" "$sources/grafana.integreatly.org/"

npx --no-install tsx schemas/update.ts "$sources"
