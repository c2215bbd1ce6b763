#!/usr/bin/env bash
# From acknowledged order to reported credit at steady rates; catching up with 1, 2 and 4 attribution-svc.
exec bash "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/system/run.sh" freshness "$@"
