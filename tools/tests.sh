#!/bin/sh
# The whole suite on SQLite; then all but browser tests on PostgreSQL, when one is named in
# DATABASE_URL_POSTGRES (.ci/run sees to it). All run, even when one before fails. Browser tests run
# by themselves: Playwright keeps an event loop in its thread, where tests of sockets have theirs.
set -u
unset DATABASE_URL
failed=0
[ -n "${DATABASE_URL_POSTGRES:-}" ] || echo "Testing on SQLite alone: DATABASE_URL_POSTGRES names no PostgreSQL."
pytest -n 2 --dist loadscope -m "not browser" || failed=1
pytest -n 2 --dist loadscope -m browser || failed=1
if [ -n "${DATABASE_URL_POSTGRES:-}" ]; then
  DATABASE_URL="$DATABASE_URL_POSTGRES" pytest -n 2 --dist loadscope -m "not browser and not slow" || failed=1
fi
exit $failed
