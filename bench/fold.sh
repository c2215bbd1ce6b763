#!/usr/bin/env bash
# The pure fold by JMH: orders/s and bytes allocated an order, by touches of a person. Arguments go to JMH.
set -euo pipefail
root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
(cd "$root" && mvn -B -ntp -q -Pbench -pl bench/fold -am -DskipTests package >&2)
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$root/bench/fold/target/classes:$root/bench/fold/target/lib/*" \
  org.openjdk.jmh.Main -prof gc "$@"
