#!/bin/sh
# Builds and runs all tests, and says on a screen how it went: what failed, with its message, comes last. All that they
# print is kept in .build/test.log.
set -u
swift=${SWIFT:-swift}
here=$(dirname "$0")
log=.build/test.log
mkdir -p .build

echo "building; this takes a while the first time"
"$swift" build --build-tests >.build/build.log 2>&1
status=$?
if [ "$status" != 0 ]; then
  # Without the lines that only say how far it is.
  grep -v '^\[[0-9]*/[0-9]*\]' .build/build.log
  echo "the build failed; the log: .build/build.log"
  exit "$status"
fi

echo "testing"
"$swift" test --skip-build --no-parallel >"$log" 2>&1
status=$?

"$here/clocks.sh" short >.build/clocks.log 2>&1
clocks=$?
cat .build/clocks.log
awk -f "$here/summary.awk" <"$log"
echo "the log: $log"
[ "$status" != 0 ] || status=$clocks
exit "$status"
