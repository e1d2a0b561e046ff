#!/bin/sh
# Linters, template formatting, import rules and strict types.
set -eu
ruff format --check --quiet .
ruff check --quiet .
git ls-files -z 'juuristo/*.html' | xargs -0 -r djade --check --target-version 5.2
lint-imports --no-cache
mypy .
