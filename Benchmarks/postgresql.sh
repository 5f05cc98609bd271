#!/bin/sh
# Measures reservations on a PostgreSQL of its own, beside what pgbench makes of updates of one row there, in the same run.
# Needs PostgreSQL's server and pgbench.
#
#   Benchmarks/postgresql.sh PROGRAM [SECONDS]
set -eu

program=$1
seconds=${2:-5}
newest=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
PATH=$PATH${newest:+:$newest}
command -v initdb >/dev/null && command -v pgbench >/dev/null || {
  echo "PostgreSQL's server is not installed: on Debian, run 'apt-get install postgresql'" >&2
  exit 69
}
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || { kill -INT "$server"; wait "$server" || true; }; rm -rf "$work"' EXIT
# It refuses to run as root.
as=
if [ "$(id -u)" = 0 ]; then
  chown 65534 "$work"
  as="setpriv --reuid=65534 --regid=65534 --clear-groups"
fi
cd "$work"
$as initdb -D "$work/data" -U waymark -A trust -E UTF8 --locale=C --no-instructions >/dev/null
$as postgres -D "$work/data" -k "$work" -h '' -c max_wal_size=4GB >"$work/log" 2>&1 &
server=$!
until grep -qs 'ready to accept connections' "$work/log"; do
  kill -0 "$server"
  sleep 0.1
done
export PGHOST="$work" PGUSER=waymark PGDATABASE=postgres

psql -q -c 'CREATE TABLE one (id int PRIMARY KEY, n int NOT NULL)' \
  -c 'INSERT INTO one SELECT g, 0 FROM generate_series(1, 20000) g' -c 'VACUUM ANALYZE one'
cat >"$work/one.sql" <<'SQL'
\set id random(1, 20000)
UPDATE one SET n = n + 1 WHERE id = :id;
SQL
bench() {
  pgbench -n -M prepared -f "$work/one.sql" -c "$1" -j 1 -T "$seconds" 2>/dev/null |
    sed -n 's/^tps = \([0-9]*\).*/\1/p'
}
echo "| clients of pgbench | updates of one row a second |"
echo "|--:|--:|"
for clients in 1 4 16; do echo "| $clients | $(bench "$clients") |"; done
echo
"$program" shared "host=$work user=waymark dbname=postgres" "$seconds"
