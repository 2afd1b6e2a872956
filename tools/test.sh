#!/usr/bin/env bash
# Every test: the quick ones first, then those that need a browser, then those that need the trained model and the
# running processes. With arguments, only what pytest makes of them: `bash tools/test.sh tests/web -k keyboard`.
set -euo pipefail
cd "$(dirname "$0")/.."
export HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1 RASA_TELEMETRY_ENABLED=false
AXE_VERSION=4.14.1
AXE=var/npm/node_modules/axe-core

install() { # what for, then the Debian package
  echo "Installing $2 $1"
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "Install the package $2 and run the command again." >&2
    exit 1
  fi
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$2" >/dev/null
}

command -v chromium >/dev/null || install "for the browser tests" chromium
if ! grep -qs "\"version\": \"$AXE_VERSION\"" "$AXE/package.json"; then
  echo "Fetching axe-core for the accessibility tests"
  command -v npm >/dev/null || install "to fetch axe-core" npm
  npm install --no-save --no-audit --no-fund --silent --prefix var/npm "axe-core@$AXE_VERSION"
fi

if [ "$#" -gt 0 ]; then
  exec .venv/bin/python -m pytest -q "$@"
fi
failed=0
run() { # which tests, then options of pytest
  echo "== Tests: $1"
  .venv/bin/python -m pytest -q -m "$@" || failed=1
}
# Only the quick ones run side by side: the others would take each other's time and memory.
run "not model and not browser and not soak" -n 2
run browser
run model
exit "$failed"
