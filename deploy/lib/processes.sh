# Background processes with a pid file each under $STATE/run and a log each under $STATE/log.
# shellcheck shell=bash

pid_file() { printf '%s/run/%s.pid' "$STATE" "$1"; }
log_file() { printf '%s/log/%s.log' "$STATE" "$1"; }

# process_pid NAME: the pid, if that process still runs and is not a later one that got the same number.
process_pid() {
    local file pid age
    file=$(pid_file "$1")
    [[ -s $file ]] || return 1
    read -r pid _ <"$file" || true
    age=$(ps -o etimes= -p "$pid" 2>/dev/null) || return 1
    (($(date +%s) - age <= $(stat -c %Y "$file") + 2)) || return 1
    printf '%s' "$pid"
}

process_runs() { process_pid "$1" >/dev/null; }

# process_start NAME COMMAND…: in a session of its own, so that the terminal's signals do not reach it.
process_start() {
    local name=$1; shift
    setsid "$@" </dev/null >>"$(log_file "$name")" 2>&1 9>&- &
    printf '%s\n' "$!" >"$(pid_file "$name")"
    disown
}

# process_stop NAME [SECONDS]: asks it to end, and ends its whole session when the time is over.
process_stop() {
    local pid
    if pid=$(process_pid "$1"); then
        kill -TERM "$pid" 2>/dev/null || true
        if ! until_deadline "${2:-20}" process_gone "$pid"; then
            kill -KILL -- "-$pid" 2>/dev/null || true
            until_deadline 10 process_gone "$pid" || complain "$1 (process $pid) does not end"
        fi
    fi
    rm -f "$(pid_file "$1")"
}

# A zombie is gone: its parent may be a shell that does not wait for it.
process_gone() {
    local state
    state=$(ps -o state= -p "$1" 2>/dev/null) || return 0
    [[ $state == Z* ]]
}
