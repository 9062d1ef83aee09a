#!/bin/bash
# Runs once, when the official PostgreSQL image has made its data folder: a database per service with a role of its own.
set -euo pipefail
for service in booking notifications jobcard-prep crm-bridge partner-gateway analytics ml-scoring; do
    name=pitcrew_${service//-/_}
    psql -X -q -v ON_ERROR_STOP=1 -U postgres -d postgres <<-SQL
		CREATE ROLE $name LOGIN CONNECTION LIMIT 24 PASSWORD '$(cat "/run/secrets/database-$service")';
		CREATE DATABASE $name OWNER $name;
		REVOKE CONNECT, TEMPORARY ON DATABASE $name FROM PUBLIC;
	SQL
done
psql -X -q -U postgres -d postgres -c 'REVOKE CONNECT ON DATABASE postgres FROM PUBLIC' \
    -c 'REVOKE CONNECT ON DATABASE template1 FROM PUBLIC'
