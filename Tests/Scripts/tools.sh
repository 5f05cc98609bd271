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
fetch prometheus-node-exporter prometheus-node-exporter
fetch logrotate logrotate libpopt0
fetch mandoc mandoc
fetch pgbouncer pgbouncer libc-ares2 libevent-2.1-7

# Programs in Python, each in an environment of its own.
#
# usage: fetch_python PROGRAM VERSION
fetch_python() {
  if [ -x "$tools/usr/bin/$1" ]; then return; fi
  if ! command -v python3 >/dev/null; then
    echo "$1 needs Python"
    return
  fi
  {
    python3 -m venv "$tools/$1" && "$tools/$1/bin/pip" install --quiet "$1==$2" &&
      mkdir -p "$tools/usr/bin" && ln -sf "../../$1/bin/$1" "$tools/usr/bin/$1"
  } || echo "$1 could not be fetched"
}

fetch_python schemathesis 4.32.5
fetch_python check-jsonschema 0.39.0
fetch_python pre-commit 4.7.0
