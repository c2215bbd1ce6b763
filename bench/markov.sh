#!/usr/bin/env bash
# Attribution models over a generated file of paths, through the packaged command. Arguments: runs (5), paths (1000000).
set -euo pipefail
root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
runs="${1:-5}"
paths="${2:-1000000}"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT

# Seconds of each run of a command, then their median.
median() {
  local began ended run
  for ((run = 0; run < runs; run++)); do
    began="$(date +%s%N)"
    "$@" >"$folder/result" 2>"$folder/remarks" || { cat "$folder/remarks" >&2; exit 1; }
    ended="$(date +%s%N)"
    echo $(((ended - began) / 1000000))
  done | sort -n | awk '{ ms[NR] = $1 } END { printf "%.3f", ms[int((NR + 1) / 2)] / 1000 }'
}

measure() {
  local name="$1" seconds
  shift
  seconds="$(median "$@")"
  awk -v name="$name" -v s="$seconds" -v n="$paths" 'BEGIN { printf "%-34s %8.2f %14d\n", name, s, n / s }'
}

# What one would write in a minute: it counts the transitions of order 1 and does not solve the chain.
count_by_awk() {
  awk -F, 'NR > 1 {
    n = split($1, touch, " > "); before = ""; weight = $2 + $4
    for (i = 1; i <= n; i++) if (touch[i] != before) { count[before "," touch[i]] += weight; before = touch[i] }
    converted[before] += $2; lost[before] += $4
  } END { for (pair in count) print pair, count[pair] }' "$1"
}

"$root/bin/touchline" model --help >/dev/null
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
"$java" "$root/bench/GeneratePaths.java" "$folder/paths.csv" "$paths" 16 1
gzip -k "$folder/paths.csv"
echo "$paths paths of 16 touchpoints, $(stat -c %s "$folder/paths.csv") bytes; median of $runs runs, with the start of the JVM"
printf '%-34s %8s %14s\n' what seconds paths/s
model() { "$root/bin/touchline" model "$@" --format csv; }
measure "markov order 1" model "$folder/paths.csv" --model markov
measure "markov order 1, .gz" model "$folder/paths.csv.gz" --model markov
measure "markov order 2" model "$folder/paths.csv" --model markov --order 2
measure "markov order 3" model "$folder/paths.csv" --model markov --order 3
measure "shapley" model "$folder/paths.csv" --model shapley
measure "last" model "$folder/paths.csv" --model last
measure "awk: counting only, order 1" count_by_awk "$folder/paths.csv"
measure "reading the file (wc -l)" wc -l "$folder/paths.csv"
