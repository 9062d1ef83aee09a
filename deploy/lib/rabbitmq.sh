# A private RabbitMQ node in $STATE/rabbitmq: own cookie, own epmd, loopback only, no matter what the machine is called.
# shellcheck shell=bash

RABBITMQ_PROGRAMS=/usr/lib/rabbitmq/bin

# rabbitmq_environment: sets RABBITMQ to the words that run a command against this node and no other.
rabbitmq_environment() {
    local folder=$STATE/rabbitmq
    RABBITMQ=(
        env -u RABBITMQ_NODE_IP_ADDRESS -u RABBITMQ_NODE_PORT HOME="$folder" RABBITMQ_NODENAME=pitcrew@localhost
        RABBITMQ_CONFIG_FILE="$folder/rabbitmq.conf" RABBITMQ_CONF_ENV_FILE="$folder/none.conf"
        RABBITMQ_ADVANCED_CONFIG_FILE="$folder/none.config" RABBITMQ_ENABLED_PLUGINS_FILE="$folder/plugins"
        RABBITMQ_MNESIA_BASE="$folder/data" RABBITMQ_MNESIA_DIR="$folder/data/node" RABBITMQ_LOG_BASE="$STATE/log/rabbitmq"
        RABBITMQ_PID_FILE="$folder/server.pid" RABBITMQ_DIST_PORT="$(port broker-nodes)"
        ERL_CRASH_DUMP="$STATE/log/rabbitmq/erl_crash.dump" ERL_EPMD_PORT="$(port epmd)" ERL_EPMD_ADDRESS=127.0.0.1
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none"
    )
}

rabbitmq_configure() {
    local folder=$STATE/rabbitmq
    mkdir -p "$folder/data" "$STATE/log/rabbitmq"
    if [[ ! -s $folder/.erlang.cookie ]]; then (umask 077; openssl rand -hex 16 | tr -d '\n' >"$folder/.erlang.cookie"); fi
    chmod 400 "$folder/.erlang.cookie"
    printf '[rabbitmq_management].\n' >"$folder/plugins"
    (umask 077; rabbitmq_settings >"$folder/rabbitmq.conf")
}

rabbitmq_settings() {
    cat <<-SETTINGS
		listeners.tcp.1 = 127.0.0.1:$(port amqp)
		management.tcp.ip = 127.0.0.1
		management.tcp.port = $(port broker-admin)
		default_vhost = ${RABBITMQ_VHOST:-pitcrew}
		default_user = pitcrew-admin
		default_pass = $(secret rabbitmq-admin)
		disk_free_limit.absolute = 500MB
		log.file.level = info
		log.console = false
	SETTINGS
}

rabbitmq_start() {
    process_runs rabbitmq && return 0
    rabbitmq_configure
    if ! process_runs epmd; then
        process_start epmd epmd -address 127.0.0.1 -port "$(port epmd)"
    fi
    rm -f "$STATE/rabbitmq/server.pid"
    rabbitmq_environment
    setsid "${RABBITMQ[@]}" "$RABBITMQ_PROGRAMS/rabbitmq-server" </dev/null >>"$(log_file rabbitmq)" 2>&1 9>&- &
    process_record "$(pid_file rabbitmq)" "$!"
    disown
    until_deadline 90 rabbitmq_came_up || { tail -n 20 "$(log_file rabbitmq)" >&2; fail "RabbitMQ did not start"; }
}

# The program just started is a script that waits for the server and hands TERM on; the server writes down its own pid, and from
# then on that is the one to be known.
rabbitmq_came_up() {
    local file=$STATE/rabbitmq/server.pid
    [[ -s $file ]] || return 1
    process_record "$(pid_file rabbitmq)" "$(<"$file")"
    rabbitmq_ready
}

rabbitmq_ready() {
    process_runs rabbitmq && broker_admin GET /health/checks/local-alarms >/dev/null 2>&1
}

rabbitmq_stop() {
    process_stop rabbitmq 60
    process_stop epmd 5
}

# The management API of this node, or of the one that BROKER_API names.
broker_api() { printf '%s' "${BROKER_API:-http://127.0.0.1:$(port broker-admin)/api}"; }

# broker_admin METHOD PATH [JSON]: one call of the management API; the password stays off the command line.
broker_admin() {
    local body=()
    [[ $# -lt 3 ]] || body=(-H 'content-type: application/json' --data-binary "$3")
    curl -sSf --max-time 20 -X "$1" "${body[@]}" "$(broker_api)$2" \
        --config <(printf 'user = "pitcrew-admin:%s"\n' "$(secret rabbitmq-admin)")
}
