#!/usr/bin/env bash
# The tests that use the web part's database, on PostgreSQL. Nothing is installed here: the server has to be there.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -z "${SIGNPOST_TEST_POSTGRES:-}" ]; then
  cat >&2 <<'WORDS'
This needs a PostgreSQL server (13 or newer) on which a user may make databases, and its address:

  SIGNPOST_TEST_POSTGRES=postgresql://user:password@127.0.0.1:5432/postgres make test-postgres

The tests make a database of their own beside the one that is named, and remove it again.
WORDS
  exit 2
fi
if ! .venv/bin/python - <<'PYTHON'; then
import os, sys
import psycopg2
try:
    connection = psycopg2.connect(os.environ["SIGNPOST_TEST_POSTGRES"], connect_timeout=5)
except psycopg2.Error as error:
    sys.exit(f"No PostgreSQL answers at SIGNPOST_TEST_POSTGRES ({type(error).__name__}).")
with connection.cursor() as cursor:
    cursor.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
    if not cursor.fetchone()[0]:
        sys.exit("This user may not make databases: ALTER USER ... CREATEDB.")
PYTHON
  exit 2
fi
exec .venv/bin/python -m pytest -q -p no:cacheprovider tests/staff tests/contract tests/workbench "$@"
