#!/bin/sh
# Keeps the floor (minReplicas) of attribution-svc's autoscaler where the calendar wants it now. Looks at the time only, never
# at what an earlier run did, so that a missed run, a second run or somebody's hand are all put right by the next one.
#
# Environment: CALENDAR (file), HPA (name); NOW for tests: the local time, as 2026-11-11T00:00.
set -eu
: "${CALENDAR:?expected: the path of the calendar}" "${HPA:?expected: the name of the autoscaler}"

fail() { echo "floor: $1" >&2; exit 1; }

zone=$(awk '$1 == "zone" { print $2 }' "$CALENDAR")
[ -n "$zone" ] || fail "$CALENDAR has no zone (expected: zone Asia/Shanghai)"
# `date` takes a zone it does not know for UTC, hours off and without a word.
[ -f "${ZONEINFO:-/usr/share/zoneinfo}/$zone" ] || fail "zone $zone is not known here (expected: a name such as Asia/Shanghai)"
now=${NOW:-$(TZ=$zone date +%Y-%m-%dT%H:%M)}

# Times of one form compare as text. Where lines overlap the highest floor holds. A line that is wrong stops everything:
# half a calendar is worse than the floor of before.
floor=$(awk -v now="$now" '
  function bad(why) { print "line " NR ": " why ": " $0 > "/dev/stderr"; failed = 1; exit 1 }
  function time(t) { return t ~ /^[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]$/ }
  { sub(/#.*/, ""); sub(/\r$/, "") }
  NF == 0 || $1 == "zone" { next }
  $1 == "otherwise" { if (NF != 2 || $2 !~ /^[1-9][0-9]*$/) bad("expected: otherwise FLOOR"); otherwise = $2; next }
  {
    if (NF != 3 || !time($1) || !time($2) || $3 !~ /^[1-9][0-9]*$/)
      bad("expected: FROM TO FLOOR, times as 2026-11-10T18:00")
    if ($1 >= $2) bad("TO is not after FROM")
    if ($1 <= now && now < $2 && $3 + 0 > floor + 0) floor = $3
  }
  END {
    if (failed) exit 1
    if (otherwise == "") { print "no line: otherwise FLOOR" > "/dev/stderr"; exit 1 }
    print floor != "" ? floor : otherwise
  }' "$CALENDAR") || fail "$CALENDAR cannot be read; the floor stays as it is"

set -- $(kubectl get hpa "$HPA" -o 'jsonpath={.spec.minReplicas} {.spec.maxReplicas}')
[ $# -eq 2 ] || fail "autoscaler $HPA tells no minReplicas and maxReplicas"
if [ "$floor" -gt "$2" ]; then
  echo "floor: $floor is above maxReplicas $2; taking $2" >&2
  floor=$2
fi
if [ "$1" -eq "$floor" ]; then
  echo "floor: is $floor at $now $zone"
else
  kubectl patch hpa "$HPA" --type=merge -p "{\"spec\":{\"minReplicas\":$floor}}"
  echo "floor: $1 -> $floor at $now $zone"
fi
