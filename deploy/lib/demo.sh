# What stands in for the outside world in a try-out, and the demo data.
# shellcheck shell=bash

# stand_in_start NAME FOLDER [SECRET]: unless it runs.
stand_in_start() {
    local name=$1 folder=$STATE/$2 token=${3:-} options=()
    if process_runs "$name"; then return 0; fi
    mkdir -p "$folder"
    if [[ -n $token ]]; then
        secret "$token" >/dev/null
        options=(--token-file "$(secret_file "$token")")
    fi
    process_start "$name" python3 "$ROOT/deploy/demo/$name" --port "$(port "$name")" --folder "$folder" "${options[@]}"
}

stand_ins_start() {
    [[ -n ${PITCREW_SMTP_URL:-} ]] || stand_in_start mailbox mail
    [[ -n ${PITCREW_SMS_URL:-} ]] || stand_in_start sms-catcher sms sms-token
    [[ -n ${PITCREW_HUBSPOT_URL:-} ]] || stand_in_start hubspot-stand-in hubspot hubspot-token
}

# stand_in_used NAME: whether the services were started to use it.
stand_in_used() {
    local address
    address=127.0.0.1:$(port "$1") || return 1
    grep -qE "^PITCREW_(SMTP|SMS|HUBSPOT)_URL=[a-z]+://$address\$" "$STATE"/env/*.env 2>/dev/null
}

stand_ins_stop() {
    process_stop mailbox 5
    process_stop sms-catcher 5
    process_stop hubspot-stand-in 5
}

# demo_load SIZE: small, full or none; once per state folder.
demo_load() {
    local size=$1 program=$ROOT/deploy/demo/load options=()
    if [[ $size == none || -e $STATE/demo-loaded ]]; then return 0; fi
    if [[ ! -x $program ]]; then complain "there is no demo to load yet"; return 0; fi
    [[ $size != small ]] || options+=(--small)
    step "loading the demo ($size)"
    "$program" --url "http://127.0.0.1:$(port http)" --state "$STATE" "${options[@]}"
    touch "$STATE/demo-loaded"
}

# For programs: where everything of this system is.
write_description() {
    local service services='{}'
    for service in "${SERVICES[@]}"; do
        services=$(jq --arg s "$service" --argjson p "$(port "$service")" --arg state "$STATE" \
            --arg d "$(database_name "$service")" \
            '.[$s] = {port: $p, url: "http://127.0.0.1:\($p)", pidFile: "\($state)/run/\($s).pid", log: "\($state)/log/\($s).log",
              database: $d, databasePasswordFile: "\($state)/secrets/database-\($s)",
              brokerUser: $s, brokerPasswordFile: "\($state)/secrets/broker-\($s)"}' <<<"$services")
    done
    jq -n --arg state "$STATE" --arg public "$(public_url)" --argjson services "$services" \
        --argjson http "$(port http)" --argjson https "$(port https)" --argjson pg "$(port postgres)" \
        --argjson amqp "$(port amqp)" --argjson admin "$(port broker-admin)" \
        --argjson mail "$(port mailbox)" --argjson sms "$(port sms-catcher)" --argjson hubspot "$(port hubspot-stand-in)" '{
        url: "http://127.0.0.1:\($http)", secureUrl: "https://localhost:\($https)", publicUrl: $public,
        certificate: "\($state)/tls/certificate.pem", staffFile: "\($state)/secrets/staff.json", services: $services,
        postgres: {host: "127.0.0.1", port: $pg, user: "postgres", passwordFile: "\($state)/secrets/postgres"},
        broker: {host: "127.0.0.1", port: $amqp, vhost: "pitcrew", user: "pitcrew-admin",
            passwordFile: "\($state)/secrets/rabbitmq-admin", adminUrl: "http://127.0.0.1:\($admin)/api"},
        mailbox: {port: $mail, folder: "\($state)/mail", control: "\($state)/mail/control"},
        sms: {port: $sms, messages: "\($state)/sms/messages.jsonl", control: "\($state)/sms/control.json",
            tokenFile: "\($state)/secrets/sms-token"},
        hubspot: {port: $hubspot, calls: "\($state)/hubspot/calls.jsonl", control: "\($state)/hubspot/control.json",
            tokenFile: "\($state)/secrets/hubspot-token"}}' >"$STATE/system.json"
}
