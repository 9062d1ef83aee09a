# Seven databases, each with a role that owns it and can enter no other.
# shellcheck shell=bash

# database_name SERVICE: also the role's name.
database_name() { printf 'pitcrew_%s' "${1//-/_}"; }

databases_create() {
    local service
    for service in "${SERVICES[@]}"; do database_create "$(database_name "$service")" "$(secret "database-$service")"; done
    database_rules
}

# The password goes through standard input, never through a command line.
database_create() {
    postgres_run postgres <<-SQL
		SELECT 'CREATE ROLE $1 LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '$1') \gexec
		SELECT 'CREATE DATABASE $1 OWNER $1' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '$1') \gexec
		ALTER ROLE $1 NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION CONNECTION LIMIT 24 PASSWORD '$2';
		REVOKE CONNECT, TEMPORARY ON DATABASE $1 FROM PUBLIC;
	SQL
}

# Who may come in at all: each role to its own database, the administrator to every one. Also keeps the services out of
# `postgres` and `template1`.
database_rules() {
    local service name file=$STATE/postgres/data/pg_hba.conf
    {
        for service in "${SERVICES[@]}"; do
            name=$(database_name "$service")
            printf 'host %s %s 127.0.0.1/32 scram-sha-256\n' "$name" "$name"
        done
        printf 'host all postgres 127.0.0.1/32 scram-sha-256\n'
    } >"$STATE/run/pg_hba"
    if ! cmp -s "$STATE/run/pg_hba" "$file"; then
        cat "$STATE/run/pg_hba" >"$file"
        postgres_run postgres -c 'SELECT pg_reload_conf()' >/dev/null
    fi
    rm -f "$STATE/run/pg_hba"
}
