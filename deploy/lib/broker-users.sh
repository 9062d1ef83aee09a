# Broker users with least rights, and the topology they find.
# shellcheck shell=bash

topology() {
    PITCREW_AMQP_ADMIN_URL="http://pitcrew-admin@127.0.0.1:$(port broker-admin)/api" \
        PITCREW_AMQP_ADMIN_PASSWORD_FILE=$(secret_file rabbitmq-admin) PITCREW_AMQP_VHOST=pitcrew \
        "$(bin_folder)/pitcrew-topology" "$@"
}

# A service may declare nothing, publish to the one exchange and only its own event types, and read its own two queues.
broker_users_create() {
    local service publishes all
    all=$(topology permissions) || fail "pitcrew-topology does not tell who publishes what"
    for service in "${SERVICES[@]}"; do
        publishes=$(jq -r --arg s "$service" '.[$s] // [] | map(gsub("\\."; "\\.")) | join("|")' <<<"$all")
        broker_admin PUT "/users/$service" "$(jq -n --rawfile p "$(secret_file "broker-$service")" \
            '{password: ($p | rtrimstr("\n")), tags: ""}')"
        broker_admin PUT "/permissions/pitcrew/$service" "$(jq -n --arg s "$service" \
            '{configure: "^$", write: "^pitcrew\\.events$", read: "^pitcrew\\.\($s)(\\.dead)?$"}')"
        broker_admin PUT "/topic-permissions/pitcrew/$service" "$(jq -n --arg p "$publishes" \
            '{exchange: "pitcrew.events", write: "^(\($p))$", read: "^$"}')"
    done
}

broker_secrets() {
    local service
    for service in "${SERVICES[@]}"; do secret "broker-$service" >/dev/null; done
}
