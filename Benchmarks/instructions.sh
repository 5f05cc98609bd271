#!/bin/sh
# Counts the instructions of reading, deciding and writing, and compares them with the stored baseline. They are the same
# whatever else the machine does, so that a change of one in a hundred is seen. Needs valgrind.
#
#   Benchmarks/instructions.sh PROGRAM           compares
#   Benchmarks/instructions.sh PROGRAM store     writes the baseline anew
set -eu

program=$1
folder=$(dirname "$0")
baseline="$folder/instructions.txt"
# More than this many in a hundred are told of as a change.
bound=2

command -v valgrind >/dev/null || {
  echo "valgrind is not installed: on Debian, run 'apt-get install valgrind'" >&2
  exit 69
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Instructions for each of 200 states.
count() {
  valgrind --tool=callgrind --callgrind-out-file="$work/out" --collect-atstart=no --toggle-collect="*$2Watched*" \
    "$program" walk "$1" 2>&1 | sed -n 's/.*refs: *//p' | tr -d , | awk '{ printf "%d\n", $1 / 200 }'
}

for book in "$folder/../rules" 100 1000 10000; do
  for part in read decide write; do
    echo "$(basename "$book") $part $(count "$book" "$part")"
  done
done >"$work/now"

if [ "${2:-}" = store ]; then
  cp "$work/now" "$baseline"
  cat "$baseline"
  exit
fi
awk -v bound=$bound '
  FNR == NR { before[$1 " " $2] = $3; next }
  {
    was = before[$1 " " $2]
    change = was ? 100 * ($3 - was) / was : 0
    printf "%-8s %-7s %8d %8d %+6.1f %%\n", $1, $2, was, $3, change
    if (change > bound) worse = 1
  }
  END { exit worse }
' "$baseline" "$work/now" || {
  echo "more than $bound in a hundred are added; where that is meant, store the new baseline" >&2
  exit 1
}
