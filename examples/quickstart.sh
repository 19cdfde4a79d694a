#!/usr/bin/env bash
# Set up visitplan in this checkout, plan the example day, and say where its maps are.
# Needs python3 (3.11 or later); may be run again, from any folder.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
. "$root/.ci/environment.sh"

make_venv
install package --editable .
prepare

say "Planning examples/helsinki (10 seconds of search)"
cd "$root"
"$venv/bin/visitplan" plan examples/helsinki --out maps "$@"
