#!/usr/bin/env python3
# Decides a large audience with Spark, without a daemon. States are one a line; the answers go to a new folder, where
# errors stand in the place of states that were refused. Options behind `--` go to `waymark decide`:
#
#   spark-submit audience.py STATES ANSWERS --parts 64 -- --rules /srv/rules --now 2026-12-01T06:00:00Z --reserve 1
#
# `waymark` (or WAYMARK), the rules and a file of contacts have the same path on every worker. Each part reads all contacts.
import argparse, json, os, shlex, zlib
from pyspark.sql import SparkSession


def whose(line):
    """Whose caps a state counts for: its account's, or its journey's where it has none. One part holds all of them."""
    try:
        state = json.loads(line)
        account = (state.get("account") or {}).get("id")
        return account if isinstance(account, str) else str(state["journey"])
    except (ValueError, KeyError, AttributeError):
        return ""  # waymark says what is wrong with it


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("states")
    parser.add_argument("answers")
    parser.add_argument("--parts", type=int, default=64, help="how many runs of waymark share the work")
    parser.add_argument("options", nargs="+", help="behind --: the options of `waymark decide`")
    asked = parser.parse_args()
    command = [os.environ.get("WAYMARK", "waymark"), "decide", "-", "--keep-going", "--threads", "1", *asked.options]
    spark = SparkSession.builder.appName("waymark").getOrCreate()
    # A shuffle keeps no order: within a part, states are sorted by where they stood.
    placed = spark.sparkContext.textFile(asked.states).zipWithIndex().map(lambda it: ((it[1], whose(it[0])), it[0]))
    parted = placed.repartitionAndSortWithinPartitions(asked.parts, lambda key: zlib.crc32(key[1].encode()))
    # Without `checkCode`, a command that dies loses the rest of its part, and nobody hears of it.
    answers = parted.values().pipe(shlex.join(command), env=dict(os.environ), checkCode=True)
    answers.saveAsTextFile(asked.answers)
    spark.stop()


if __name__ == "__main__":
    main()
