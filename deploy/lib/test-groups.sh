# The groups of deploy/test. Each prints what it does and ends with a line `N passed, N failed`.
# shellcheck shell=bash
. "$LIBRARY/test-builds.sh"

# Test targets that need servers; the others but Contracts are units.
INTEGRATION=(PostgreSQL Messaging HTTP Outbound Outbox ServiceKit
    Booking Notifications JobcardPrep CRMBridge PartnerGateway Analytics MLScoring)

group_shape() {
    install_packages run test
    test_python
    # It waits more than it computes: what the next groups need is compiled meanwhile.
    ! is_asked_after shape unit contract integration || tests_build_start
    {
        "$ROOT/deploy/ci/check-shape" || true
        check_scripts || true
        "$PITCREW_TEST_PYTHON" -m unittest discover -v -s "$ROOT/Tests/Deploy" -t "$ROOT/Tests/Deploy" 2>&1 || true
    } | python_counts
}

# The library is checked as part of the programs that source it, so nothing in it looks unused.
check_scripts() {
    local path programs=()
    while read -r path; do
        if [[ $path != */lib/*.sh ]] && head -n 1 "$ROOT/$path" | grep -q '^#!.*bash'; then programs+=("$path"); fi
    done < <(cd "$ROOT" && git ls-files --cached --others --exclude-standard deploy .ci Tests)
    if (cd "$ROOT" && shellcheck -x -a -P deploy/lib -P . -e SC2034,SC2030,SC2031,SC2317 "${programs[@]}"); then
        say "shellcheck (${#programs[@]} programs) ... ok"
    else
        say "shellcheck (${#programs[@]} programs) ... FAIL"
    fi
}

# Adds up the lines of unittest (`name ... ok`), of pytest (`N passed`) and of our own checks (`N passed, N failed`).
python_counts() { "$ROOT/deploy/ci/add-results"; }

group_unit() {
    local targets
    test_python
    mapfile -t targets < <(test_targets | grep -vxF -f <(printf '%s\n' "${INTEGRATION[@]}" Contracts))
    swift_targets "${targets[@]}"
}

group_integration() {
    test_python
    test_servers_start
    swift_targets "${INTEGRATION[@]}"
}

test_targets() { sed -nE 's/^ *tests\("([A-Za-z]+)".*/\1/p' "$ROOT/Package.swift"; }

group_contract() {
    test_python
    build_tests || return 1
    {
        if contracts_current; then say "generated contracts ... ok"; else say "generated contracts ... FAIL"; fi
        "$PITCREW_TEST_PYTHON" -m pytest -q --color=no -p no:cacheprovider "$ROOT/Tests/Contract" 2>&1 || true
        swift_target Contracts || true
    } | python_counts
}

contracts_current() { "$ROOT/.build/debug/pitcrew-contracts" --check "$ROOT/Shared/Contracts"; }

# swift_targets NAME…: the tests of these targets, a process for each: deadlines are real, and a target that computes for long
# would starve the others beside it.
swift_targets() {
    local name
    build_tests || return 1
    for name in "$@"; do swift_target "$name" || true; done | python_counts
}

swift_target() {
    local name=$1 status=0 folder=$BASE_STATE/test-results
    mkdir -p "$folder"
    rm -f "$folder/$name.xml" "$folder/$name-swift-testing.xml"
    (cd "$ROOT" && timeout --foreground -k 20 "${PITCREW_TEST_TIMEOUT:-1200}" "$SWIFT" test --skip-build --disable-xctest \
        --xunit-output "$folder/$name.xml" --filter "^${name}Tests\\.") >"$folder/$name.log" 2>&1 || status=$?
    if ((status)); then grep -vE '^(◇|↳|➜|✔)' "$folder/$name.log" || true; fi
    "$ROOT/deploy/ci/swift-results" "$folder/$name.xml" "$folder/$name.log" "$status" >"$folder/$name.txt" || true
    say "$name: $(tail -n 1 "$folder/$name.txt")"
    cat "$folder/$name.txt"
}

# The services tell their traces to a collector of ours, which listens before they start.
group_e2e() {
    install_packages run test
    test_python
    release_is_built || return 1
    (
        export PITCREW_TRACES=$BASE_STATE/e2e-traces PITCREW_OTLP_ENDPOINT
        trap trace_collector_stop EXIT
        trap 'exit 130' INT TERM
        if ! trace_collector_start; then
            say "failed: the trace collector"
            say "0 passed, 1 failed"
            exit 1
        fi
        PITCREW_OTLP_ENDPOINT=$(<"$PITCREW_TRACES/listening")
        system_group e2e "$ROOT/Tests/EndToEnd"
    )
}

trace_collector_start() {
    trace_collector_stop
    rm -rf "$PITCREW_TRACES"
    mkdir -p "$BASE_STATE"/{run,log}
    process_start trace-collector "$PITCREW_TEST_PYTHON" "$ROOT/Tests/EndToEnd/trace-collector" --folder "$PITCREW_TRACES"
    until_deadline 20 test -s "$PITCREW_TRACES/listening"
}

trace_collector_stop() { process_stop trace-collector 5; }

group_web() {
    release_is_built || return 1
    system_group web "$ROOT/Tests/Web" -n 2
}

# The suite's own tests, then its short run: a scenario is a test.
group_chaos() {
    install_packages run test chaos
    test_python
    release_is_built || return 1
    {
        if [[ -e $BASE_STATE/chaos-own.out ]]; then cat "$BASE_STATE/chaos-own.out"; else chaos_own_tests 2>&1; fi
        "$ROOT/deploy/chaos" --sabotage 2>&1 | chaos_results
        "$ROOT/deploy/chaos" --faults 20 --seed "${PITCREW_CHAOS_SEED:-1}" 2>&1 | chaos_results
    } | python_counts
}

chaos_own_tests() {
    install_packages run test chaos
    test_python
    (cd "$ROOT/Tests/Chaos" && "$PITCREW_TEST_PYTHON" -m pytest -q -p no:cacheprovider --color=no --durations=5 .) \
        || (($? == 1)) || say "the fault suite's own tests ended early ... FAIL"
}

# The suite's lines stay to be read; each scenario and each sabotage adds a result, and so does the summary, without which the run
# was cut short.
chaos_results() {
    jq -R -r '
        def is_clean: .lost + .duplicate_effects + .out_of_order + .unexpected == 0;
        def result: if . then "ok" else "FAIL" end;
        . as $line | (fromjson? // {}) | $line,
        if type != "object" or (has("lost") | not) then empty
        elif has("sabotage") then "sabotage \(.sabotage) is seen ... " + (.seen | result)
        elif has("scenario") then "chaos \(.scenario) ... " + (is_clean | result)
        else "chaos summary ... " + ((is_clean and .faults == 20) | result)
        end'
}

# system_group NAME FOLDER [OPTION…]: pytest, with these options, against a system of its own, brought up by deploy/up and taken down
# again. The programs read PITCREW_STATE (with system.json in it), PITCREW_URL and PITCREW_TEST_PYTHON.
system_group() {
    local name=$1 folder=$2
    shift 2
    if ! compgen -G "$folder/test_*.py" >/dev/null && ! compgen -G "$folder/*/test_*.py" >/dev/null; then
        say "there is no test in ${folder#"$ROOT/"}"
        return 1
    fi
    install_packages run test
    test_python
    (
        export PITCREW_STATE=$BASE_STATE/$name PITCREW_WEBHOOK_ADDRESSES=any
        # All tests come from one address.
        export PITCREW_DOOR_RATE=100000 PITCREW_DOOR_SIGN_IN_RATE=100000 PITCREW_DOOR_CONNECTIONS=1000
        trap 'deploy_down_after_test' EXIT
        trap 'exit 130' INT TERM
        "$ROOT/deploy/down" --delete >/dev/null  # what a killed run left
        if ! "$ROOT/deploy/up" --demo "${PITCREW_DEMO:-small}" >"$BASE_STATE/$name-up.log" 2>&1; then
            tail -n 40 "$BASE_STATE/$name-up.log"
            say "failed: deploy/up"
            say "0 passed, 1 failed"
            exit 1
        fi
        PITCREW_URL=$(jq -r .url "$PITCREW_STATE/system.json")
        export PITCREW_URL
        cd "$folder"
        timeout --foreground -k 20 "${PITCREW_TEST_TIMEOUT:-1200}" "$PITCREW_TEST_PYTHON" -m pytest -q -p no:cacheprovider \
            --color=no --durations=5 --junit-xml="$BASE_STATE/test-results/$name.xml" "$@" . 2>&1 || say "pytest ended with status $?"
    ) | python_counts
}

# What the services said is kept when a test failed; the rest of the state folder goes.
deploy_down_after_test() {
    mkdir -p "$BASE_STATE/test-results"
    rm -rf "$BASE_STATE/test-results/logs-${PITCREW_STATE##*/}"
    cp -r "$PITCREW_STATE/log" "$BASE_STATE/test-results/logs-${PITCREW_STATE##*/}" 2>/dev/null || true
    "$ROOT/deploy/down" --delete >/dev/null 2>&1 || true
}
