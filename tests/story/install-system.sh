#!/usr/bin/env bash
# Installs the Debian packages of the list given, those that are missing; says what to run where that is not allowed.
set -euo pipefail
mapfile -t wanted < <(grep -Ev '^[[:space:]]*(#|$)' "$1")
missing=()
for package in "${wanted[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0
command -v apt-get >/dev/null || { echo "Install these with your package manager: ${missing[*]}" >&2; exit 1; }
run() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
run apt-get update -qq
DEBIAN_FRONTEND=noninteractive run apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
