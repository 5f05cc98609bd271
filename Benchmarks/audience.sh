#!/bin/sh
# Decides an audience without a daemon in several ways, compares the bytes of the answers, and prints what each took: one
# command on one thread and on all, parts by account with GNU parallel, and with Spark. What is not installed is left out.
# Needs python3. STATES are one a line; they are taken again under other ids until there are COUNT.
#
#   Benchmarks/audience.sh PROGRAM RULES STATES [COUNT] [CONTACTS]
set -eu

program=$(realpath "$1")
rules=$(realpath "$2")
states=$(realpath "$3")
count=${4:-1000000}
contacts=${5:+$(realpath "$5")}
examples=$(realpath "$(dirname "$0")/../config/examples")
cores=$(getconf _NPROCESSORS_ONLN)
export LC_ALL=C WAYMARK="$program"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >make.py <<'PYTHON'
import json, sys, zlib
states = [json.loads(line) for line in open(sys.argv[1], "rb") if not line.isspace()]
count, parts = int(sys.argv[2]), int(sys.argv[3])
files = [open(f"parts/{part}.ndjson", "w") for part in range(parts)]
with open("all.ndjson", "w") as whole:
    for index in range(count):
        state = dict(states[index % len(states)])
        state.pop("now", None)
        round, account = index // len(states), state.get("account")
        if round:
            state["journey"] = f'{state["journey"]}-{round}'
            if isinstance(account, dict) and "id" in account:
                state["account"] = account | {"id": f'{account["id"]}-{round}'}
        line = json.dumps(state, ensure_ascii=False, separators=(",", ":")) + "\n"
        key = (state.get("account") or {}).get("id") or state["journey"]
        whole.write(line)
        files[zlib.crc32(key.encode()) % parts].write(line)
PYTHON
mkdir parts
python3 make.py "$states" "$count" "$((cores * 4))"
cat >part <<'SH'
#!/bin/sh
file=$1
shift
exec "$WAYMARK" decide "parts/$file" --keep-going --threads 1 "$@" >"answered/$file"
SH
chmod +x part
set -- --rules "$rules" --now 2026-12-01T06:00:00Z --reserve 1 ${contacts:+--contacts "$contacts"}
now() { date +%s.%N; }

# usage: row WAY PARTS START FILE…
row() {
  way=$1 parts=$2 seconds=$(echo "$(now) $3" | awk '{ printf "%.1f", $1 - $2 }')
  shift 3
  sum=$(sort "$@" | sha256sum)
  [ -n "${first-}" ] || first=$sum
  same=no
  [ "$sum" != "$first" ] || same=yes
  rate=$(awk -v count="$count" -v seconds="$seconds" 'BEGIN { printf "%.0f", count / seconds }')
  echo "| $way | $parts | $seconds | $rate | $same |"
  [ "$same" = yes ] || status=1
}

status=0
echo "$count states, $cores processors, $(wc -c <all.ndjson) bytes"
echo
echo "| way | parts | seconds | states a second | same bytes |"
echo "|---|--:|--:|--:|---|"
for threads in 1 "$cores"; do
  start=$(now)
  "$program" decide - --keep-going "$@" --threads "$threads" 2>>errors <all.ndjson >"answers-$threads"
  row "one command, threads: $threads" 1 "$start" "answers-$threads"
done
if command -v parallel >/dev/null; then
  start=$(now)
  mkdir answered
  parallel -q -j "$cores" --halt now,fail=1 ./part {/} "$@" ::: parts/*.ndjson 2>>errors
  row "GNU parallel" "$((cores * 4))" "$start" answered/*
fi
if command -v spark-submit >/dev/null; then
  for parts in "$cores" "$((cores * 8))"; do
    start=$(now)
    spark-submit --master "local[$cores]" "$examples/spark/audience.py" "$work/all.ndjson" "$work/spark-$parts" \
      --parts "$parts" -- "$@" 2>>errors
    row "Spark" "$parts" "$start" "spark-$parts"/part-*
  done
fi
exit "$status"
