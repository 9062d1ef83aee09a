# The throw-away PostgreSQL cluster and RabbitMQ node of the Swift tests, and the Python environment of the independent clients.
# shellcheck shell=bash

# Lines of the cluster's configuration: nothing it holds outlives the tests, so it need not wait for the disk.
TEST_POSTGRES=('max_connections = 400' 'fsync = off' 'synchronous_commit = off' 'full_page_writes = off')

# test_servers_start: fresh servers under $TEST_STATE; exports the variables the tests read.
test_servers_start() {
    STATE=$TEST_STATE
    if [[ -e $STATE/ports ]]; then test_servers_stop; fi
    STATE=$TEST_STATE
    state_folders
    choose_ports postgres=45432 amqp=45672 broker-admin=45673 broker-nodes=45674 epmd=45675
    postgres_create "${TEST_POSTGRES[@]}"
    postgres_start
    RABBITMQ_VHOST=/ rabbitmq_start
    export PITCREW_TEST_DATABASE_URL PITCREW_TEST_AMQP_URL PITCREW_TEST_AMQP_ADMIN_URL
    PITCREW_TEST_DATABASE_URL="postgresql://postgres:$(secret postgres)@127.0.0.1:$(port postgres)/postgres"
    PITCREW_TEST_AMQP_URL="amqp://pitcrew-admin:$(secret rabbitmq-admin)@127.0.0.1:$(port amqp)/%2F"
    PITCREW_TEST_AMQP_ADMIN_URL="http://pitcrew-admin:$(secret rabbitmq-admin)@127.0.0.1:$(port broker-admin)/api"
    STATE=$BASE_STATE
}

test_servers_stop() {
    STATE=$TEST_STATE
    postgres_stop
    process_stop rabbitmq 1
    process_stop epmd 5
    rm -rf "$STATE"
    STATE=$BASE_STATE
}

# test_python: makes the virtual environment when its list has changed; exports PITCREW_TEST_PYTHON.
test_python() {
    local folder=$BASE_STATE/venv list=$ROOT/deploy/requirements-test.txt python=/usr/bin/python3
    export PITCREW_TEST_PYTHON=$folder/bin/python
    cmp -s "$list" "$folder/installed.txt" && return 0
    step "installing the independent clients"
    [[ -x $python ]] || python=python3
    mkdir -p "$BASE_STATE"
    "$python" -m venv --clear "$folder"
    "$PITCREW_TEST_PYTHON" -m pip install --quiet --disable-pip-version-check -r "$list"
    cp "$list" "$folder/installed.txt"
}
