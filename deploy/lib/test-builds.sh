# The builds that groups of deploy/test need, made in the background while groups before them wait for something else.
# ASKED names the groups of the run, GROUP the present one.
# shellcheck shell=bash

# is_asked_after GROUP NAME…: whether one of these groups is asked for after that one.
is_asked_after() {
    local name has_passed=''
    for name in "${ASKED[@]}"; do
        [[ -z $has_passed ]] || ! is_among "$name" "${@:2}" || return 0
        [[ $name != "$1" ]] || has_passed=yes
    done
    return 1
}

# These tests leave a processor idle at times: the build that later groups need is made meanwhile.
build_tests() {
    [[ -z ${TESTS_BUILT:-} ]] || return 0
    install_packages run test
    step "building the tests"
    tests_build_wait
    (cd "$ROOT" && "$SWIFT" build --build-tests) || { say "failed: the build"; say "0 passed, 1 failed"; return 1; }
    TESTS_BUILT=yes
    ! is_asked_after "$GROUP" e2e web chaos || release_build_start
}

tests_build_start() { build_start tests-build "$SWIFT" build --build-tests; }

# tests_build_wait: until it has ended, if it was begun. Whether it went well, the build that follows tells.
tests_build_wait() {
    [[ -e $(pid_file tests-build) ]] || return 0
    until_deadline 1800 tests_build_over || true
    cat "$(log_file tests-build)"
    build_stop tests-build
}

tests_build_over() { ! process_runs tests-build; }

builds_stop() { build_stop tests-build; release_build_stop; }

# release_is_built: for a group that runs the services. The fault suite's own tests need none: they pass the time until then.
release_is_built() {
    if release_build_runs && is_among chaos "${ASKED[@]}"; then
        say "the fault suite's own tests, while the release build goes on"
        chaos_own_tests >"$BASE_STATE/chaos-own.out" 2>&1
    fi
    release_build_wait 1800 || { say "failed: the release build"; say "0 passed, 1 failed"; return 1; }
}
