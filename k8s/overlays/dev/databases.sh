#!/usr/bin/env bash
# Run once by the image, on the empty server: a database for each service, and a user who may enter that one only.
set -euo pipefail
for name in member touch order_ingest attribution report; do
  psql -v ON_ERROR_STOP=1 -U postgres -v name="$name" -v password="$(cat "/etc/touchline/passwords/$name")" <<'SQL'
CREATE ROLE :"name" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
done
