# Background processes with a pid file each under $STATE/run and a log each under $STATE/log. A pid file holds the pid and, as its
# second word, when that process began.
# shellcheck shell=bash

pid_file() { printf '%s/run/%s.pid' "$STATE" "$1"; }
log_file() { printf '%s/log/%s.log' "$STATE" "$1"; }

# process_birth PID: when it began, in ticks since the machine did: no clock that is set can move it. A zombie is gone. Fields 3 and
# 22 of proc(5)'s stat; the name before them may hold spaces and parentheses.
process_birth() {
    local stat fields
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
    read -ra fields <<<"${stat##*) }"
    [[ ${fields[0]} != Z ]] || return 1
    printf '%s' "${fields[19]}"
}

# process_record FILE PID: a process that has ended already gets a file that names none.
process_record() {
    local birth
    birth=$(process_birth "$2") || birth=ended
    printf '%s %s\n' "$2" "$birth" >"$1"
}

# process_pid NAME: the pid, if that process still runs and is not a later one that got the same number.
process_pid() {
    local file pid birth
    file=$(pid_file "$1")
    [[ -s $file ]] || return 1
    read -r pid birth <"$file" || true
    [[ $birth == "$(process_birth "$pid")" ]] || return 1
    printf '%s' "$pid"
}

process_runs() { process_pid "$1" >/dev/null; }

# process_start NAME COMMAND…: in a session of its own, so that the terminal's signals do not reach it.
process_start() {
    local name=$1; shift
    setsid "$@" </dev/null >>"$(log_file "$name")" 2>&1 9>&- &
    process_record "$(pid_file "$name")" "$!"
    # One that has ended already is no job any more.
    disown 2>/dev/null || true
}

# process_stop NAME [SECONDS]: asks it to end, and ends its whole session when the time is over.
process_stop() {
    local pid
    if pid=$(process_pid "$1"); then
        kill -TERM "$pid" 2>/dev/null || true
        if ! until_deadline "${2:-20}" process_gone "$pid"; then
            # RabbitMQ's server leads no group: a script, which ends with it, does.
            kill -KILL -- "-$pid" 2>/dev/null || kill -KILL "$pid" 2>/dev/null || true
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

# process_descendants PID: all that it has started and that has not ended, whatever groups and sessions they lead.
process_descendants() {
    ps -e -o pid=,ppid= | awk -v root="$1" '
        { parent[$1] = $2 }
        END {
            for (pid in parent) {
                above = parent[pid]
                while (above != root && above in parent) above = parent[above]
                if (above == root) print pid
            }
        }'
}

# processes_end SECONDS PID…: asks them to end, and ends those that have not when the time is over.
processes_end() {
    local pid deadline=$((SECONDS + $1)); shift
    kill -TERM "$@" 2>/dev/null || true
    for pid in "$@"; do
        until_deadline $((deadline > SECONDS ? deadline - SECONDS : 0)) process_gone "$pid" || kill -KILL "$pid" 2>/dev/null || true
    done
}
