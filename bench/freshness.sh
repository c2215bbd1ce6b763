#!/usr/bin/env bash
# From acknowledged order to reported credit at steady rates; catching up after attribution-svc was away.
exec bash "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/system/run.sh" freshness "$@"
