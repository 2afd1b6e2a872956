#!/usr/bin/env bash
# Rebuild the lock files from requirements/*.in. The resolver lives in an environment of its own under var/.
set -euo pipefail
cd "$(dirname "$0")/.."
resolver=var/resolver
[ -x "$resolver/bin/uv" ] || { python3 -m venv "$resolver"; "$resolver/bin/pip" install -q "uv==0.13.9"; }
cd requirements
for name in runtime dev; do
  "../$resolver/bin/uv" pip compile --quiet --no-header --python-version 3.10 --generate-hashes \
    --override overrides.txt --no-emit-package torch "$name.in" -o "$name.lock"
  echo "wrote requirements/$name.lock"
done
