#!/bin/sh
# Installs the system packages that Rewind is built and tested with, where they are missing.
# Debian and Ubuntu, as root or through sudo; says nothing when there is nothing to do.
set -eu

# libncurses-dev: the terminal. libsqlite3-dev: read models. libjavascriptcoregtk: scripts, loaded when one
# is there. zlib1g-dev and libzstd-dev: compressed logs. libvterm-dev: the terminal model that the tests
# read screens with.
packages="libncurses-dev libsqlite3-dev libjavascriptcoregtk-4.1-0 zlib1g-dev libzstd-dev libvterm-dev"

stop() {
  echo "setup: $1" >&2
  exit 1
}

if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
  stop "no apt here; install what your system calls these Debian packages: $packages"
fi

missing=""
for package in $packages; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
  run=""
elif command -v sudo >/dev/null 2>&1; then
  run="sudo"
else
  stop "not root and no sudo; as root, run: apt-get install$missing"
fi

echo "setup: installing$missing" >&2
# $run and $missing are words to be split.
$run apt-get update -qq || echo "setup: the package lists could not be renewed; trying anyway" >&2
$run env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
  stop "apt-get could not install$missing; its message is above"
