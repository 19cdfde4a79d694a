# Sourced by examples/quickstart.sh and tests/run.sh: the virtual environment of this checkout.
# Expects "root" (the checkout) to be set; every function may be run again at any time.

venv="$root/.venv"

say() { printf '%s\n' "$*" >&2; }

# The first Python of 3.11 or later that runs.
find_python() {
  local name
  for name in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  say "visitplan needs Python 3.11 or later; none was found on PATH."
  return 1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

can_apt() {
  command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null; }
}

apt_install() {
  say "Installing from Debian's packages: $*"
  as_root apt-get update -qq >&2
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" >&2
}

make_venv() {
  local python
  if [ -x "$venv/bin/python" ] && "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    return
  fi
  python="$(find_python)"
  say "Making a virtual environment in .venv with $("$python" --version)"
  rm -rf "$venv"
  if "$python" -c 'import ensurepip, venv' 2>/dev/null && "$python" -m venv "$venv"; then
    return
  fi
  rm -rf "$venv"
  if ! can_apt; then
    say "This Python cannot make virtual environments (no ensurepip), and apt-get is not at hand."
    say "Install your system's package for it (often python3-venv) and run this again."
    return 1
  fi
  apt_install python3-venv
  /usr/bin/python3 -m venv "$venv"
}

# What an installation depends on: where it lies, what it asks for, which Python it is for.
fingerprint() {
  { printf '%s\n' "$root" "$@"; "$venv/bin/python" -VV; cat "$root/pyproject.toml"; } |
    "$venv/bin/python" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'
}

# install NAME ARGUMENTS…: pip install, skipped when the same was installed already.
install() {
  local stamp="$venv/.installed-$1" wanted
  shift
  wanted="$(fingerprint "$@")"
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
    return
  fi
  say "Installing: pip install $*"
  (cd "$root" && "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@")
  printf '%s\n' "$wanted" >"$stamp"
}

# The first search compiles its kernel, and the streets: done once here, while nobody waits for it.
prepare() {
  local stamp="$venv/.prepared" folder
  if [ -f "$stamp" ]; then
    return
  fi
  say "Compiling the search and the example's streets (once; about a minute)"
  folder="$(mktemp -d)"
  "$venv/bin/visitplan" init "$folder/day" --json >/dev/null
  "$venv/bin/visitplan" plan "$folder/day" --out "$folder" --work 1 --quiet
  rm -rf "$folder"
  touch "$stamp"
}
