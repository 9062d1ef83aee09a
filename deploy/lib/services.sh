# The seven services: their settings, starting, stopping and waiting.
# shellcheck shell=bash

# pass NAME…: hands a variable of the caller on, if it is set, or the one that names a file with its value.
pass() {
    local name form
    for name in "$@"; do
        for form in "$name" "${name}_FILE"; do [[ -z ${!form:-} ]] || printf '%s=%s\n' "$form" "${!form}"; done
    done
}

# pass_secret NAME SECRET: a secret of the caller, by file; or the generated one.
pass_secret() {
    local given=${!1:-} file=$1_FILE
    if [[ -n ${!file:-} ]]; then printf '%s=%s\n' "$file" "${!file}"; return; fi
    if [[ -n $given ]]; then store_secret "$2" "$given"; else secret "$2" >/dev/null; fi
    printf '%s=%s\n' "$file" "$(secret_file "$2")"
}

# What links in mails begin with: the plain door while only this machine can reach us (a browser trusts localhost without a
# certificate), else the TLS door.
public_url() {
    if [[ -n ${PITCREW_PUBLIC_URL:-} ]]; then printf '%s' "$PITCREW_PUBLIC_URL"
    elif [[ -z ${PITCREW_DOOR_ADDRESS:-} ]]; then printf 'http://localhost:%s' "$(port http)"
    else printf 'https://%s:%s' "$(uname -n)" "$(port https)"
    fi
}

service_settings() {
    local service=$1 name
    name=$(database_name "$service")
    cat <<-SETTINGS
		PITCREW_HTTP_ADDRESS=127.0.0.1
		PITCREW_HTTP_PORT=$(port "$service")
		PITCREW_PUBLIC_URL=$(public_url)
		PITCREW_DATABASE_URL=postgresql://$name@${PITCREW_DATABASE_ADDRESS:-$(loopback_address postgres)}/$name
		PITCREW_DATABASE_PASSWORD_FILE=$(secret_file "database-$service")
		PITCREW_AMQP_URL=amqp://$service@${PITCREW_BROKER_ADDRESS:-$(loopback_address amqp)}/pitcrew
		PITCREW_AMQP_PASSWORD_FILE=$(secret_file "broker-$service")
	SETTINGS
    # shellcheck disable=SC2046  # names have no spaces
    pass "${COMMON_SETTINGS[@]}" $(own_settings "$service")
    case $service in
        booking) pass_secret PITCREW_LINK_SECRET link-secret ;;
        notifications)
            mail_settings
            sms_settings
            pass_secret PITCREW_CODE_SECRET code-secret
            ;;
        crm-bridge) hubspot_settings ;;
        partner-gateway)
            pass_secret PITCREW_KEY_SECRET key-secret
            pass_secret PITCREW_CODE_SECRET code-secret
            staff_file
            ;;
    esac
}

mail_settings() {
    printf 'PITCREW_MAIL_FROM=%s\n' "${PITCREW_MAIL_FROM:-Pitcrew <service@pitcrew.example>}"
    if [[ -n ${PITCREW_SMTP_URL:-} ]]; then
        pass PITCREW_SMTP_URL PITCREW_SMTP_USERNAME PITCREW_SMTP_TLS PITCREW_SMTP_HELLO
        [[ -z ${PITCREW_SMTP_PASSWORD:-}${PITCREW_SMTP_PASSWORD_FILE:-} ]] || pass_secret PITCREW_SMTP_PASSWORD smtp-password
    else
        printf 'PITCREW_SMTP_URL=smtp://127.0.0.1:%s\n' "$(port mailbox)"
    fi
}

# All four of the caller's, or the catcher.
sms_settings() {
    if [[ -n ${PITCREW_SMS_URL:-} ]]; then
        pass PITCREW_SMS_URL PITCREW_SMS_ACCOUNT PITCREW_SMS_FROM
        [[ -z ${PITCREW_SMS_TOKEN:-}${PITCREW_SMS_TOKEN_FILE:-} ]] || pass_secret PITCREW_SMS_TOKEN sms-token
    else
        printf 'PITCREW_SMS_URL=http://127.0.0.1:%s\nPITCREW_SMS_ACCOUNT=%s\nPITCREW_SMS_FROM=%s\n' "$(port sms-catcher)" ACdemo Pitcrew
        pass_secret PITCREW_SMS_TOKEN sms-token
    fi
}

