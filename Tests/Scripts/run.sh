#!/bin/sh
# Builds and runs all tests, and says on a screen how it went: what failed, with its message, comes last, and how much was
# skipped in the last line. All that is printed is kept in .build.
#
# First all tests on the debug build, then the commands on other days on the program as it is installed, then that program
# where there is no Swift.
set -u
swift=${SWIFT:-swift}
here=$(dirname "$0")
log=.build/test.log
mkdir -p .build

# Runs a build, and ends with its log where it fails.
#
# usage: build LOG COMMAND…
build() {
  build_log=$1
  shift
  "$@" >"$build_log" 2>&1 && return
  status=$?
  # Without the lines that only say how far it is.
  grep -v '^\[[0-9]*/[0-9]*\]' "$build_log"
  echo "the build failed; the log: $build_log"
  exit "$status"
}

echo "building; this takes a while the first time"
build .build/build.log "$swift" build --build-tests
build .build/release.log "${MAKE:-make}" --no-print-directory build

echo "testing"
"$swift" test --skip-build --no-parallel >"$log" 2>&1
status=$?

rm -f .build/clocks-*.log
WAYMARK_BINARY=$PWD/.build/release/waymark "$here/clocks.sh" short >.build/clocks.log 2>&1 || status=1
"$here/installed.sh" .build/release/waymark >.build/installed.log 2>&1 || status=1
cat .build/clocks.log .build/installed.log
awk -f "$here/summary.awk" <"$log"
echo "the log: $log"

shared=${WAYMARK_SHARED:-../shared}
[ -d "$shared/suites" ] || shared=
awk -v suites="$shared" -f "$here/skips.awk" "$log" .build/clocks*.log .build/installed.log || status=1
exit "$status"
