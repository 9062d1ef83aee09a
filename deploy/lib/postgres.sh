# A private PostgreSQL cluster in $STATE/postgres: loopback only, passwords always.
# shellcheck shell=bash

postgres_bin() {
    local folder
    for folder in /usr/lib/postgresql/*/bin; do [[ -x $folder/postgres ]] && POSTGRES_BIN=$folder; done
    [[ -n ${POSTGRES_BIN:-} ]] || fail "PostgreSQL's programs are not in /usr/lib/postgresql"
}

# postgres_identity: sets AS_POSTGRES to the words that run a command as the cluster's owner. PostgreSQL refuses to run as root;
# then Debian's user of it does. A checkout in a folder closed to that user is reached with the capability to search folders.
postgres_identity() {
    AS_POSTGRES=(env)
    ((EUID == 0)) || return 0
    AS_POSTGRES=(env -C / setpriv --reuid=postgres --regid=postgres --init-groups)
    "${AS_POSTGRES[@]}" test -x "$STATE/postgres" || AS_POSTGRES+=(--inh-caps=+dac_read_search --ambient-caps=+dac_read_search)
}

# postgres_create [LINE…]: initialises the cluster; the lines are settings beyond the common ones.
postgres_create() {
    local folder=$STATE/postgres data=$STATE/postgres/data.new password_file
    postgres_bin
    [[ -s $folder/data/PG_VERSION ]] && return 0
    mkdir -p "$folder"
    # Whole or not at all: what is interrupted is begun anew.
    rm -rf "$folder/data" "$data"
    mkdir "$data"
    chmod 700 "$data"
    password_file=$folder/initial-password
    (umask 077; secret postgres >"$password_file")
    if ((EUID == 0)); then chown postgres: "$data" "$password_file"; fi
    postgres_identity
    "${AS_POSTGRES[@]}" "$POSTGRES_BIN/initdb" -D "$data" -U postgres --auth=scram-sha-256 --pwfile="$password_file" \
        -E UTF8 --locale=C.UTF-8 --no-instructions >"$(log_file postgres-init)" 2>&1 \
        || { tail -n 20 "$(log_file postgres-init)" >&2; fail "initdb failed"; }
    rm -f "$password_file"
    {
        printf '%s\n' "listen_addresses = '127.0.0.1'" "unix_socket_directories = ''" \
            'shared_buffers = 128MB' 'password_encryption = scram-sha-256' 'jit = off' 'timezone = UTC' \
            "log_line_prefix = '%m %d '" "$@"
    } >>"$data/postgresql.conf"
    mv "$data" "$folder/data"
}

postgres_start() {
    local folder=$STATE/postgres
    process_runs postgres && return 0
    rm -f "$folder/data/postmaster.pid"
    postgres_bin
    postgres_identity
    setsid "${AS_POSTGRES[@]}" "$POSTGRES_BIN/postgres" -D "$folder/data" -p "$(port postgres)" \
        </dev/null >>"$(log_file postgres)" 2>&1 9>&- &
    process_record "$(pid_file postgres)" "$!"
    disown
    until_deadline 60 postgres_ready || { tail -n 20 "$(log_file postgres)" >&2; fail "PostgreSQL did not start"; }
}

postgres_ready() { "$POSTGRES_BIN/pg_isready" -q -h 127.0.0.1 -p "$(port postgres)" -d postgres -U postgres; }

# INT is PostgreSQL's fast shutdown; TERM would wait for every client.
postgres_stop() {
    local pid
    if pid=$(process_pid postgres); then
        kill -INT "$pid" 2>/dev/null || true
        until_deadline 30 process_gone "$pid" || kill -QUIT "$pid" 2>/dev/null || true
    fi
    rm -f "$(pid_file postgres)"
}

# postgres_run DATABASE [ARGUMENT…]: psql as the cluster's administrator, reading SQL from standard input.
postgres_run() {
    local database=$1; shift
    postgres_bin
    PGPASSWORD=$(secret postgres) "$POSTGRES_BIN/psql" -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$(port postgres)" -U postgres \
        -d "$database" "$@"
}
