#!/usr/bin/env bash
# What an order costs at 0.1, 1 and 5 million orders.
exec bash "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/system/run.sh" growth "$@"
