#!/bin/sh
# Builds and runs all tests, and says on a screen how it went: what failed, with its message, comes last, and how much was
# skipped in the last line. All that is printed is kept in .build.
#
# First all tests on the debug build, then the commands on other days on the program as it is installed, then that program
# where there is no Swift, then the packages that are made of it.
set -u
swift=${SWIFT:-swift}
here=$(dirname "$0")
log=.build/test.log
mkdir -p .build

# Ends with the log of a build that failed.
#
# usage: failed LOG STATUS
failed() {
  # Without the lines that only say how far it is.
  grep -v '^\[[0-9]*/[0-9]*\]' "$1"
  echo "the build failed; the log: $1"
  exit "$2"
}

"$here/tools.sh" >.build/tools.log 2>&1

echo "building; this takes a while the first time"
"$swift" build --build-tests >.build/build.log 2>&1 || failed .build/build.log $?

# Tests wait more than they compute: meanwhile the program is built as it is installed, with what time they leave.
# Neither waits for the other, since they write to different folders.
nice -n 19 "${MAKE:-make}" --no-print-directory build BUILD_FLAGS=--ignore-lock >.build/release.log 2>&1 &
release=$!
# Nobody but the script knows of that build.
trap 'kill "$release" 2>/dev/null' INT TERM

echo "testing"
# In two halves side by side, which take about as long: most of the time one of them waits.
half='^(Command|Rules|YAML|Analysis)Tests\.'
"$swift" test --skip-build --ignore-lock --no-parallel --filter "$half" >.build/test-1.log 2>&1 &
first=$!
trap 'kill "$release" "$first" 2>/dev/null' INT TERM
status=0
"$swift" test --skip-build --ignore-lock --no-parallel --skip "$half" >.build/test-2.log 2>&1 || status=1
wait "$first" || status=1
cat .build/test-1.log .build/test-2.log >"$log"
wait "$release" || failed .build/release.log $?

rm -f .build/clocks-*.log
WAYMARK_BINARY=$PWD/.build/release/waymark "$here/clocks.sh" short >.build/clocks.log 2>&1 || status=1
"$here/installed.sh" .build/release/waymark >.build/installed.log 2>&1 || status=1
"$here/package.sh" .build/release/waymark >.build/package.log 2>&1 || status=1
cat .build/clocks.log .build/installed.log .build/package.log
for part in .build/test-1.log .build/test-2.log; do awk -f "$here/summary.awk" <"$part"; done
echo "the log: $log"

shared=${WAYMARK_SHARED:-../shared}
[ -d "$shared/suites" ] || shared=
awk -v suites="$shared" -f "$here/skips.awk" "$log" .build/clocks*.log .build/installed.log .build/package.log || status=1
exit "$status"
