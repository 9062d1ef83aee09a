#!/usr/bin/env bash
# Runs a program and starts it again when it ends: supervise.sh PID_FILE ENVIRONMENT_FILE PROGRAM.
# Waits 1, 2, 4 … 30 seconds between starts, or as many as PITCREW_RESTART_CAP says; a minute of life starts the count again. TERM ends both.
set -uo pipefail
# shellcheck source=deploy/lib/processes.sh
. "${BASH_SOURCE[0]%/*}/processes.sh"
pid_file=$1 environment=$2 program=$3
child='' stopping=''
stop() { stopping=yes; [[ -z $child ]] || kill -TERM "$child" 2>/dev/null; }
trap stop TERM INT

while read -r line; do export "${line?}"; done <"$environment"

delay=1 cap=${PITCREW_RESTART_CAP:-30}
until [[ -n $stopping ]]; do
    started=$SECONDS
    "$program" &
    child=$!
    process_record "$pid_file" "$child"
    # A signal ends the waiting, not the child.
    wait "$child"; status=$?
    while kill -0 "$child" 2>/dev/null; do wait "$child"; status=$?; done
    child=''
    [[ -z $stopping ]] || break
    ((SECONDS - started < 60)) || delay=1
    printf '{"level":"warning","message":"the program ended and is started again","status":%d,"delay":%d}\n' \
        "$status" "$delay" >&2
    sleep "$delay" &
    wait $!
    delay=$((delay * 2 > cap ? cap : delay * 2))
done
rm -f "$pid_file"
