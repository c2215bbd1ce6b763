#!/usr/bin/env bash
# Ingest of orders through the stream, with feed, against COPY of the same rows in the same run.
exec bash "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/system/run.sh" ingest "$@"
