#!/bin/sh
# Installs the program and runs it as on a machine without Swift: with an empty environment, and with nothing in sight but
# the program and the libraries of the system that it names.
#
# usage: installed.sh PROGRAM
set -u
program=$1
place=$(mktemp -d)
daemon=
trap 'if [ -n "$daemon" ]; then kill -KILL "$daemon"; fi 2>/dev/null; rm -rf "$place"' EXIT
waymark=/usr/local/bin/waymark
status=0

fail() {
  echo "✘ the installed program: $*"
  status=1
}

"${MAKE:-make}" --no-print-directory install BUILT="$PWD/$program" DESTDIR="$place" PREFIX=/usr/local >"$place/log" 2>&1 ||
  fail "is not installed: $(cat "$place/log")"

ldd "$program" >"$place/libraries" || fail "is not linked as others are"
if grep -iE 'swift|foundation|dispatch|blocks|not found' "$place/libraries"; then
  fail "needs a library of Swift, or one that is not there"
fi
grep -oE '/[^ ]+' "$place/libraries" | while read -r library; do install -D "$library" "$place$library"; done

# Root can mount /proc, from which a program has its arguments; others where they may have a namespace of users.
alone="unshare --mount"
[ "$(id -u)" = 0 ] || alone="unshare --map-root-user --mount"
mkdir "$place/proc"
# shellcheck disable=SC2086 # words
if ! $alone mount --rbind /proc "$place/proc" 2>/dev/null; then
  echo "skipped: the installed program where there is no Swift (needs the right to mount)"
  exit "$status"
fi

# Runs it with arguments. One that hangs is killed.
run() {
  # shellcheck disable=SC2016,SC2086 # expanded by the inner shell; words
  exec timeout --signal=KILL 120 $alone sh -c 'mount --rbind /proc "$0/proc" && exec env -i "$(command -v chroot)" "$0" "$@"' \
    "$place" "$waymark" "$@"
}

# usage: expect TEXT ARGUMENT…
expect() {
  wanted=$1
  shift
  found=$(run "$@" 2>&1) || fail "$* ends with $?"
  case $found in
  *"$wanted"*) ;;
  *) fail "$*: '$wanted' is not in what it says:
$found" ;;
  esac
}

mkdir "$place/demo" "$place/state"
cat >"$place/demo/book.yaml" <<'BOOK'
stages:
  consideration: {phase: before}
  retention: {phase: after}
channels:
  phone: {consent: none}
  letter: {consent: none}
actions:
  call: {kind: talk, channels: [phone], cooldown: 7d}
  thanks: {kind: mail, channels: [letter], cooldown: 30d}
rules:
  call-them: {when: {stage: consideration}, recommend: {action: call, score: 60}}
  thank-them: {when: {stage: retention}, recommend: {action: thanks, score: 60}}
policies:
  time_zone: America/Sao_Paulo
  quiet_hours:
    nights: {channels: [phone], from: "18:00", until: "09:00"}
BOOK
# In summer: two hours before UTC in Denmark, three behind it in Brazil.
cat >"$place/state.ndjson" <<'STATES'
{"journey": "bo", "stage": "consideration", "now": "2026-07-01T23:30:00Z"}
{"journey": "cy", "stage": "consideration", "now": "2026-07-01T23:30:00Z", "person": {"time_zone": "Europe/Copenhagen"}}
STATES

expect "." --version
expect "serve" --help
expect "" check /demo --strict
expect '"until":"2026-07-02T12:00:00Z"' decide /state.ndjson --rules /demo
expect '"until":"2026-07-02T07:00:00Z"' decide /state.ndjson --rules /demo

mkfifo "$place/events"
run serve --rules /demo --state-dir /state --socket /state/waymark.sock 2>"$place/events" &
daemon=$!
exec 3<"$place/events"
while read -r event <&3; do
  case $event in *daemon.started*) break ;; esac
done
case ${event:-} in
*daemon.started*)
  expect '"until":"2026-07-02T07:00:00Z"' decide /state.ndjson --socket /state/waymark.sock
  printf '%s' '{"journey": "dee", "stage": "retention"}' >"$place/state.json"
  expect '"reserved":["thanks"]' next /state.json --socket /state/waymark.sock
  expect '"action":"thanks"' contacts dee --socket /state/waymark.sock --format json
  kill -TERM "$daemon"
  wait "$daemon" || fail "the daemon ends with $?"
  daemon=
  ;;
*) fail "the daemon does not start" ;;
esac

"${MAKE:-make}" --no-print-directory uninstall DESTDIR="$place" PREFIX=/usr/local >/dev/null
left=$(find "$place/usr" -name '*waymark*')
[ -z "$left" ] || fail "is there after make uninstall: $left"
[ "$status" != 0 ] || echo "the installed program runs where there is no Swift"
exit "$status"
