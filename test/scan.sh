#!/usr/bin/env bash
# Runs scanners of others over dist/: Checkov, installed here into .scan/ by pip, and kube-score where it is on the PATH. Our own
# checks stand for their rules; this shows that they do. What is excepted stands below, with its reason.
set -euo pipefail

[ -x .scan/bin/checkov ] || { echo 'Installing Checkov …'; python3 -m venv .scan && .scan/bin/pip -q install checkov==3.3.30; }

# CKV_K8S_43 asks for digests: a setting (images), since upstream's tags are what people know.
# CKV_K8S_38 asks that no token is mounted "unless needed": kube-state-metrics needs it.
for environment in dist/*/manifests; do
  echo "Checkov: $environment"
  .scan/bin/checkov --directory "$environment" --framework kubernetes --compact --quiet --skip-download \
    --skip-check CKV_K8S_43,CKV_K8S_38
  if command -v kube-score >/dev/null; then
    echo "kube-score: $environment"
    # It does not know the pods that the Prometheus Operator makes of its objects, and takes what selects them for lost.
    found=$(kube-score score --output-format ci "$environment"/*.yaml | grep -vE '^\[(OK|SKIPPED)\]' \
      | grep -vE '^\[CRITICAL\] fraiseql-(prometheus|alertmanager|thanos-ruler)/.* selector does(n.t| not) match any pods$' || true)
    [ -z "$found" ] || { echo "$found"; exit 1; }
  fi
done
