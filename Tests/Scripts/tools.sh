#!/bin/sh
# Fetches the programs that some tests talk to, such as Prometheus, into .build/tools, where they disturb nothing of the
# system: nothing is installed and nothing is started. Where that is not possible, those tests are skipped, and say so.
set -u
tools=$PWD/.build/tools
mkdir -p "$tools/packages"

# usage: fetch PACKAGE PROGRAM, and the packages of libraries that it needs
fetch() {
  package=$1
  program=$2
  shift 2
  set -- "$package" "$@"
  if command -v "$program" >/dev/null || [ -x "$tools/usr/bin/$program" ] || [ -x "$tools/usr/sbin/$program" ]; then
    return
  fi
  if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
    echo "$program is neither here nor to be had from Debian's packages"
    return
  fi
  (
    cd "$tools/packages" || exit
    apt-get download "$@" || { [ "$(id -u)" = 0 ] && apt-get update && apt-get download "$@"; } || exit
    for package in "$@"; do dpkg-deb --extract "$package"_*.deb "$tools" || exit; done
  ) || echo "$program could not be fetched"
}

fetch prometheus prometheus
fetch prometheus-alertmanager prometheus-alertmanager
fetch logrotate logrotate libpopt0
fetch mandoc mandoc
