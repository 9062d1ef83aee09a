# The ports of this state folder: preferred ones if they are free, recorded in $STATE/ports as `name port` lines.
# shellcheck shell=bash

# choose_ports NAME=PREFERRED…; a name whose process runs keeps its port, but for --only=NAME, which has the preferred one or fails.
choose_ports() {
    local pair running=()
    for pair in "$@"; do
        [[ $pair != --* ]] || continue
        if process_runs "$(port_owner "${pair%%=*}")"; then running+=("--running=${pair%%=*}"); fi
    done
    "$ROOT/deploy/lib/choose-ports" "$STATE/ports" "$@" "${running[@]}"
}

port_owner() {
    case $1 in
        amqp|broker-admin|broker-nodes) echo rabbitmq ;;
        http|https) echo nginx ;;
        postgres|epmd|mailbox|sms-catcher|hubspot-stand-in) echo "$1" ;;
        *) echo "$1.supervisor" ;;
    esac
}

# port NAME
port() { awk -v name="$1" '$1 == name { print $2; found = 1 } END { exit !found }' "$STATE/ports"; }
