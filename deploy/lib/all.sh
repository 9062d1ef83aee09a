# Sources the whole library; the programs in deploy/ read this one file.
# shellcheck shell=bash
# shellcheck source-path=SCRIPTDIR
LIBRARY=$(dirname "${BASH_SOURCE[0]}")
. "$LIBRARY/common.sh"
. "$LIBRARY/packages.sh"
. "$LIBRARY/processes.sh"
. "$LIBRARY/ports.sh"
. "$LIBRARY/secrets.sh"
. "$LIBRARY/postgres.sh"
. "$LIBRARY/rabbitmq.sh"
. "$LIBRARY/build.sh"
. "$LIBRARY/databases.sh"
. "$LIBRARY/broker-users.sh"
. "$LIBRARY/settings.sh"
. "$LIBRARY/services.sh"
. "$LIBRARY/certificates.sh"
. "$LIBRARY/nginx.sh"
. "$LIBRARY/demo.sh"
