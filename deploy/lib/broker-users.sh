# Broker users with least rights, and the topology they find.
# shellcheck shell=bash

topology() {
    local address
    address=$(broker_api)
    address=${address#http://}
    PITCREW_AMQP_ADMIN_URL="http://pitcrew-admin:$(secret rabbitmq-admin)@${address%/api}" \
        PITCREW_AMQP_VHOST=pitcrew "$(bin_folder)/pitcrew-topology" "$@"
}

# Each service's user gets what the manifest says it needs: it declares nothing, publishes only its own event types to the one
# exchange, and reads its own two queues.
broker_users_create() {
    local service rights all
    all=$(topology permissions) || fail "pitcrew-topology does not tell who may do what"
    for service in "${SERVICES[@]}"; do
        rights=$(jq -e --arg s "$service" 'map(select(.service == $s))[0]' <<<"$all") || fail "no rights are known for $service"
        broker_admin PUT "/users/$service" "$(jq -n --rawfile p "$(secret_file "broker-$service")" \
            '{password: ($p | rtrimstr("\n")), tags: ""}')"
        broker_admin PUT "/permissions/pitcrew/$service" "$(jq '{configure, write, read}' <<<"$rights")"
        broker_admin PUT "/topic-permissions/pitcrew/$service" \
            "$(jq '{exchange: "pitcrew.events", write: .topicWrite, read: "^$"}' <<<"$rights")"
    done
}

broker_secrets() {
    local service
    for service in "${SERVICES[@]}"; do secret "broker-$service" >/dev/null; done
}
