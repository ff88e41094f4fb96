#!/usr/bin/env bash
# Runs a command in a session bus of its own with an unlocked gnome-keyring: a real Secret Service, no fake.
# Its data lies in a new folder, so that no key of the person who runs this is touched.
set -euo pipefail
export XDG_RUNTIME_DIR="${XDG_RUNTIME_DIR:-/tmp/yichuang-runtime-$(id -u)}"
mkdir -p -m 700 "$XDG_RUNTIME_DIR"
keyring_home="$(mktemp -d)"
trap 'rm -rf "$keyring_home"' EXIT
export KEYRING_HOME="$keyring_home"
dbus-run-session -- bash -c '
  printf "yichuang-test" | XDG_DATA_HOME="$KEYRING_HOME" gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
  "$@"
' with-keyring "$@"
