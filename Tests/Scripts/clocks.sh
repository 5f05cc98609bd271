#!/bin/sh
# Runs tests as if it were another day, in another zone, with another locale and terminal. What they say must not depend
# on any of it.
#
# usage: clocks.sh short|long
#   short: the tests that ask a running program what to do now, on a Sunday and in a night when clocks change
#   long:  all tests, on every awkward day
set -u
form=${1:-short}
tests=.build/debug/waymarkPackageTests.xctest
here=$(dirname "$0")

clock=$PWD/.build/shifted-clock.so
compiler=$(command -v clang || command -v cc || command -v gcc)
if ! "${compiler:-false}" -shared -fPIC -o "$clock" "$here/shifted-clock.c" -ldl -lpthread; then
  echo "skipped: tests on other days (there is no C compiler to make them another clock)"
  exit 0
fi

# Runs the tests with programs whose clock shows an instant, and goes on from there. What measures
# spans (the monotonic clock) is left alone.
#
# usage: at INSTANT NAME=VALUE…, where an empty VALUE unsets NAME
at() {
  instant=$1
  shift
  log=".build/clocks-$instant.log"
  offset=$(($(date -u -d "$instant" +%s) - $(date -u +%s)))
  settings=
  while [ $# -gt 0 ]; do
    if [ -n "${1#*=}" ]; then settings="$settings $1"; else settings="-u ${1%%=*} $settings"; fi
    shift
  done
  # The tests themselves keep their clock, and hand the other one on.
  # shellcheck disable=SC2016,SC2086 # expanded by the inner shell; settings are words
  env $settings OTHER_CLOCK="$clock" SHIFTED_CLOCK="$offset" sh -c '
    WAYMARK_TEST_ENVIRONMENT=$(
      echo "LD_PRELOAD=$OTHER_CLOCK"
      env | grep -E "^(SHIFTED_CLOCK|TZ|LANG|LC_ALL|TERM|NO_COLOR)="
    )
    export WAYMARK_TEST_ENVIRONMENT
    exec "$@"' sh \
    "$tests" --testing-library swift-testing --no-parallel $filter >"$log" 2>&1
  status=$?
  echo "at $instant (${settings# }):"
  awk -v isOneOfMany=1 -f "$here/summary.awk" <"$log"
  if [ "$status" != 0 ]; then
    echo "the log: $log"
    failed=1
  fi
}

failed=0
case $form in
short)
  filter="--filter CommandTests.ReadmeTests|CommandTests.CommandTests|NextTests|DecideTests|CounterTests"
  at 2027-02-28T02:59:50Z TZ=UTC LANG=C TERM=dumb
  filter="--filter CommandTests.ReadmeTests|NextTests|DecideTests|CounterTests"
  at 2027-03-28T00:59:50Z TZ=Europe/Copenhagen LANG=da_DK.UTF-8 NO_COLOR=1 XDG_RUNTIME_DIR= HOME=
  ;;
long)
  filter=
  at 2027-02-28T03:00:00Z TZ=UTC LANG=C TERM=dumb
  at 2027-03-28T00:59:00Z TZ=Europe/Copenhagen LANG=da_DK.UTF-8 NO_COLOR=1
  at 2027-10-31T00:59:00Z TZ=Europe/Copenhagen LANG=tr_TR.UTF-8 TERM=
  at 2028-02-29T10:59:00Z TZ=Pacific/Auckland XDG_RUNTIME_DIR= HOME=
  at 2026-12-31T23:59:00Z TZ=Pacific/Honolulu LANG= LC_ALL=C
  ;;
*)
  echo "usage: clocks.sh short|long" >&2
  exit 64
  ;;
esac
exit $failed
