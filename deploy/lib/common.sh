# Sourced by every program in deploy/: where things are, how to speak.
# shellcheck shell=bash
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
STATE=${PITCREW_STATE:-$ROOT/.state}
case $STATE in /*) ;; *) STATE=$PWD/$STATE ;; esac
SWIFT=${PITCREW_SWIFT:-swift}
SERVICES=(booking notifications jobcard-prep crm-bridge partner-gateway analytics ml-scoring)
export LC_ALL=C.UTF-8

say() { printf '%s\n' "$*"; }
step() { if [[ -t 1 ]]; then printf '\033[1m== %s\033[0m\n' "$*"; else printf '== %s\n' "$*"; fi; }
complain() { printf '%s\n' "$*" >&2; }
fail() { complain "error: $*"; exit 1; }

# usage: what the program's first comment says.
usage() { awk 'NR > 1 && !/^#/ { exit } NR > 1 && !/shellcheck/ { sub(/^# ?/, ""); print }' "$0"; }
# misused TEXT: says what is wrong with the arguments and how they are meant; nothing has been done yet.
misused() { complain "error: $*"; usage >&2; exit 2; }
# help_if_asked ARGUMENT…: when the first one asks for it, says how they are meant and ends the program.
help_if_asked() { case ${1:-} in -h|--help) usage; exit 0 ;; esac; }
# is_among WORD WORD…: whether the first one is one of the others.
is_among() {
    local word
    for word in "${@:2}"; do [[ $word != "$1" ]] || return 0; done
    return 1
}

state_folders() {
    mkdir -p "$STATE"/{env,log,run,secrets}
    chmod 700 "$STATE"/secrets "$STATE"/env
}

# until_deadline SECONDS COMMAND…: tries the command until it succeeds; 1 when the time is over.
until_deadline() {
    local deadline=$((SECONDS + $1)); shift
    until "$@"; do
        ((SECONDS < deadline)) || return 1
        sleep 0.2
    done
}
