#!/bin/sh
# Installs what the tests start beside Python: Chromium and PostgreSQL. Does nothing where both are there.
set -eu

has_chromium() { command -v chromium >/dev/null || command -v google-chrome >/dev/null; }
has_postgresql() { ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null; }

missing=""
has_chromium || missing="$missing chromium"
has_postgresql || missing="$missing postgresql"
[ -z "$missing" ] && exit 0

as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo"
echo "Installing$missing …"
$as_root apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
