#!/usr/bin/env bash
# Builds a real API server, etcd, kubectl and the Prometheus Operator from their Go modules into .cluster/. It takes about ten
# minutes and needs Go; nothing else here does.
set -euo pipefail

kubernetes=1.34.2 etcd=3.6.5 operator=0.85.0 secrets=1.3.2 argo=3.6.1 grafana=5.16.0
here=$PWD/.cluster
export GOBIN=$here/bin GOFLAGS=-mod=mod
mkdir -p "$here/bin" "$here/crds"

command -v go >/dev/null || { echo 'npm run cluster needs Go (https://go.dev/dl) to build an API server.' >&2; exit 1; }

# module NAME VERSION: a Go module that needs this one, since a program with replaced modules cannot be installed by itself.
module() {
  mkdir -p "$here/build/$1" && cd "$here/build/$1"
  [ -f go.mod ] || go mod init "$1" 2>/dev/null
}

built() { [ -x "$here/bin/$1" ] || { echo "Building $1 …"; false; }; }

if ! built kube-apiserver || ! built kubectl; then
  module kubernetes
  mod=$(go mod download -json "k8s.io/kubernetes@v$kubernetes" | sed -n 's/.*"GoMod": "\(.*\)",/\1/p')
  # Kubernetes' own libraries are published under the same version with a 0 in front.
  grep -oE 'k8s\.io/[a-z-]+ v0\.0\.0$' "$mod" | sort -u | while read -r library _; do
    go mod edit -replace "$library=$library@v0.${kubernetes#*.}"
  done
  go get "k8s.io/kubernetes/cmd/kube-apiserver@v$kubernetes" "k8s.io/kubernetes/cmd/kubectl@v$kubernetes" 2>/dev/null
  # The operator asks the API server for its version, and goes by it.
  set_version="-X k8s.io/component-base/version.gitVersion=v$kubernetes"
  go install -ldflags "$set_version" k8s.io/kubernetes/cmd/kube-apiserver k8s.io/kubernetes/cmd/kubectl
fi

if ! built etcd; then
  module etcd
  go get "go.etcd.io/etcd/server/v3@v$etcd" 2>/dev/null
  go build -o "$here/bin/etcd" go.etcd.io/etcd/server/v3
fi

if ! built operator; then
  module operator
  go get "github.com/prometheus-operator/prometheus-operator/cmd/operator@v$operator" 2>/dev/null
  go install github.com/prometheus-operator/prometheus-operator/cmd/operator
fi

# Custom resources come with the modules of those who serve them.
folder() { GOTOOLCHAIN=local go mod download -json "$1" 2>/dev/null | sed -n 's/.*"Dir": "\(.*\)",/\1/p'; }
copy() { cp -f "$@" "$here/crds/" && chmod u+w "$here"/crds/*; }
module operator
copy "$(folder "github.com/prometheus-operator/prometheus-operator@v$operator")"/example/prometheus-operator-crd/*.yaml
copy "$(folder "github.com/external-secrets/external-secrets@v$secrets")"/config/crds/bases/external-secrets.io_externalsecrets.yaml
copy "$(folder "github.com/grafana/grafana-operator/v5@v$grafana")"/config/crd/bases/grafana.integreatly.org_grafanadashboards.yaml
argo_crds=$(go env GOMODCACHE)/github.com/argoproj/argo-cd/v3@v$argo/manifests/crds
go mod download "github.com/argoproj/argo-cd/v3@v$argo" 2>/dev/null || [ -d "$argo_crds" ]
copy "$argo_crds"/application-crd.yaml "$argo_crds"/appproject-crd.yaml
