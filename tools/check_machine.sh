#!/bin/sh
# What this machine must have: `check_machine.sh python|node|browser|port N`. One clear line when it has not.
set -eu

fail() {
  echo "$1" >&2
  exit 1
}

python_is_good() {
  python="${PYTHON:-python3}"
  command -v "$python" >/dev/null 2>&1 || fail "Python 3.11 or newer is missing: install python3."
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
    || fail "$("$python" --version) is too old: Juuristo needs 3.11 or newer (PYTHON=/path/to/python3.11 make …)."
  "$python" -c 'import ensurepip, venv' 2>/dev/null \
    || fail "Python's venv module is missing: install python3-venv."
}

port_is_free() {
  python_is_good
  "${PYTHON:-python3}" - "$1" <<'END' || fail "Port $1 is taken or no port: choose another, PORT=8001 make run."
import socket, sys
if not sys.argv[1].isdigit():
    sys.exit(1)
with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind(("127.0.0.1", int(sys.argv[1])))
    except (OSError, OverflowError):
        sys.exit(1)
END
}

# Silent and exit 1 when the system has no Node of its own that is new enough.
node_is_good() {
  command -v npm >/dev/null 2>&1 || exit 1
  node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' >/dev/null 2>&1 || exit 1
}

find_browser() {
  for name in chromium-headless-shell chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && return 0
  done
  return 1
}

install_packages() {
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null >/dev/null 2>&1
}

browser_is_there() {
  find_browser && return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests …"
    apt-get update -qq </dev/null >/dev/null 2>&1 || true
    install_packages chromium chromium-headless-shell || install_packages chromium || true
  fi
  find_browser || fail "Chromium is missing, and the browser tests need it: install chromium."
}

case "$1" in
  python) python_is_good ;;
  node) node_is_good ;;
  browser) browser_is_there ;;
  port) port_is_free "$2" ;;
esac
