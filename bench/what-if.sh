#!/usr/bin/env bash
# What-if over 1.5 M orders and 3 M touches against PostgreSQL's SQL and DuckDB, totals compared.
set -euo pipefail
root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
(cd "$root" && mvn -B -ntp -q -Pbench -pl bench/what-if,attribution-svc -am -DskipTests package >&2)
exec java -Xmx1g -cp "$root/bench/what-if/target/classes:$root/bench/what-if/target/lib/*" \
  dev.touchline.bench.whatif.WhatIfBench "$root/attribution-svc/target/quarkus-app/quarkus-run.jar" "$@"
