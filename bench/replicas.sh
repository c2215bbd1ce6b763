#!/usr/bin/env bash
# What 1, 2 and 4 attribution-svc make of the same backlog on one machine.
exec bash "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/system/run.sh" replicas "$@"
