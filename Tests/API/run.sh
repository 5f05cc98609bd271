#!/bin/sh
# Holds a daemon on rules/ against config/openapi.json with schemathesis, which Tests/Scripts/tools.sh fetches: it sends what
# the description allows and what it does not, follows its links, and compares every answer with it.
#
# usage: run.sh PROGRAM [SCHEMATHESIS-OPTION…]
set -u
here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../.." && pwd)
program=$(realpath "$1")
shift
checker=$(PATH="$PATH:$project/.build/tools/usr/bin" command -v schemathesis) || {
  echo "skipped: not on this machine: schemathesis"
  exit 0
}
folder=$(mktemp -d)
WAYMARK_SOCKET_PATH=$folder/waymark.sock WAYMARK_STATE_DIR=$folder/state \
  "$program" serve --rules "$project/rules" >"$folder/log" 2>&1 &
daemon=$!
trap 'kill "$daemon" 2>/dev/null; wait "$daemon"; rm -rf "$folder"' EXIT
while ! grep -q '"daemon.started"' "$folder/log"; do
  kill -0 "$daemon" 2>/dev/null || {
    cat "$folder/log"
    exit 1
  }
  sleep 0.1
done

cd "$folder" || exit
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$here python3 "$here/through_socket.py" "$folder/waymark.sock" \
  "$checker" --config-file "$here/schemathesis.toml" run "$project/config/openapi.json" --url '{address}' "$@"
status=$?
# What cannot be seen from outside.
if ! kill -0 "$daemon" 2>/dev/null; then
  echo "failed: the daemon ended"
  tail -n 20 "$folder/log"
  status=1
fi
if grep '"request.unanswered"' "$folder/log"; then
  echo "failed: the daemon logged what it could not answer"
  status=1
fi
exit "$status"
