#!/bin/sh
# Fetches the programs that some tests talk to, such as Prometheus, into .build/tools, where they disturb nothing of the
# system: nothing is installed and nothing is started. Where that is not possible, those tests are skipped, and say so.
set -u
tools=$PWD/.build/tools
mkdir -p "$tools/packages"

# usage: fetch PACKAGE PROGRAM
fetch() {
  if command -v "$2" >/dev/null || [ -x "$tools/usr/bin/$2" ]; then return; fi
  if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
    echo "$2 is neither here nor to be had from Debian's packages"
    return
  fi
  (
    cd "$tools/packages" || exit
    apt-get download "$1" || { [ "$(id -u)" = 0 ] && apt-get update && apt-get download "$1"; } || exit
    dpkg-deb --extract "$1"_*.deb "$tools"
  ) || echo "$2 could not be fetched"
}

fetch prometheus prometheus
fetch prometheus-alertmanager prometheus-alertmanager
