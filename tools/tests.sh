#!/bin/sh
# The whole suite on SQLite; then what asks a database on PostgreSQL, when one is named in
# DATABASE_URL_POSTGRES (.ci/run sees to it). All run, even when one before fails. Browser tests run
# by themselves: Playwright keeps an event loop in its thread, where tests of sockets have theirs.
set -u
unset DATABASE_URL
failed=0

run_tests() {
  pytest -n 2 --dist worksteal --durations 15 --durations-min 5 "$@" || failed=1
}

# Pure logic and tests of the checkout's own files: no database would make a difference to them.
without_pure_logic() {
  run_tests "$@" --ignore juuristo/figures --ignore juuristo/stairs --ignore tests/test_documents.py \
    --ignore tests/test_frontend.py --ignore tests/test_templates.py \
    --ignore tests/test_translations.py --ignore tests/test_wheel.py \
    --ignore-glob 'juuristo/surveys/tests/test_disclosure_*'
}

[ -n "${DATABASE_URL_POSTGRES:-}" ] || echo "Testing on SQLite alone: DATABASE_URL_POSTGRES names no PostgreSQL."
run_tests -m "not browser"
run_tests -m browser
if [ -n "${DATABASE_URL_POSTGRES:-}" ]; then
  DATABASE_URL=$DATABASE_URL_POSTGRES
  export DATABASE_URL
  without_pure_logic -m "not browser and not slow"
fi
exit $failed