hubspot_settings() {
    printf 'PITCREW_HUBSPOT_URL=%s\n' "${PITCREW_HUBSPOT_URL:-http://127.0.0.1:$(port hubspot-stand-in)}"
    pass_secret PITCREW_HUBSPOT_TOKEN hubspot-token
}

# The people who may log in at the first start, one of each role; their passwords are generated.
staff_file() {
    local file
    file=$(secret_file staff.json)
    [[ -s $file ]] || (umask 077; staff_made >"$file")
    # A trial: the passwords are printed and stay good, also where the browser makes no passkey.
    printf 'PITCREW_STAFF_FILE=%s\nPITCREW_STAFF_PASSWORDS=%s\n' "$file" "${PITCREW_STAFF_PASSWORDS:-lasting}"
}

staff_made() {
    local role name
    while read -r role name; do
        jq -n --arg role "$role" --arg name "$name" --arg password "$(openssl rand -hex 8)" \
            '{email: "\($role)@pitcrew.example", name: $name, role: $role, password: $password}'
    done <<-ALL | jq -s .
		operator Olga Operator
		advisor Adam Advisor
		manager Mona Manager
		technician Tina Technician
		support Sami Support
		marketer Mara Marketer
	ALL
}

# service_start NAME: starts it; again if its program or its settings have changed.
service_start() {
    local service=$1 program environment=$STATE/env/$1.env
    program=$(bin_folder)/pitcrew-$service
    [[ -x $program ]] || fail "$program is missing"
    service_settings "$service" >"$environment.next"
    if process_runs "$service.supervisor"; then
        if cmp -s "$environment.next" "$environment" && [[ ! $program -nt $(pid_file "$service.supervisor") ]]; then
            rm -f "$environment.next"
            return 0
        fi
        service_stop "$service"
    fi
    mv "$environment.next" "$environment"
    supervisor_start "$service"
}

# supervisor_start NAME: the service sees its own settings and nothing of the caller's environment.
supervisor_start() {
    local service=$1 log
    log=$(log_file "$1")
    if [[ $(stat -c %s "$log" 2>/dev/null || echo 0) -gt 100000000 ]]; then mv "$log" "$log.1"; fi
    local clean=(env -i "PATH=$PATH" "HOME=$HOME" "LC_ALL=$LC_ALL" ${SSL_CERT_FILE:+"SSL_CERT_FILE=$SSL_CERT_FILE"}
        ${PITCREW_RESTART_CAP:+"PITCREW_RESTART_CAP=$PITCREW_RESTART_CAP"})
    setsid "${clean[@]}" bash "$ROOT/deploy/lib/supervise.sh" "$(pid_file "$service")" "$STATE/env/$service.env" \
        "$(bin_folder)/pitcrew-$service" </dev/null >>"$(log_file "$service")" 2>&1 9>&- &
    process_record "$(pid_file "$service.supervisor")" "$!"
    disown
}

service_stop() {
    process_stop "$1.supervisor" 40
    rm -f "$(pid_file "$1")"
}

services_stop() {
    local service
    for service in "${SERVICES[@]}"; do service_stop "$service" & done
    wait
}

service_ready() { curl -sf --max-time 2 -o /dev/null "http://127.0.0.1:$(port "$1")/readyz"; }

# services_wait SECONDS: until all are ready; else shows why not.
services_wait() {
    local deadline=$((SECONDS + $1)) service waiting=()
    for service in "${SERVICES[@]}"; do
        until_deadline $((deadline > SECONDS ? deadline - SECONDS : 0)) service_ready "$service" || waiting+=("$service")
    done
    ((${#waiting[@]})) || return 0
    for service in "${waiting[@]}"; do
        complain "--- $service is not ready: $(curl -s --max-time 2 "http://127.0.0.1:$(port "$service")/readyz" || true)"
        tail -n 15 "$(log_file "$service")" >&2 || true
    done
    fail "not ready: ${waiting[*]}"
}
