#!/usr/bin/env bash
# Every test: the quick ones first, then those that need the trained model, the running processes and a browser.
set -euo pipefail
cd "$(dirname "$0")/.."
export HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1 RASA_TELEMETRY_ENABLED=false
if ! command -v chromium >/dev/null; then
  echo "Installing Chromium for the browser tests"
  apt-get update -qq && apt-get install -y -qq chromium >/dev/null
fi
.venv/bin/python -m pytest -q "$@"
