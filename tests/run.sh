#!/usr/bin/env bash
# Set up what the tests need, then run every check. Arguments are handed to pytest.
# May be run again, from any folder; the second time nothing is installed.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
. "$root/.ci/environment.sh"

find_chromium() {
  local name
  for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null && return
  done
  [ -n "${CHROMIUM:-}" ] || [ -f "$venv/.playwright-chromium" ]
}

install_chromium() {
  if find_chromium; then return; fi
  if can_apt && apt_install chromium fonts-dejavu-core fonts-noto-cjk; then return; fi
  say "Installing Playwright's own Chromium"
  "$venv/bin/playwright" install chromium
  touch "$venv/.playwright-chromium"
}

find_postgresql() {
  command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

# Storage is tested on both databases; without this one its half is skipped, and says so.
install_postgresql() {
  if find_postgresql; then return; fi
  if can_apt && apt_install postgresql; then return; fi
  say "PostgreSQL is not at hand: the tests of storage run on SQLite alone."
}

failed=()
check() {
  say "== $*"
  "$venv/bin/$1" "${@:2}" || failed+=("$1")
}

make_venv
install pip 'pip>=25.1'
install development --editable '.[web]' --group dev
install_chromium
install_postgresql
prepare

cd "$root"
check ruff check
check ruff format --check
check mypy
check lint-imports
check pytest -n 2 --dist loadscope "$@"

if [ ${#failed[@]} -gt 0 ]; then
  say "Failed: ${failed[*]}"
  exit 1
fi
say "All checks passed."
