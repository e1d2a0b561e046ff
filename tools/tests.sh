#!/bin/sh
# The whole suite on SQLite; then all but browser tests on PostgreSQL, when one is named in
# DATABASE_URL_POSTGRES (.ci/run sees to it). Both run, even when the first fails.
set -u
unset DATABASE_URL
failed=0
[ -n "${DATABASE_URL_POSTGRES:-}" ] || echo "Testing on SQLite alone: DATABASE_URL_POSTGRES names no PostgreSQL."
pytest -n 2 --dist loadscope || failed=1
if [ -n "${DATABASE_URL_POSTGRES:-}" ]; then
  DATABASE_URL="$DATABASE_URL_POSTGRES" pytest -n 2 --dist loadscope -m "not browser and not slow" || failed=1
fi
exit $failed
