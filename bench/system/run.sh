#!/usr/bin/env bash
# Not for itself: builds and runs the benchmark of the packaged services that is named first (ingest, freshness, replicas, growth).
set -euo pipefail
root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)"
modules=bench/system,member-svc,touch-svc,order-ingest-svc,attribution-svc,report-svc
(cd "$root" && mvn -B -ntp -q -Pbench -pl "$modules" -am -DskipTests package >&2)
home="$(mktemp -d)"
trap 'rm -rf "$home"' EXIT
# A server has more memory and time to compile than a trial.
export TOUCHLINE_JAVA_OPTIONS="${TOUCHLINE_JAVA_OPTIONS:--Xmx512m -XX:TieredStopAtLevel=4}"
export TOUCHLINE_POSTGRES_OPTIONS="${TOUCHLINE_POSTGRES_OPTIONS:--c shared_buffers=2GB -c max_wal_size=16GB -c checkpoint_timeout=15min}"
TOUCHLINE_HOME="$home" TOUCHLINE_PORTS=any TOUCHLINE_DB=embedded "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx512m \
  -Dtouchline.root="$root" -cp "$root/bench/system/target/classes:$root/bench/system/target/lib/*" \
  dev.touchline.bench.system.SystemBench "$@"
