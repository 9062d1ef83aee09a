# The release build, skipped when no source is newer than the last one.
# shellcheck shell=bash

# A folder of its own: SwiftPM locks the one it works in, and tests of the other build run meanwhile (release_build_start).
RELEASE_FOLDER=$ROOT/.build/static
RELEASE_BUILD=("$SWIFT" build -c release --static-swift-stdlib --scratch-path "$RELEASE_FOLDER")

# Where the executables are; PITCREW_BIN names ready-made ones and turns the build off.
bin_folder() { printf '%s' "${PITCREW_BIN:-$RELEASE_FOLDER/release}"; }

# A static standard library costs disk and saves memory, processor time and a dependency at run time.
build_release() {
    [[ -z ${PITCREW_BIN:-} ]] || return 0
    local list=$STATE/run/sources stamp=$STATE/run/built now
    now=$(cd "$ROOT" && find Package.swift Shared Services deploy Tests/Benchmarks -type f \
        \( -name '*.swift' -o -name '*.sql' -o -name '*.h' -o -name 'module.modulemap' -o -name '*.json' \) \
        -not -path '*/Web/*' | sort)
    if [[ -x $RELEASE_FOLDER/release/pitcrew-booking && -e $stamp && $now == "$(cat "$list" 2>/dev/null)" ]] \
        && [[ -z $(cd "$ROOT" && xargs -d '\n' -I{} find {} -newer "$stamp" <<<"$now") ]]; then
        return 0
    fi
    command -v "$SWIFT" >/dev/null || fail "there is no Swift here; see https://www.swift.org/install/linux/"
    step "building"
    printf '%s\n' "$now" >"$list"
    touch "$stamp.next"
    (cd "$ROOT" && "${RELEASE_BUILD[@]}")
    mv "$stamp.next" "$stamp"
}

# release_build_start: the same in the background, unless it was begun already.
release_build_start() {
    [[ -z ${PITCREW_BIN:-} && ! -e $(pid_file release-build) ]] || return 0
    build_start release-build "${RELEASE_BUILD[@]}"
}

release_build_runs() { process_runs release-build; }

# release_build_wait SECONDS: until it has ended, if it was started; 1, with what it said, if it failed or is late. It is then forgotten.
release_build_wait() {
    local log status=0
    log=$(log_file release-build)
    [[ -e $(pid_file release-build) ]] || return 0
    if release_build_runs; then say "waiting for the release build"; fi
    if ! until_deadline "$1" release_build_over || ! grep -q '^Build complete!' "$log"; then
        status=1
        tail -n 60 "$log"
    fi
    release_build_stop
    return "$status"
}

release_build_over() { ! release_build_runs; }

release_build_stop() { build_stop release-build; }

# build_start NAME COMMAND…: in the background, with the processor and the disk that nobody else wants.
build_start() {
    local name=$1 idle=(nice -n 19)
    shift
    if chrt -i 0 true 2>/dev/null; then idle=(chrt -i 0); fi
    if ionice -c 3 true 2>/dev/null; then idle+=(ionice -c 3); fi
    mkdir -p "$STATE"/{run,log}
    rm -f "$(log_file "$name")"
    process_start "$name" env -C "$ROOT" "${idle[@]}" "$@"
}

# build_stop NAME: with its compilers, which lead groups of their own.
build_stop() {
    local pid running
    if pid=$(process_pid "$1"); then
        mapfile -t running < <(process_descendants "$pid")
        processes_end 20 "$pid" "${running[@]}"
    fi
    process_stop "$1" 20
}
